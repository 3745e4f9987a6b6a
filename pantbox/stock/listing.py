"""Papers as people read them: what is on its way, what was asked for, what came short."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from pantbox.places.stations import Station, StationKind
from pantbox.stock.tables import Delivery, DeliveryLine, DeliveryState, RequestState, SupplyRequest

RECENT_MAX = 50
UNCONFIRMED_AFTER = timedelta(minutes=45)
"""A delivery that nobody counted for so long is looked for."""


@dataclass(frozen=True, slots=True)
class End:
    """A station that sends or receives."""

    id: int
    sign: str
    kind: StationKind
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a type, as sent and as counted (None: not yet), in these crates."""

    type_id: int
    sent: int
    counted: int | None
    crates: tuple[str, ...]
    beyond_pool: int = 0
    """Of those counted back from a stall: so many lowered no debt, for their deposits were in the pool no more."""

    @property
    def difference(self) -> int | None:
        """Counted less sent: below 0, some are missing."""
        return None if self.counted is None else self.counted - self.sent


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    """A delivery, its lines by type."""

    id: UUID
    sender: End
    receiver: End
    state: DeliveryState
    sent_at: datetime
    confirmed_at: datetime | None
    lines: tuple[Line, ...]

    @property
    def differs(self) -> bool:
        """Whether the receiver counted anything else than was sent."""
        return any(line.difference or line.beyond_pool for line in self.lines)


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """A request for more."""

    id: UUID
    station: End
    type_id: int
    quantity: int
    at: datetime
    state: RequestState
    delivery_id: UUID | None


def deliveries_of(
    session: Session, event_id: int, *, station_ids: Collection[int] | None = None, limit: int = RECENT_MAX
) -> list[ShownDelivery]:
    """The latest deliveries of an event, or to and from some of its stations: first those on their way, the newest first."""
    query = (
        select(Delivery)
        .where(Delivery.event_id == event_id, Delivery.state != DeliveryState.WITHDRAWN)
        .order_by((Delivery.state == DeliveryState.SENT).desc(), Delivery.sent_at.desc(), Delivery.id)
        .limit(limit)
    )
    if station_ids is not None:
        query = query.where(_touches(station_ids))
    return shown(session, session.scalars(query).all())


def _touches(station_ids: Collection[int]) -> ColumnElement[bool]:
    return or_(Delivery.from_station_id.in_(station_ids), Delivery.to_station_id.in_(station_ids))


def shown(session: Session, deliveries: Sequence[Delivery]) -> list[ShownDelivery]:
    """These deliveries with their ends and lines."""
    ends = _ends(session, {end for one in deliveries for end in (one.from_station_id, one.to_station_id)})
    lines: dict[UUID, list[DeliveryLine]] = {}
    for line in session.scalars(
        select(DeliveryLine)
        .where(DeliveryLine.delivery_id.in_([one.id for one in deliveries]))
        .order_by(DeliveryLine.id)
    ):
        lines.setdefault(line.delivery_id, []).append(line)
    return [
        ShownDelivery(
            one.id, ends[one.from_station_id], ends[one.to_station_id], DeliveryState(one.state), one.sent_at,
            one.confirmed_at, _by_type(lines.get(one.id, [])),
        )
        for one in deliveries
    ]  # fmt: skip


def _by_type(lines: Sequence[DeliveryLine]) -> tuple[Line, ...]:
    found: dict[int, Line] = {}
    for line in lines:
        before = found.get(line.type_id, Line(line.type_id, 0, None, ()))
        counted = before.counted if line.counted is None else (before.counted or 0) + line.counted
        crates = (*before.crates, line.crate) if line.crate else before.crates
        over = before.beyond_pool + line.beyond_pool
        found[line.type_id] = Line(line.type_id, before.sent + line.sent, counted, crates, over)
    return tuple(found.values())


def requests_of(
    session: Session, event_id: int, *, station_ids: Collection[int] | None = None
) -> list[ShownRequest]:
    """What was asked for and is not there yet, the oldest first; and the latest that came or were withdrawn."""
    pending = SupplyRequest.state.in_((RequestState.OPEN, RequestState.SENT))
    query = (
        select(SupplyRequest)
        .where(SupplyRequest.event_id == event_id)
        .order_by(pending.desc(), SupplyRequest.at.desc(), SupplyRequest.id)
        .limit(RECENT_MAX)
    )
    if station_ids is not None:
        query = query.where(SupplyRequest.station_id.in_(station_ids))
    rows = session.scalars(query).all()
    ends = _ends(session, {row.station_id for row in rows})
    return [
        ShownRequest(row.id, ends[row.station_id], row.type_id, row.quantity, row.at, RequestState(row.state), row.delivery_id)
        for row in rows
    ]  # fmt: skip


def waiting_here(session: Session, station: Station) -> tuple[int, int]:
    """How many requests and how many deliveries wait for somebody at this station."""
    asked = select(func.count()).where(
        SupplyRequest.event_id == station.event_id, SupplyRequest.state == RequestState.OPEN
    )
    if station.kind not in (StationKind.STORE, StationKind.WASH):
        asked = asked.where(SupplyRequest.station_id == station.id)
    coming = select(func.count()).where(
        Delivery.event_id == station.event_id,
        Delivery.to_station_id == station.id,
        Delivery.state == DeliveryState.SENT,
    )
    return int(session.scalar(asked) or 0), int(session.scalar(coming) or 0)


def unconfirmed(session: Session, event_id: int, now: datetime) -> list[ShownDelivery]:
    """Deliveries that were sent long ago and that nobody has counted."""
    rows = session.scalars(
        select(Delivery)
        .where(
            and_(
                Delivery.event_id == event_id,
                Delivery.state == DeliveryState.SENT,
                Delivery.sent_at < now - UNCONFIRMED_AFTER,
            )
        )
        .order_by(Delivery.sent_at)
    )
    return shown(session, rows.all())


def _ends(session: Session, ids: Collection[int]) -> dict[int, End]:
    rows = session.scalars(select(Station).where(Station.id.in_(ids)))
    return {row.id: End(row.id, row.sign, StationKind(row.kind), row.number, row.name) for row in rows}
