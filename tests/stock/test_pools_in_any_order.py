"""Brute force: scans and deliveries in any order of arrival leave the same in pools, and no pool below 0 on the way."""

import random
from datetime import timedelta
from functools import partial

import pytest

from pantbox.audit import audit
from pantbox.circulation.door import Submission
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.stock.deliveries import Count, confirm
from pantbox.stock.papers import Quantity
from tests.support.crates import by_the_crate, count_back, deliver, desk_of, on_its_way, owed, pool
from tests.support.festival import DAY, Festival, moment

CUPS = [f"CUP-{n}" for n in range(4)]
OF_CRATES = (AccountKind.VENDOR, AccountKind.POOL, AccountKind.HELD, AccountKind.UNSEEN)


def a_few_scans(festival, chance):
    """Issues, undone ones and returns of four cups over a day, as they happened."""
    made, at = [], DAY + timedelta(hours=7)
    for _ in range(14):
        at += timedelta(minutes=chance.choice([3, 20, 90]))
        place = chance.choice([festival.stall("soup"), festival.stall("grill"), festival.box("east")])
        kind = "return" if place is festival.box("east") else "issue"
        cup = chance.choice(CUPS)
        scan = festival.scan(kind, cup, at, told="accepted", visit_id=new_id())
        made.append((place, scan))
        if kind == "issue" and chance.random() < 0.2:
            undo = festival.scan("undo", cup, at + timedelta(minutes=1), told="accepted", undoes=scan.id)
            made.append((place, undo))
    return made


def in_any_order(chance, steps):
    """In any order, but for what one device says: that comes in the order in which it was said."""
    of_device = {}
    for what in steps:
        of_device.setdefault(what[1][0].station_id if what[0] == "scan" else what, []).append(what)
    order = [key for key, said in of_device.items() for _ in said]
    return [of_device[key].pop(0) for key in chance.sample(order, len(order))]


def books(festival):
    """What is on the accounts that crates touch."""
    return {key: ore for key, ore in festival.balances().items() if key[0] in OF_CRATES}


@pytest.mark.parametrize("seed", range(8))
def test_pools_follow_from_what_happened_whatever_came_first(core, seed):
    chance = random.Random(seed)
    found = []
    for order in range(2):
        festival = Festival(
            core, slug=f"fest-{order}", company_prefix=f"952000{order}", unseen_per_period_max=999
        )
        stations = [
            *(festival.stall(stall) for stall in ("soup", "grill", "bar")), festival.box("east"), festival.store(),
        ]  # fmt: skip
        festival.make(*CUPS)
        for stall in ("soup", "bar"):
            by_the_crate(festival, "cup", stall=stall)
        steps = [("scan", one) for one in a_few_scans(festival, random.Random(seed))]
        steps += [("deliver", crates) for crates in (("soup", 1), ("soup", 3), ("bar", 2))]
        steps += [("count back", crates) for crates in (("soup", 2), ("bar", 2))]
        for kind, what in in_any_order(chance, steps):
            festival.now = DAY + timedelta(hours=36)
            if kind == "deliver":
                deliver(festival, what[1], to=what[0])
            elif kind == "count back":
                count_back(festival, what[1], by=what[0])
            else:
                place, scan = what
                festival.record(Submission(place.authority, (scan,)))
            assert festival.total(AccountKind.POOL) >= 0
        names = {str(place.station_id): number for number, place in enumerate(stations)}
        names[str(festival.types["cup"])] = "cup"
        found.append({(kind, names.get(of, of)): ore for (kind, of), ore in books(festival).items()})
        assert [finding for finding in audit(core, festival.event_id) if finding.ok is False] == []

    assert found[0] == found[1]


def late_issues(festival, when):
    """Soup has ten by the crate and sells none; grill scans out five without network; guests bring these to a box."""
    by_the_crate(festival, "cup")
    deliver(festival, 10, at="10:00")
    grill = festival.stall("grill").offline()
    for cup in CUPS:
        grill.issue(cup, at="11:00")
    festival.set_clock("13:00")
    for cup in CUPS:
        festival.box("east").take(cup, at="13:00")
    steps = {"before": [grill.back_online, partial(count_back, festival, 10)]}
    for step in steps["before"] if when == "before" else reversed(steps["before"]):
        festival.set_clock("20:00")
        step()


def own_late_confirmation(festival, when):
    """Soup counted its second crate at eleven, on a device without network, and gives all back in the evening."""
    by_the_crate(festival, "cup")
    deliver(festival, 10, at="10:00")
    second = on_its_way(festival, festival.store(), festival.stall(), 5, at="10:30")
    steps = [partial(count, festival, "soup", second, 5, "11:00"), partial(count_back, festival, 15)]
    for step in steps if when == "before" else reversed(steps):
        festival.set_clock("20:00")
        step()


def confirmation_of_another(festival, when):
    """Bar counted its crates on a device without network; its guests bring some back; soup, which sold nothing, gives all back."""
    for stall in ("soup", "bar"):
        by_the_crate(festival, "cup", stall=stall)
    deliver(festival, 10, at="10:00")
    bars = on_its_way(festival, festival.store(), festival.stall("bar"), 10, at="10:00")
    for cup in CUPS:
        festival.box("east").take(cup, at="13:00")
    steps = [partial(count, festival, "bar", bars, 10, "10:05"), partial(count_back, festival, 10)]
    for step in steps if when == "before" else reversed(steps):
        festival.set_clock("20:00")
        step()


def count(festival, stall, delivery_id, number, at):
    """A stall counts what it was sent."""
    with festival.core.database.transaction(festival.organisation_id) as session:
        told = Count(new_id(), (Quantity(festival.types["cup"], number),), moment(at))
        confirm(desk_of(festival, session, festival.stall(stall)), delivery_id, told)


@pytest.mark.parametrize(
    ("day", "soup_owes"), [(late_issues, 0), (own_late_confirmation, 0), (confirmation_of_another, 0)]
)
def test_what_is_told_after_a_count_back_charges_no_stall_that_gave_all_back(core, day, soup_owes):
    found = []
    for number, when in enumerate(("before", "after")):
        festival = Festival(
            core, slug=f"fest-{number}", company_prefix=f"952000{number}", unseen_per_period_max=99
        )
        festival.make(*CUPS)
        day(festival, when)
        assert [finding for finding in audit(core, festival.event_id) if finding.ok is False] == []
        found.append((owed(festival), owed(festival, "grill"), owed(festival, "bar"), pool(festival)))

    assert found[0] == found[1]
    assert found[0][0] == soup_owes
