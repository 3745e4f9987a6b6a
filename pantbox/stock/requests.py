"""Send more: what stalls ask the store for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pantbox.errors import NotFound
from pantbox.places.stations import StationKind
from pantbox.stock.papers import Desk, check_types, digest, write_once
from pantbox.stock.tables import RequestState, SupplyRequest

QUANTITY_MAX = 10_000


@dataclass(frozen=True, slots=True)
class NewRequest:
    """So many of a type, please."""

    id: UUID
    type_id: int
    quantity: int
    at: datetime


def ask_for(desk: Desk, new: NewRequest) -> SupplyRequest:
    """Ask for more. Told again it is the same request.

    Raises `NotAllowed("station_may_not")` for anybody but a stall, `NotFound("type_unknown")`, `Conflict("id_reused")`.
    """
    here = desk.station(StationKind.STALL)
    check_types(desk.session, [new.type_id])
    row = {
        "id": new.id,
        "organisation_id": desk.organisation_id,
        "event_id": desk.event_id,
        "station_id": here.id,
        "device_id": desk.device_id,
        "type_id": new.type_id,
        "quantity": new.quantity,
        "content_hash": digest(here.id, new.type_id, new.quantity),
        "at": min(new.at, desk.now),
        "state": RequestState.OPEN,
    }
    return write_once(desk.session, SupplyRequest, row)[0]


def withdraw_request(desk: Desk, request_id: UUID) -> SupplyRequest:
    """It is no longer wanted; what is on its way already comes all the same. Raises `NotFound("request_unknown")`."""
    request = desk.session.get(SupplyRequest, request_id, with_for_update=True)
    if request is None or request.station_id != desk.station_id:
        raise NotFound("request_unknown")
    if request.state == RequestState.OPEN:
        request.state = RequestState.WITHDRAWN
    return request
