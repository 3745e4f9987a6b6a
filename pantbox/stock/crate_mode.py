"""Crate mode: switching it for a stall and a type, in the office, by the API and on the command line."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.errors import Conflict, NotFound
from pantbox.ledger.pools import Pool
from pantbox.places.crates import CrateMode
from pantbox.places.events import EventType
from pantbox.places.log import By, log
from pantbox.places.stations import Station, StationKind


def crate_types(session: Session, station_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The types that each of these stations hands out by the crate now."""
    rows = session.execute(
        select(CrateMode.station_id, CrateMode.type_id).where(
            CrateMode.station_id.in_(station_ids), CrateMode.is_on.is_(True)
        )
    ).all()
    return {one: frozenset(row.type_id for row in rows if row.station_id == one) for one in station_ids}


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
    own = select(CrateMode).where(CrateMode.station_id == station.id).with_for_update()
    rows = {row.type_id: row for row in session.scalars(own)}
    before = {type_id for type_id, row in rows.items() if row.is_on}
    for type_id in sorted(wanted - before):
        _switch_on(session, station, rows.get(type_id), type_id)
    for type_id in sorted(before - wanted):
        _switch_off(session, rows[type_id])
    for what, changed in (("crates_on", wanted - before), ("crates_off", before - wanted)):
        if changed:
            details = {**dict(by.details), "station": station.id, "types": sorted(changed)}
            log(session, station.organisation_id, by.user_id, what, station.name, details, now)
    session.flush()  # the next batch of scans looks them up


def _switch_on(session: Session, station: Station, row: CrateMode | None, type_id: int) -> None:
    if row is not None:
        row.is_on = True
        return
    session.add(
        CrateMode(
            organisation_id=station.organisation_id, event_id=station.event_id, station_id=station.id, type_id=type_id
        )
    )  # fmt: skip


def _switch_off(session: Session, row: CrateMode) -> None:
    """Kept where something was delivered by it; else it was a slip of the finger, and nothing is out."""
    used = session.scalar(
        select(Pool.station_id).where(
            Pool.event_id == row.event_id, Pool.type_id == row.type_id, Pool.station_id == row.station_id
        )
    )
    if used is None:
        session.delete(row)
    else:
        row.is_on = False
