"""Brute force: scans and deliveries in any order of arrival leave the same in pools, and no pool below 0 on the way."""

import random
from datetime import timedelta

import pytest

from pantbox.audit import audit
from pantbox.circulation.door import Submission
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from tests.support.crates import by_the_crate, count_back, deliver
from tests.support.festival import DAY, Festival

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


@pytest.mark.parametrize("seed", range(6))
def test_pools_follow_from_what_happened_whatever_came_first(core, seed):
    chance = random.Random(seed)
    found = []
    for order in range(2):
        festival = Festival(
            core, slug=f"fest-{order}", company_prefix=f"952000{order}", unseen_per_period_max=999
        )
        stations = [festival.stall("soup"), festival.stall("grill"), festival.box("east"), festival.store()]
        festival.make(*CUPS)
        by_the_crate(festival, "cup", stall="soup")
        steps = [("scan", one) for one in a_few_scans(festival, random.Random(seed))]
        steps += [("deliver", quantity) for quantity in (1, 3)]
        for kind, what in in_any_order(chance, steps):
            festival.now = DAY + timedelta(hours=36)
            if kind == "deliver":
                deliver(festival, what)
            else:
                place, scan = what
                festival.record(Submission(place.authority, (scan,)))
            assert festival.total(AccountKind.POOL) >= 0
        count_back(festival, 2)
        names = {str(place.station_id): number for number, place in enumerate(stations)}
        names[str(festival.types["cup"])] = "cup"
        found.append({(kind, names.get(of, of)): ore for (kind, of), ore in books(festival).items()})
        assert [finding for finding in audit(core, festival.event_id) if finding.ok is False] == []

    assert found[0] == found[1]
