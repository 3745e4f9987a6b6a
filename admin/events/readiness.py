"""Is the event ready? Each thing a first day has taught somebody, checked against what is set up. Only reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.events.changing import current_deposits
from pantbox.containers.containers import Batch
from pantbox.containers.types import ContainerType
from pantbox.places.closures import in_use
from pantbox.places.devices import Device
from pantbox.places.events import Event, Rail
from pantbox.places.stations import Station, StationKind
from pantbox.places.ways import has_way
from pantbox.refunds.tables import Bearer, BearerKind
from pantbox.settings import LANGUAGES
from pantbox.stock.uncounted import uncounted_stalls

NAMED_MAX = 5
"""So many are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at. `key` names its sentence, `office-check-<key>`; `where` the page that mends it."""

    key: str
    is_ok: bool
    where: str
    names: tuple[str, ...] = ()
    count: int = 0
    is_needed: bool = True
    """Without it the event cannot begin; otherwise it is advice."""


@dataclass(frozen=True, slots=True)
class _Facts:
    event: Event
    types: Sequence[ContainerType]
    batches: Sequence[Batch]
    stations: Sequence[Station]
    with_device: frozenset[int]
    slips: int
    uncounted: frozenset[int]
    """Stalls that get containers of some type and neither scan nor count them."""
    has_begun: bool

    def of_kind(self, kind: StationKind) -> list[Station]:
        return [station for station in self.stations if station.kind == kind]


def readiness(session: Session, event: Event, language: str, now: datetime) -> list[Check]:
    """All checks, in the order one would do them."""
    facts = _facts(session, event, now)
    return [*_containers(facts, language), *_stalls(facts), *_boxes(facts), *_money(facts), *_words(facts)]


def is_ready(checks: Sequence[Check]) -> bool:
    """Whether nothing that is needed is missing."""
    return all(check.is_ok for check in checks if check.is_needed)


def _facts(session: Session, event: Event, now: datetime) -> _Facts:
    type_ids = set(current_deposits(session, event))
    types = session.scalars(
        select(ContainerType).where(ContainerType.id.in_(type_ids)).order_by(ContainerType.id)
    )
    batches = session.scalars(select(Batch).where(Batch.type_id.in_(type_ids)))
    stations = session.scalars(
        select(Station).where(Station.event_id == event.id, in_use()).order_by(Station.kind, Station.number)
    )
    devices = session.scalars(
        select(Device.station_id).where(Device.event_id == event.id, Device.revoked_at.is_(None)).distinct()
    )
    slips = session.scalar(
        select(func.count())
        .select_from(Bearer)
        .where(Bearer.event_id == event.id, Bearer.kind == BearerKind.SLIP, Bearer.revoked_at.is_(None))
    )
    return _Facts(
        event, list(types), list(batches), list(stations), frozenset(devices), slips or 0,
        uncounted_stalls(session, event.id, now), event.starts_at <= now,
    )  # fmt: skip


def _check(key: str, where: str, missing: Sequence[str], *, is_needed: bool = True) -> Check:
    return Check(key, not missing, where, tuple(missing[:NAMED_MAX]), len(missing), is_needed)


def _containers(facts: _Facts, language: str) -> Iterator[Check]:
    made = {batch.type_id for batch in facts.batches}
    yield _check(
        "containers", "containers", [kind.name(language) for kind in facts.types if kind.id not in made]
    )
    called = {kind.id: kind.name(language) for kind in facts.types}
    unprinted = [batch for batch in facts.batches if batch.printed_at is None]
    yield _check("labels", "containers", [f"{called[batch.type_id]}: {batch.name}" for batch in unprinted])


def _stalls(facts: _Facts) -> Iterator[Check]:
    stalls = facts.of_kind(StationKind.STALL)
    yield Check("stalls", bool(stalls), "stations")
    without = [stall.name for stall in stalls if stall.id not in facts.with_device]
    yield _check("stall-devices", "stations", without)
    # Before the gates open, a stall with a device has just not scanned yet.
    uncounted = [
        stall.name
        for stall in stalls
        if stall.id in facts.uncounted and (facts.has_begun or stall.id not in facts.with_device)
    ]
    yield _check("stall-crates", "stations", uncounted, is_needed=False)


def _boxes(facts: _Facts) -> Iterator[Check]:
    boxes = facts.of_kind(StationKind.PANT_BOX)
    yield Check("boxes", bool(boxes), "stations")
    screens = [box for box in boxes if box.has_screen]
    yield _check("box-devices", "stations", [box.name for box in screens if box.id not in facts.with_device])
    rails, has_slips = facts.event.rails, facts.slips > 0
    stuck = [] if has_way(rails, has_screen=bool(screens), has_slips=has_slips) else boxes
    mend = "settings" if Rail.SLIP not in rails else "stations" if not screens else "papers"
    yield _check("without-phone", mend, [box.name for box in stuck])
    no_capacity = [box.name for box in boxes if box.capacity is None]
    yield _check("box-capacity", "stations", no_capacity, is_needed=False)


def _money(facts: _Facts) -> Iterator[Check]:
    event, rails = facts.event, set(facts.event.rails)
    yield Check("rails", bool(rails), "settings")
    if Rail.CASH in rails:
        desks = facts.of_kind(StationKind.CASH_DESK)
        yield Check("desk", bool(desks), "stations")
        yield _check(
            "desk-devices", "stations", [desk.name for desk in desks if desk.id not in facts.with_device]
        )
    if Rail.SLIP in rails:
        has_boxes = bool(facts.of_kind(StationKind.PANT_BOX))
        yield Check("slips", facts.slips > 0, "papers", is_needed=has_boxes)
    if Rail.DONATION in rails:
        yield Check("causes", bool(event.causes), "settings")
    yield Check("poster-date", event.return_until is not None or event.trip_days_max is not None, "settings")


def _words(facts: _Facts) -> Iterator[Check]:
    own = facts.event.rules  # the rules themselves are written in all of them
    missing = [language for language in LANGUAGES if own and not own.get(language)]
    yield _check("rules", "rulebook", missing, is_needed=False)
