"""Crate mode: which types a stall hands out by the crate."""

from typing import Annotated

from pydantic import Field

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Output, RowId
from pantbox.api.own import acting, find, reading
from pantbox.places.log import By
from pantbox.places.organisations import Scope
from pantbox.places.stations import Station
from pantbox.stock.crate_mode import crate_types, set_crate_types
from pantbox.web import core

TYPES_MAX = 100


class CratesIn(Input):
    """The container types that a stall hands out by the crate from now on; it scans all others."""

    type_ids: Annotated[list[RowId], Field(max_length=TYPES_MAX)]


class CratesOut(Output):
    """The container types that a station hands out by the crate now."""

    station_id: int
    type_ids: list[int]


@api.get("/stations/<int:station_id>/crates")
@api.output(CratesOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def crates(station_id: int) -> CratesOut:
    """What this station hands out by the crate."""
    with reading() as session:
        station = find(session, Station, station_id, "station_unknown")
        types = crate_types(session, [station.id])[station.id]
        return CratesOut(station_id=station.id, type_ids=sorted(types))


@api.put("/stations/<int:station_id>/crates")
@api.input(CratesIn, arg_name="told")
@api.output(CratesOut)
@open_to(Scope.SETUP_WRITE)
def set_crates(station_id: int, told: CratesIn) -> CratesOut:
    """Say which types this stall hands out by the crate, before or during an event. What is out stays what it is."""
    by = By(details=(("token", program().token_id),))
    with acting() as session:
        station = find(session, Station, station_id, "station_unknown")
        set_crate_types(session, station, told.type_ids, by, core().clock())
        return CratesOut(station_id=station.id, type_ids=sorted(set(told.type_ids)))
