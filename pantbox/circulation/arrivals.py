"""Scans on their way through the door: what each was sent as, what its code names, and what it is once it counts."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.engine import Row

from pantbox.circulation.bound_counts import CODE_BOUND, half_hour
from pantbox.circulation.device_words import DeviceWords
from pantbox.circulation.door import Answer, Authority, NewScan
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.ground import EventGround, Ground, TypeGround
from pantbox.circulation.judge import Void
from pantbox.circulation.rows import phone_of
from pantbox.circulation.scan import HANDS_OUT, Kind, Reason, Scan, Verdict
from pantbox.circulation.undone import NEVER_UNDONE
from pantbox.circulation.verdicts import SPOILT, refusal
from pantbox.containers.codes import Code, CodeKind, Unproven, read_code
from pantbox.errors import BadInput
from pantbox.keys import Keys

PHONE_EARLY_MAX = timedelta(hours=2)
"""So much older than its visit a phone's scan may be."""
NAMES_A_CONTAINER = (CodeKind.CONTAINER, CodeKind.HUMAN)


@dataclass
class Arrival:
    """One scan on its way through the door."""

    authority: Authority
    new: NewScan
    code: Code | None = None
    refused: Reason | None = None
    unproven: Unproven | None = None
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
    """Find what each code names. What has no tag of ours or is no code is refused from its bytes alone."""
    for arrival in arrivals:
        if arrival.new.kind is Kind.EMPTY:
            continue
        try:
            arrival.code = read_code(arrival.new.code, keys)
        except Unproven as error:
            arrival.unproven, arrival.refused = error, Reason.FORGED_CODE
        except BadInput as error:
            arrival.refused = Reason(error.code)


def refuse_foreign(arrivals: Sequence[Arrival], ground: Ground) -> None:
    """Refuse what is genuine and of another organisation, and tell a stranger's codes from forgeries of ours."""
    for arrival in arrivals:
        code = arrival.code
        if arrival.unproven:
            is_ours = arrival.unproven.asset in ground.types
            why = arrival.unproven.why(is_our_type=is_ours, company_prefix=ground.company_prefix)
            arrival.refused = Reason(why)
        if code and code.asset and code.asset not in ground.types:
            is_genuine = code.kind is CodeKind.CONTAINER
            arrival.refused = Reason.FOREIGN_OPERATOR if is_genuine else Reason.UNKNOWN_CODE


def effective_time(new: NewScan, now: datetime, event: EventGround) -> datetime:
    """When a scan happened, fixed once. A live one is never later than now, and if its clock knows nothing, it is now."""
    corrected = new.corrected_at()
    if not new.is_live:
        return corrected
    return now if corrected < event.times.earliest else min(corrected, now)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside a batch's scans: scans that are undone, the visits named, and how far each device has spoken."""

    now: datetime
    targets: Mapping[UUID, Row[Any]]
    visits: Mapping[UUID, Row[Any]]
    words: DeviceWords


def scan_of_container(arrival: Arrival, container: Row[Any], ground: Ground, context: Context) -> Scan | Void:
    """What an arrival is as a scan of its container, and whether it counts."""
    now = context.now
    new, authority = arrival.new, arrival.authority
    event = ground.events[authority.event_id]
    kind = ground.types[container.asset]
    effective_at = effective_time(new, now, event)
    phone, picture_bound = _phone(arrival, context)
    reason = refused_for(arrival, ground, effective_at, now)
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
        deposit_ore=deposit_ore(event, kind, new, effective_at, now),
        pooled=_is_pooled(arrival, ground, kind.id, effective_at),
        believed=reason not in SPOILT and _is_believed(arrival, effective_at, event, context),
        visit_id=arrival.visit_id,
        undoes=new.undoes,
        counts_claim=new.counts_claim,
        reason=new.reason,
        phone=phone,
        picture_bound=picture_bound,
    )
    if reason is None and new.kind in HANDS_OUT and new.is_live and container.retired_at:
        reason = Reason.RETIRED_CONTAINER
    if reason:
        return Void(scan, (Verdict.REJECTED, reason))
    target = context.targets.get(new.undoes) if new.undoes else None
    if target is not None and not target.acts:
        return Void(scan, (Verdict.ACCEPTED, None))
    if target is not None and not _is_of_the_same_day(scan, target):
        return Void(scan, (Verdict.REJECTED, Reason.UNDO_TOO_LATE))
    return scan


