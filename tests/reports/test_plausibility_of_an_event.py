"""An honest event marks nothing; each fraud marks the place it is done at, and no other."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.places.events import Rail
from pantbox.refunds.bearers import redeem
from pantbox.refunds.claims import claim_of
from pantbox.refunds.redeeming_offline import TakenOffline, redeem_offline
from pantbox.refunds.refund import Part, Payer, pay_out
from pantbox.reports.plausibility import Figure, FigureName
from pantbox.reports.plausibility_facts import figures, hints
from tests.reports.frauds import (
    STALLS,
    cup,
    honest_day,
    refills,
    sent,
    takes_back,
    takes_back_what_guests_still_have,
    takes_what_no_stall_scanned,
    undoes,
    uses_one_cup,
)
from tests.support.festival import Festival
from tests.support.statements import statements

TOMORROW = timedelta(days=1)


@pytest.fixture
def festival(core: Core) -> Festival:
    return at_a_festival(core)


def at_a_festival(core: Core, stalls: int = STALLS) -> Festival:
    festival = Festival(core, unseen_per_period_max=1000)
    honest_day(festival, stalls)
    return festival


def told(festival: Festival) -> list[Figure]:
    festival.now += TOMORROW / 2
    with festival.core.database.reading() as session:
        return figures(session.connection(), festival.event_id, festival.now)


def marked(festival: Festival) -> set[tuple[str, str]]:
    """What stands out: the figure, and the place or thing."""
    return {
        (figure.name.value, figure.subject.bag or figure.subject.station or figure.subject.container)
        for figure in told(festival)
        if figure.is_marked
    }


FRAUDS: dict[str, tuple[Callable[[Festival, int], None], set[tuple[str, str]]]] = {
    "takes back": (takes_back, {("take_backs", "stall 3")}),
    "undoes": (undoes, {("undos", "stall 3")}),
    "takes unseen": (takes_what_no_stall_scanned, {("unseen", "box 3")}),
    "is contested": (takes_back_what_guests_still_have, {("contested", "stall 3")}),
    "refills": (refills, {("refills", "stall 3")}),
}


def test_an_honest_day_marks_nothing(festival: Festival) -> None:
    found = told(festival)

    assert [figure for figure in found if figure.is_marked] == []
    assert {figure.name for figure in found if figure.at_most is not None} >= {
        FigureName.TAKE_BACKS, FigureName.UNDOS, FigureName.UNSEEN, FigureName.REFILLS,
    }  # fmt: skip


@pytest.mark.parametrize("fraud", FRAUDS)
def test_a_fraud_marks_the_place_it_is_done_at(festival: Festival, fraud: str) -> None:
    act, marks = FRAUDS[fraud]

    act(festival, 3)

    assert marked(festival) == marks


def test_a_container_that_goes_round_all_day_without_a_wash_is_marked(festival: Festival) -> None:
    uses_one_cup(festival, 3)

    code = festival.container(cup(3, 2)).human_code
    assert ("uses", code) in marked(festival)


def test_one_that_is_washed_each_time_is_not(festival: Festival) -> None:
    for minute in range(0, 55, 5):
        festival.wash().say("wash", cup(3, 2), f"14:{minute:02}")
        sent(festival.stall("stall 3"), "issue", [cup(3, 2)], f"14:{minute + 1:02}")
        sent(festival.box("box 3"), "return", [cup(3, 2)], f"14:{minute + 2:02}")

    assert marked(festival) == set()


@pytest.mark.parametrize(
    ("counted", "marks"), [(18, set()), (7, {("counted", "0007")}), (30, {("counted", "0007")})]
)
def test_a_bag_is_marked_when_far_fewer_or_more_are_in_it_than_were_claimed(
    festival: Festival, counted: int, marks: set[tuple[str, str]]
) -> None:
    festival.box("box 3").say("empty", "", "16:00", code="-", bag="0007")
    festival.wash().say("count", "", "17:00", code=festival.type_code("cup"), bag="0007", quantity=counted)

    assert marked(festival) == marks


def test_a_bag_that_is_still_being_counted_says_nothing(festival: Festival) -> None:
    festival.box("box 3").say("empty", "", "16:00", code="-", bag="0007")
    festival.wash().say("count", "", "17:00", code=festival.type_code("cup"), bag="0007", quantity=7)

    with festival.core.database.reading() as session:
        found = figures(session.connection(), festival.event_id, festival.now)

    assert [figure for figure in found if figure.name is FigureName.COUNTED] == []


def vouchers(festival: Festival, n: int) -> list[str]:
    """So many vouchers of 5 kr."""
    keys, codes = festival.core.keys, []
    for one in festival.make(*(f"CUP-paid-{n}" for n in range(n))):
        guest = new_id()
        festival.stall("stall 0").issue(one, "14:00")
        festival.box("box 0").take(one, "14:10", visit_id=guest)
        with festival.core.database.transaction() as session:
            (paid,) = pay_out(
                session, keys, visit_id=guest, claim=claim_of(keys, guest), parts=[Part(Rail.VOUCHER, 500, None)],
                idempotency_key=str(new_id()), payer=Payer(), now=festival.now,
            )  # fmt: skip
        codes.append(str(paid.code))
    return codes


def test_a_stall_that_takes_vouchers_without_network_when_others_have_one_is_marked(
    festival: Festival,
) -> None:
    codes = vouchers(festival, 5 * 10 + 11)
    for stall in range(STALLS):
        place = festival.stall(f"stall {stall}")
        assert place.device_id
        for _ in range(11 if stall == 3 else 10):
            code = codes.pop()
            with festival.core.database.transaction() as session:
                if stall == 3:
                    redeem_offline(
                        session, festival.core.keys, TakenOffline(new_id(), code, 500, festival.now),
                        station_id=place.station_id, device_id=place.device_id, now=festival.now,
                    )  # fmt: skip
                else:
                    redeem(
                        session, festival.core.keys, code, station_id=place.station_id, amount_ore=500,
                        idempotency_key=str(new_id()), now=festival.now,
                    )  # fmt: skip

    assert marked(festival) == {("offline", "stall 3")}
    [figure] = [one for one in told(festival) if one.is_marked]
    assert (figure.count, figure.n) == (11, 11)


@pytest.mark.parametrize(("stalls", "marks"), [(STALLS - 1, set()), (STALLS, {("take_backs", "stall 3")})])
def test_a_stall_is_marked_beside_five_others_and_not_beside_four(
    core: Core, stalls: int, marks: set[tuple[str, str]]
) -> None:
    festival = at_a_festival(core, stalls)

    takes_back(festival, 3)

    assert marked(festival) == marks


def test_the_live_page_is_told_of_the_last_two_days_only(festival: Festival) -> None:
    uses_one_cup(festival, 3)

    def names(moment_later: timedelta) -> list[FigureName]:
        with festival.core.database.reading() as session:
            return [
                one.name
                for one in hints(session.connection(), festival.event_id, festival.now + moment_later)
            ]

    assert FigureName.USES in names(timedelta())
    assert FigureName.USES in names(TOMORROW)
    assert FigureName.USES not in names(3 * TOMORROW)


def test_more_stalls_cost_no_statement_more(festival: Festival) -> None:
    uses_one_cup(festival, 3)

    def asked() -> int:
        with (
            festival.core.database.reading() as session,
            statements(festival.core.database.engine) as found,
        ):
            hints(session.connection(), festival.event_id, festival.now)
        return len(found)

    before = asked()
    for stall in range(12):
        festival.stall(f"more {stall}").issue(f"CUP-more-{stall}", "15:00")
        festival.box(f"more boxes {stall}").take(f"CUP-more-{stall}", "15:30")

    assert asked() == before
