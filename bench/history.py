"""A festival of 100,000 scans, played through the one door.

10,000 containers go out and come back once a day for five days. Some issues are not scanned, some returns are scanned
twice, some containers are picked up from tables, and every bag is counted.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bench.ground import Ground
from pantbox.circulation.door import Authority, NewScan, Submission
from pantbox.circulation.replay import record_together
from pantbox.circulation.rollups import fold_deltas
from pantbox.circulation.scan import Kind, Verdict
from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.places.devices import Device
from pantbox.places.stations import Station, StationKind

SCANS = 100_000
CONTAINERS = 10_000
DAYS = 5
OPENS, CLOSES_AFTER_MINUTES = time(11), 11 * 60
FORGOTTEN, LEFT_ON_TABLES, READ_TWICE = 0.02, 0.03, 0.01
VISITS_OF = 2
BATCH = 5_000

Places = dict[StationKind, list[Authority]]


def play(core: Core, ground: Ground, first_day: datetime) -> None:
    """Play the festival from the morning of `first_day` on, batch by batch at the time it happened."""
    chance = Random(1)
    places = _places(core)
    scans = sorted(_scans(ground.codes[:CONTAINERS], places, first_day, chance), key=lambda one: one[1].at)
    for first in range(0, len(scans), BATCH):
        part = scans[first : first + BATCH]
        then = replace(core, clock=partial(_same, part[-1][1].at))
        by_place: dict[Authority, list[NewScan]] = {}
        for authority, scan in part:
            by_place.setdefault(authority, []).append(scan)
        sent = [Submission(authority, tuple(of_place)) for authority, of_place in by_place.items()]
        for outcome in record_together(then, sent):
            if isinstance(outcome, Exception):
                raise outcome
            assert all(answer.verdict is not Verdict.REJECTED or answer.reason for answer in outcome)
    with core.database.transaction() as session:
        while fold_deltas(session):
            pass


def _same(moment: datetime) -> datetime:
    return moment


def _places(core: Core) -> Places:
    with core.database.reading() as session:
        rows = session.execute(select(Device, Station).join(Station, Station.id == Device.station_id)).all()
    places: Places = {}
    for device, station in rows:
        authority = Authority(station.organisation_id, station.event_id, station.id, device.id)
        places.setdefault(StationKind(station.kind), []).append(authority)
    return places


def _scans(
    codes: tuple[str, ...], places: Places, first_day: datetime, chance: Random
) -> Iterator[tuple[Authority, NewScan]]:
    stalls, boxes, wash = places[StationKind.STALL], places[StationKind.PANT_BOX], places[StationKind.WASH][0]
    visits: dict[Authority, tuple[UUID, int]] = {}
    for day in range(DAYS):
        opens = datetime.combine(first_day + timedelta(days=day), OPENS, UTC)
        for code in codes:
            out = opens + timedelta(minutes=chance.random() * CLOSES_AFTER_MINUTES)
            back = out + timedelta(minutes=5 + chance.expovariate(1 / 40))
            # Nothing is forgotten on the first day: it would be a late claim of what went missing at the festival before.
            if chance.random() >= FORGOTTEN or day == 0:
                yield chance.choice(stalls), _scan(Kind.ISSUE, code, out)
            if chance.random() < LEFT_ON_TABLES:
                yield wash, _scan(Kind.COLLECT, code, opens + timedelta(hours=17))
                continue
            box = chance.choice(boxes)
            visit, taken = visits.get(box, (new_id(), VISITS_OF))
            visits[box] = (new_id(), VISITS_OF) if taken == 1 else (visit, taken - 1)
            again = chance.random() < READ_TWICE
            for late in (0, 20)[: 1 + again]:
                yield box, _scan(Kind.RETURN, code, back + timedelta(seconds=late), visit_id=visit)
        for number, box in enumerate(boxes):
            bag = f"{day}-{number}"
            yield box, _scan(Kind.EMPTY, "", opens + timedelta(hours=16), bag=bag)
            at = opens + timedelta(hours=18)
            yield wash, _scan(Kind.COUNT, "", at, bag=bag, quantity=CONTAINERS // len(boxes))


def _scan(kind: Kind, code: str, at: datetime, **more: Any) -> NewScan:
    return NewScan(id_at(at), kind, code, at, **more)


def id_at(moment: datetime) -> UUID:
    """An id as a device made it at that moment."""
    random = new_id().int & ((1 << 80) - 1)
    return UUID(int=int(moment.timestamp() * 1000) << 80 | random)