def _is_pooled(arrival: Arrival, ground: Ground, type_id: int, at: datetime) -> bool:
    """Whether the type was handed out by the crate by then: anywhere, for a return; where it is handed out, for others."""
    authority = arrival.authority
    event, station = ground.events[authority.event_id], ground.stations[authority.station_id]
    since = (event.pooled_since if arrival.new.kind in RETURNS else station.crates_since).get(type_id)
    return since is not None and since <= at


def _is_of_the_same_day(undo: Scan, target: Row[Any]) -> bool:
    of_container = (target.container_id, target.station_id, target.period)
    same = of_container == (undo.container_id, undo.station_id, undo.period)
    return same and Kind(target.kind) not in NEVER_UNDONE


def _is_believed(arrival: Arrival, effective_at: datetime, event: EventGround, context: Context) -> bool:
    """Whether a scan's time is plausible. A phone's may be a little older than its visit: it had no network.

    A program's is taken as it is said while an owner has an import switched on.
    """
    authority = arrival.authority
    if authority.device_id is None and authority.phone_visit_id is None and event.imports(context.now):
        return True
    if authority.phone_visit_id is not None:
        visit = context.visits.get(arrival.visit_id) if arrival.visit_id else None
        return visit is None or effective_at >= visit.opened_at - PHONE_EARLY_MAX
    return context.words.believes(authority, effective_at)


def _phone(arrival: Arrival, context: Context) -> tuple[str | None, str | None]:
    """Whose phone sent a scan, and within which bound its claim is paid by itself."""
    visit_id = arrival.authority.phone_visit_id
    if visit_id is None:
        return None, None
    visit = context.visits.get(arrival.visit_id) if arrival.visit_id else None
    phone = phone_of(visit.phone_hash if visit is not None else None, visit_id)
    is_typed = arrival.code is not None and arrival.code.kind is CodeKind.HUMAN
    bound = None
    if visit is not None and not is_typed and visit.code_entry:
        bound = f"{CODE_BOUND}{visit.id}:{visit.code_entry}"
    elif visit is not None and not is_typed and visit.at_sign:
        bound = phone_bound(phone, context.now)
    return phone, bound


def phone_bound(phone: str, now: datetime) -> str:
    """One phone's half-hour. Hashed, so that it does not tell which visits of other half-hours were the same phone's."""
    return f"phone:{hashlib.sha256(f'{phone}:{half_hour(now)}'.encode()).hexdigest()[:40]}"


def refused_for(arrival: Arrival, ground: Ground, effective_at: datetime, now: datetime) -> Reason | None:
    """Why a scan does not count, whatever it is of. None: it counts."""
    authority, kind = arrival.authority, arrival.new.kind
    if authority.phone_visit_id and kind is not Kind.RETURN:
        return Reason.STATION_MAY_NOT
    station_kind = ground.stations[authority.station_id].kind
    return refusal(kind, station_kind, effective_at, now, ground.events[authority.event_id].times)


def deposit_ore(event: EventGround, kind: TypeGround, new: NewScan, at: datetime, now: datetime) -> int:
    """The deposit of a scan: an issue's by the terms the stall showed, if they were in force then or within the day before;
    a return's, which counts where nobody saw its issue, the lower of those in force then and now. For a type this event
    has no price of, what the type says itself."""
    if new.kind in RETURNS:
        prices = [event.terms.deposit_ore(kind.id, shown=None, at=moment) for moment in (at, now)]
        return min((price for price in prices if price), default=kind.deposit_ore)
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
        "by_phone": authority.phone_visit_id is not None,
        "code_entry": 0,
        "at_sign": False,
    }
