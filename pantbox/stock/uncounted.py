"""Stalls that get containers and neither scan nor count them: nobody would owe the deposits of what they hand out."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pantbox.circulation.tables import TripRow
from pantbox.places.crates import CrateMode
from pantbox.places.stations import Station, StationKind
from pantbox.stock.listing import UNCONFIRMED_AFTER
from pantbox.stock.tables import Delivery, DeliveryLine, DeliveryState


def uncounted_stalls(session: Session, event_id: int, now: datetime) -> frozenset[int]:
    """The event's stalls that were sent some type, never scanned one of it out, and do not count it either.

    A stall counts a type that it hands out by the crate, unless a delivery of it waits there unconfirmed.
    """
    by_the_crate = exists().where(
        CrateMode.station_id == Station.id,
        CrateMode.type_id == DeliveryLine.type_id,
        CrateMode.until.is_(None),
    )
    scanned = exists().where(
        TripRow.event_id == event_id, TripRow.opened_station_id == Station.id,
        TripRow.type_id == DeliveryLine.type_id, TripRow.seen.is_(True),
    )  # fmt: skip
    waits = (Delivery.state == DeliveryState.SENT) & (Delivery.sent_at < now - UNCONFIRMED_AFTER)
    sent = (
        select(Station.id)
        .join(Delivery, Delivery.to_station_id == Station.id)
        .join(DeliveryLine, DeliveryLine.delivery_id == Delivery.id)
        .where(
            Station.event_id == event_id,
            Station.kind == StationKind.STALL,
            Delivery.state != DeliveryState.WITHDRAWN,
            ~scanned,
            ~by_the_crate | waits,
        )
        .distinct()
    )
    return frozenset(session.scalars(sent))
