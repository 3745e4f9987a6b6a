"""Scans of a type, a crate, a bag, or of nothing but the station: counts, of no container."""

from datetime import datetime

from pantbox.circulation.arrivals import Arrival, deposit_ore, effective_time, refused_for
from pantbox.circulation.door import Answer
from pantbox.circulation.ground import Ground, TypeGround
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.circulation.writing import Writing
from pantbox.containers.codes import Code, CodeKind
from pantbox.places.stations import StationKind

COUNTED_KINDS = frozenset({Kind.COUNT, Kind.RECEIVE, Kind.DISPATCH, Kind.WASH, Kind.EMPTY, Kind.COLLECT})
"""What may be said of a type, a crate or a bag instead of one container."""


def count(arrival: Arrival, ground: Ground, now: datetime, writing: Writing) -> None:
    """Answer and keep a count. One of a type that stalls hand out by the crate moves its deposits into or out of the pool."""
    authority, new = arrival.authority, arrival.new
    event = ground.events[authority.event_id]
    place = ground.stations[authority.station_id]
    station_kind = place.kind
    effective_at = effective_time(new, now, event)
    kind = _type_of(ground, arrival.code)
    reason = refused_for(arrival, ground, effective_at, now)
    if reason is None and new.kind not in COUNTED_KINDS:
        reason = Reason.STATION_MAY_NOT
    verdict = Verdict.REJECTED if reason else Verdict.ACCEPTED
    arrival.answer = Answer(new.id, verdict, reason, verdict, type_id=kind.id if kind else None)
    by_the_crate = station_kind is StationKind.STALL and not place.scans_each
    fills_pool = by_the_crate and new.kind in (Kind.RECEIVE, Kind.DISPATCH)
    pool_ore = 0
    if reason is None and fills_pool and kind and kind.id in event.pooled_types:
        pool_ore = deposit_ore(event, kind, new, effective_at)
    period = event.boundaries.period(effective_at)
    writing.count(arrival, arrival.answer, station_kind, effective_at, period, pool_ore=pool_ore)


def _type_of(ground: Ground, code: Code | None) -> TypeGround | None:
    return ground.types.get(code.asset) if code and code.kind is CodeKind.TYPE else None
