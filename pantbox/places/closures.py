"""Closing what is no longer used: stations and vendors. What anything names is closed, never deleted.

A closed one keeps its name and number in every history, statement, search and export, is offered nowhere for new work,
and can be opened again. What a device that still stands there scans is taken in as always: a scan is a fact. Deleted is
only what nothing at all names, such as a station made by mistake.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from pantbox.errors import Conflict
from pantbox.places.devices import PairingCode
from pantbox.places.log import log
from pantbox.places.references import first_reference
from pantbox.places.stations import Station, StationKind, StationState
from pantbox.places.vendors import Vendor
from pantbox.places.ways import keeping_a_way


def in_use() -> ColumnElement[bool]:
    """The condition that a station is not closed."""
    return Station.closed_at.is_(None)


def close_station(
    session: Session, station: Station, user_id: int | None, now: datetime, **by: object
) -> None:
    """Offer a station nowhere any more. Closed already, it stays so.

    Raises `Conflict("way_still_needed")` for the last screen while other boxes are open.
    """
    _lock(session, station)
    if station.closed_at is None:
        with keeping_a_way(session, station.event_id):
            station.closed_at, station.state = now, StationState.CLOSED
        _log_station(session, "station_closed", station, user_id, now, by)


def reopen_station(
    session: Session, station: Station, user_id: int | None, now: datetime, **by: object
) -> None:
    """Offer a station again.

    Raises `Conflict` (`vendor_closed`: its vendor is opened first; `box_without_way`).
    """
    _lock(session, station)
    if station.closed_at is not None:
        check_vendor_open(session.get(Vendor, station.vendor_id) if station.vendor_id else None)
        with keeping_a_way(session, station.event_id):
            station.closed_at, station.state = None, StationState.OPEN
        _log_station(session, "station_reopened", station, user_id, now, by)


def delete_station(
    session: Session, station: Station, user_id: int | None, now: datetime, **by: object
) -> None:
    """Delete a station that nothing names. A pairing code that nobody used goes with it.

    Raises `Conflict` (`station_in_use`: close it instead; `store_still_needed`, `way_still_needed`).
    """
    _lock(session, station)
    unused = (PairingCode.station_id == station.id, PairingCode.used_at.is_(None))
    session.execute(delete(PairingCode).where(*unused))
    _check_unnamed(session, station, "station_in_use")
    if station.kind == StationKind.STORE and not _other_store(session, station):
        raise Conflict("store_still_needed")
    with keeping_a_way(session, station.event_id):
        _log_station(session, "station_deleted", station, user_id, now, by)
        session.delete(station)


def close_vendor(session: Session, vendor: Vendor, user_id: int | None, now: datetime, **by: object) -> None:
    """Offer a vendor nowhere any more; its account and its private link stay. Closed already, it stays so.

    Raises `Conflict("vendor_has_stalls")` while one of its stalls is open: they are closed first.
    """
    _lock(session, vendor)
    if vendor.closed_at is None:
        stalls = select(Station.name).where(Station.vendor_id == vendor.id, in_use()).order_by(Station.number)
        if stall := session.scalar(stalls.limit(1)):
            raise Conflict("vendor_has_stalls", stall=stall)
        vendor.closed_at = now
        _log_vendor(session, "vendor_closed", vendor, user_id, now, by)


def reopen_vendor(session: Session, vendor: Vendor, user_id: int | None, now: datetime, **by: object) -> None:
    """Offer a vendor again."""
    _lock(session, vendor)
    if vendor.closed_at is not None:
        vendor.closed_at = None
        _log_vendor(session, "vendor_reopened", vendor, user_id, now, by)


def delete_vendor(session: Session, vendor: Vendor, user_id: int | None, now: datetime, **by: object) -> None:
    """Delete a vendor that nothing names. Raises `Conflict("vendor_in_use")`: close it instead."""
    _lock(session, vendor)
    _check_unnamed(session, vendor, "vendor_in_use")
    _log_vendor(session, "vendor_deleted", vendor, user_id, now, by)
    session.delete(vendor)


def check_station_open(station: Station) -> None:
    """Raises `Conflict("station_closed")`."""
    if station.closed_at is not None:
        raise Conflict("station_closed", name=station.name)


def check_vendor_open(vendor: Vendor | None) -> None:
    """Raises `Conflict("vendor_closed")`."""
    if vendor is not None and vendor.closed_at is not None:
        raise Conflict("vendor_closed", name=vendor.name)


def _lock(session: Session, row: Station | Vendor) -> None:
    """Nobody names the row by a foreign key, closes or deletes it until we commit."""
    session.flush()  # what is read again is what was written
    session.refresh(row, with_for_update=True)


def _check_unnamed(session: Session, row: Station | Vendor, code: str) -> None:
    reference = first_reference(session, row)
    if reference is not None:
        raise Conflict(code, name=row.name, named_by=str(reference))


def _other_store(session: Session, store: Station) -> bool:
    """Whether the event has another place where what nobody came for is booked."""
    others = select(Station.id).where(
        Station.event_id == store.event_id, Station.kind == StationKind.STORE, Station.id != store.id
    )
    return session.scalar(others.limit(1)) is not None


def _log_station(
    session: Session, what: str, station: Station, user_id: int | None, now: datetime, by: dict[str, object]
) -> None:
    details: dict[str, object] = {"station": station.id, "kind": station.kind, "number": station.number, **by}
    log(session, station.organisation_id, user_id, what, station.name, details, now)


def _log_vendor(
    session: Session, what: str, vendor: Vendor, user_id: int | None, now: datetime, by: dict[str, object]
) -> None:
    log(session, vendor.organisation_id, user_id, what, vendor.name, {"vendor": vendor.id, **by}, now)
