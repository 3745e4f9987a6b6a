"""Counts and scans that are told late, when prices changed and crates were switched on or off meanwhile: the books end the same."""

from collections.abc import Callable
from functools import partial

import pytest

from pantbox.audit import audit
from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Event
from pantbox.places.setup import change_terms
from pantbox.places.stations import Station
from pantbox.reports.event_report import event_report
from pantbox.reports.return_rate import Grade
from pantbox.stock.deliveries import NewDelivery, send
from pantbox.stock.papers import Quantity
from tests.stock.test_pools_in_any_order import books, count
from tests.support.crates import by_the_crate, count_back, deliver, desk_of, on_its_way, owed
from tests.support.festival import Festival

CUPS = [f"CUP-{n}" for n in range(9)]
Step = Callable[[], object]


def price(festival: Festival, ore: int, *, at: str) -> None:
    festival.set_clock(at)
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        change_terms(
            session, event, {festival.types["cup"]: ore, festival.types["bowl"]: 1_000}, festival.now
        )


def dear_before_the_price_falls(festival: Festival) -> Step:
    """Ten at 8 kr., counted without network, before the price falls to 5: what tells that count."""
    by_the_crate(festival, "cup")
    price(festival, 800, at="09:00")
    first = on_its_way(festival, festival.store(), festival.stall(), 10, at="10:00")
    price(festival, 500, at="12:00")
    return partial(count, festival, "soup", first, 10, "10:05")


def dear_crates(festival: Festival) -> list[Step]:
    """All ten are given back."""
    return [dear_before_the_price_falls(festival), partial(count_back, festival, 10)]


def dear_and_cheap_crates(festival: Festival) -> list[Step]:
    """Ten more come at 5 kr., and all twenty are given back."""
    tell = dear_before_the_price_falls(festival)
    deliver(festival, 10, at="13:00")
    return [tell, partial(count_back, festival, 20)]


def cheap_and_dear_crates(festival: Festival) -> list[Step]:
    """Ten at 5 kr., ten at 8 kr. counted without network, and ten are given back."""
    by_the_crate(festival, "cup")
    deliver(festival, 10, at="10:00")
    price(festival, 800, at="12:00")
    second = on_its_way(festival, festival.store(), festival.stall(), 10, at="13:00")
    return [partial(count, festival, "soup", second, 10, "13:05"), partial(count_back, festival, 10)]


def given_back_between(festival: Festival) -> list[Step]:
    """Ten at 5 kr. are given back, counted without network, before ten come at 8 kr."""
    by_the_crate(festival, "cup")
    deliver(festival, 10, at="10:00")
    back = on_its_way(festival, festival.stall(), festival.store(), 10, at="10:50")
    price(festival, 800, at="12:00")
    dear = on_its_way(festival, festival.store(), festival.stall(), 10, at="13:00")
    return [
        partial(count, festival, "store", back, 10, "11:00"),
        partial(count, festival, "soup", dear, 10, "13:05"),
    ]


@pytest.mark.parametrize(
    ("day", "owed_ore"),
    [
        (dear_crates, 0),
        (dear_and_cheap_crates, 0),
        (cheap_and_dear_crates, 5_000),
        (given_back_between, 8_000),
    ],
)
def test_what_a_stall_owes_does_not_hang_on_what_is_told_first_when_prices_change(
    core: Core, day: Callable[[Festival], list[Step]], owed_ore: int
) -> None:
    found = []
    for number, order in enumerate((1, -1)):
        festival = Festival(core, slug=f"fest-{number}", company_prefix=f"952000{number}")
        for step in day(festival)[::order]:
            festival.set_clock("20:00")
            step()
            assert festival.total(AccountKind.POOL) >= 0
        assert [finding for finding in audit(core, festival.event_id) if finding.ok is False] == []
        soup = (AccountKind.VENDOR, str(festival.stall().station_id))
        found.append((-festival.balances().get(soup, 0), festival.total(AccountKind.POOL)))

    assert found == [(owed_ore, owed_ore)] * 2


