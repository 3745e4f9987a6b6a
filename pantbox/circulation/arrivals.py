"""Scans on their way through the door: what each was sent as, what its code names, and what it is once it counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.engine import Row

from pantbox.circulation.door import Answer, Authority, NewScan
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.ground import EventGround, Ground, TypeGround
from pantbox.circulation.judge import Void
from pantbox.circulation.scan import Kind, Reason, Scan, Verdict
from pantbox.circulation.verdicts import refusal
from pantbox.containers.codes import Code, CodeKind, read_code
from pantbox.errors import BadInput
from pantbox.keys import Keys

NAMES_A_CONTAINER = (CodeKind.CONTAINER, CodeKind.HUMAN)


@dataclass
class Arrival:
    """One scan on its way through the door."""

    authority: Authority
    new: NewScan
    code: Code | None = None
    refused: Reason | None = None
    is_twin: bool = False
    visit_elsewhere: bool = False
    """The visit it names is of another station, or of another organisation."""
    container: Row[Any] | None = None
    answer: Answer | None = None
    content_hash: str = field(init=False)

    def __post_init__(self) -> None:
        self.content_hash = self.new.content_hash(self.authority)

    @property
    def names_a_container(self) -> bool:
        return self.code is not None and self.code.kind in NAMES_A_CONTAINER

    @property
    def visit_id(self) -> UUID | None:
        """Whose money a return is: a phone's scans are all of its own visit."""
        if self.new.kind not in RETURNS:
            return None
        named = self.authority.phone_visit_id or self.new.visit_id
        if named and self.visit_elsewhere:
            return uuid5(named, str(self.authority.station_id))
        return named


def read_codes(arrivals: Sequence[Arrival], keys: Keys) -> None:
    """Find what each code names. What is forged or nothing of ours is refused from its bytes alone."""
    for arrival in arrivals:
        if arrival.new.kind is Kind.EMPTY:
            continue
        try:
            arrival.code = read_code(arrival.new.code, keys)
        except BadInput as error:
            arrival.refused = Reason(error.code)


def refuse_foreign(arrivals: Sequence[Arrival], ground: Ground) -> None:
    """Refuse what is genuine, and of another organisation."""
    for arrival in arrivals:
        code = arrival.code
        if code and code.asset and code.asset not in ground.types:
            is_genuine = code.kind is CodeKind.CONTAINER
            arrival.refused = Reason.FOREIGN_OPERATOR if is_genuine else Reason.UNKNOWN_CODE


def effective_time(new: NewScan, now: datetime, event: EventGround) -> datetime:
    """When a scan happened, fixed once. A live one is never later than now, and if its clock knows nothing, it is now."""
    corrected = new.corrected_at()
    if not new.is_live:
        return corrected
    return now if corrected < event.times.earliest else min(corrected, now)


def scan_of_container(
    arrival: Arrival, container: Row[Any], ground: Ground, now: datetime, targets: dict[UUID, Row[Any]]
) -> Scan | Void:
    """What an arrival is as a scan of its container, and whether it counts. `targets`: scans that are undone, if known."""
    new, authority = arrival.new, arrival.authority
    event = ground.events[authority.event_id]
    kind = ground.types[container.asset]
    effective_at = effective_time(new, now, event)
    scan = Scan(
        id=new.id,
        kind=new.kind,
        container_id=container.id,
        type_id=kind.id,
        event_id=authority.event_id,
        station_id=authority.station_id,
        station_kind=ground.stations[authority.station_id].kind,
        effective_at=effective_at,
        recorded_at=now,
        period=event.boundaries.period(effective_at),
        deposit_ore=deposit_ore(event, kind, new, effective_at),
        pooled=kind.id in event.pooled_types,
        by_phone=authority.phone_visit_id is not None,
        visit_id=arrival.visit_id,
        undoes=new.undoes,
        reason=new.reason,
    )
    reason = refused_for(arrival, ground, effective_at, now)
    if reason is None and new.kind is Kind.ISSUE and new.is_live and container.retired_at:
        reason = Reason.RETIRED_CONTAINER
    if reason:
        return Void(scan, (Verdict.REJECTED, reason))
    target = targets.get(new.undoes) if new.undoes else None
    if target is not None and not target.acts:
        return Void(scan, (Verdict.ACCEPTED, None))
    return scan


def refused_for(arrival: Arrival, ground: Ground, effective_at: datetime, now: datetime) -> Reason | None:
    """Why a scan does not count, whatever it is of. None: it counts."""
    authority, kind = arrival.authority, arrival.new.kind
    if authority.phone_visit_id and kind is not Kind.RETURN:
        return Reason.STATION_MAY_NOT
    station_kind = ground.stations[authority.station_id].kind
    return refusal(kind, station_kind, effective_at, now, ground.events[authority.event_id].times)


def deposit_ore(event: EventGround, kind: TypeGround, new: NewScan, at: datetime) -> int:
    """The deposit by the terms the stall showed; for a type this event has no price of, what the type says itself."""
    return event.terms.deposit_ore(kind.id, shown=new.terms, at=at) or kind.deposit_ore


def visit_row(arrival: Arrival, now: datetime) -> dict[str, Any]:
    """The visit that a return opens, if nobody has yet."""
    authority = arrival.authority
    return {
        "id": arrival.visit_id,
        "organisation_id": authority.organisation_id,
        "event_id": authority.event_id,
        "station_id": authority.station_id,
        "device_id": authority.device_id,
        "opened_at": now,
        "credited_ore": 0,
        "paid_ore": 0,
        "unseen": 0,
        "by_phone": authority.phone_visit_id is not None,
        "phone_paid": 0,
    }
