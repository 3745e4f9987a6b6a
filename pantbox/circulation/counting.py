"""Scans of a type, a crate, a bag, or of nothing but the station: counts, of no container."""

from datetime import datetime

from pantbox.circulation.arrivals import Arrival, effective_time, refused_for
from pantbox.circulation.door import Answer
from pantbox.circulation.ground import Ground, TypeGround
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.circulation.verdicts import SPOILT
from pantbox.circulation.writing import Writing
from pantbox.containers.codes import Code, CodeKind

COUNTED_KINDS = frozenset({Kind.COUNT, Kind.RECEIVE, Kind.DISPATCH, Kind.WASH, Kind.EMPTY, Kind.COLLECT})
"""What may be said of a type, a crate or a bag instead of one container."""


def count(arrival: Arrival, ground: Ground, now: datetime, writing: Writing) -> None:
    """Answer and keep a count. By itself it moves no money: only what a confirmed delivery says of its pool does."""
    authority, new = arrival.authority, arrival.new
    event = ground.events[authority.event_id]
    effective_at = effective_time(new, now, event)
    kind = _type_of(ground, arrival.code)
    reason = refused_for(arrival, ground, effective_at, now)
    if reason is None and new.kind not in COUNTED_KINDS:
        reason = Reason.STATION_MAY_NOT
    verdict = Verdict.REJECTED if reason else Verdict.ACCEPTED
    arrival.answer = Answer(new.id, verdict, reason, verdict, type_id=kind.id if kind else None)
    period = event.boundaries.period(effective_at)
    station_kind = ground.stations[authority.station_id].kind
    is_word = reason not in SPOILT
    writing.count(arrival, arrival.answer, station_kind, effective_at, period, believed=is_word)


def _type_of(ground: Ground, code: Code | None) -> TypeGround | None:
    return ground.types.get(code.asset) if code and code.kind is CodeKind.TYPE else None