def told_after_switching_off(festival: Festival, *, late: bool) -> None:
    by_the_crate(festival, "cup")
    first = on_its_way(festival, festival.store(), festival.stall(), 10, at="10:00")
    festival.set_clock("12:00")
    if not late:
        count(festival, "soup", first, 10, "10:05")
    by_the_crate(festival)
    festival.set_clock("20:00")
    if late:
        count(festival, "soup", first, 10, "10:05")
    assert owed(festival) == 10


def scanned_before_switching_on(festival: Festival, *, late: bool) -> None:
    soup = festival.stall().offline()
    for cup in CUPS[:4]:
        soup.issue(cup, at="09:00")
    festival.set_clock("09:30")
    if not late:
        soup.back_online(at="09:30")
    by_the_crate(festival, "cup")
    deliver(festival, 4, at="10:00")
    for cup in CUPS[4:8]:
        festival.box().take(cup, at="12:00")
    if late:
        soup.back_online(at="13:00")
    for cup in CUPS[:4]:
        festival.box().take(cup, at="14:00")


def sent_and_told_after_switching_off(festival: Festival, *, late: bool) -> None:
    """The store's device told neither that it sent them nor what came, until the crates were off."""
    by_the_crate(festival, "cup")
    festival.set_clock("10:00")
    new = NewDelivery(new_id(), sign_of(festival), (Quantity(festival.types["cup"], 10),), festival.now)

    def tell() -> None:
        with festival.core.database.transaction(festival.organisation_id) as session:
            send(desk_of(festival, session, festival.store()), new)
        count(festival, "soup", new.id, 10, "10:05")

    festival.set_clock("12:00")
    if not late:
        tell()
    by_the_crate(festival)
    festival.set_clock("20:00")
    if late:
        tell()
    assert owed(festival) == 10


def sign_of(festival: Festival) -> str:
    with festival.core.database.reading() as session:
        return session.get_one(Station, festival.stall().station_id).sign


@pytest.mark.parametrize(
    "day", [told_after_switching_off, sent_and_told_after_switching_off, scanned_before_switching_on]
)
def test_crates_are_what_they_were_when_it_happened(core: Core, day: Callable[..., None]) -> None:
    found = []
    for number, late in enumerate((False, True)):
        festival = Festival(
            core, slug=f"fest-{number}", company_prefix=f"952000{number}", unseen_per_period_max=99
        )
        festival.make(*CUPS)
        names = {str(festival.stall().station_id): "soup", str(festival.types["cup"]): "cup"}
        day(festival, late=late)
        assert [finding for finding in audit(core, festival.event_id) if finding.ok is False] == []
        found.append({(kind, names.get(of, of)): ore for (kind, of), ore in books(festival).items()})

    assert found[0] == found[1]


def test_a_mode_by_which_nothing_was_delivered_changes_no_figure(festival: Festival) -> None:
    by_the_crate(festival, "cup")
    by_the_crate(festival)
    festival.make(*CUPS)
    festival.stall().issue("CUP-0", at="10:00")
    festival.box().take("CUP-0", at="11:00")

    with festival.core.database.reading() as session:
        report = event_report(session.connection(), festival.event_id, festival.now)
    assert {line.rate.grade for line in report.by_type} == {Grade.EVERY_ITEM}
    assert owed(festival) == 1


def test_a_stall_gains_nothing_by_scanning_its_own_shelf(festival: Festival) -> None:
    festival.make(*CUPS)
    by_the_crate(festival, "cup")
    deliver(festival, 5, at="10:00")
    for cup in CUPS[:5]:
        festival.box().take(cup, at="12:00")
    for hour in range(13, 18):
        festival.stall().issue("CUP-8", at=f"{hour}:00")
        festival.box().take("CUP-8", at=f"{hour}:30")

    soup, unseen = str(festival.stall().station_id), AccountKind.UNSEEN
    assert festival.balances()[(unseen, soup)] == festival.total(unseen) == -2_500
    assert [finding for finding in audit(festival.core, festival.event_id) if finding.ok is False] == []
