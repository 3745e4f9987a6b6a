"""Crate mode: switching it for a stall and a type, in the office, by the API and on the command line."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.errors import Conflict, NotFound
from pantbox.places.crates import CrateMode
from pantbox.places.events import EventType
from pantbox.places.log import By, log
from pantbox.places.stations import Station, StationKind


def crate_types(session: Session, station_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The types that each of these stations hands out by the crate now."""
    rows = session.execute(
        select(CrateMode.station_id, CrateMode.type_id).where(
            CrateMode.station_id.in_(station_ids), CrateMode.until.is_(None)
        )
    ).all()
    return {one: frozenset(row.type_id for row in rows if row.station_id == one) for one in station_ids}


def crate_modes(session: Session, station_id: int) -> list[CrateMode]:
    """When a stall handed out which types by the crate. They stay so until the transaction ends."""
    own = select(CrateMode).where(CrateMode.station_id == station_id).order_by(CrateMode.id)
    return list(session.scalars(own.with_for_update(read=True).execution_options(populate_existing=True)))


def set_crate_types(
    session: Session, station: Station, type_ids: Collection[int], by: By, now: datetime
) -> None:
    """From now on this stall hands out these types by the crate and scans all others, before or during an event.

    What is out stays what it is: what was delivered before goes on being paid, or counted back, as it was delivered.
    Raises `Conflict("crates_not_a_stall")`, `NotFound("type_unknown")` for a type the event does not use.
    """
    wanted = set(type_ids)
    if wanted and station.kind != StationKind.STALL:
        raise Conflict("crates_not_a_stall")
    in_use = set(session.scalars(select(EventType.type_id).where(EventType.event_id == station.event_id)))
    if wanted - in_use:
        raise NotFound("type_unknown")
    # Two that switch it on at once make one row; who writes a paper of the station does not wait for that.
    session.refresh(station, with_for_update={"key_share": True})
    own = select(CrateMode).where(CrateMode.station_id == station.id, CrateMode.until.is_(None))
    rows = {row.type_id: row for row in session.scalars(own.order_by(CrateMode.id).with_for_update())}
    for type_id in sorted(wanted - rows.keys()):
        session.add(
            CrateMode(
                organisation_id=station.organisation_id, event_id=station.event_id, station_id=station.id,
                type_id=type_id, since=now,
            )
        )  # fmt: skip
    for type_id in sorted(rows.keys() - wanted):
        rows[type_id].until = now
    for what, changed in (("crates_on", wanted - rows.keys()), ("crates_off", rows.keys() - wanted)):
        if changed:
            details = {**dict(by.details), "station": station.id, "types": sorted(changed)}
            log(session, station.organisation_id, by.user_id, what, station.name, details, now)
    session.flush()  # the next batch of scans looks them up
