"""What a scan of a container that is out means at a stall: set in the office, by the API and on the command line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pantbox.errors import Conflict
from pantbox.places.log import log
from pantbox.places.stations import Station, StationKind, WhenOut


@dataclass(frozen=True, slots=True)
class Setter:
    """Who sets it, for the log: a user of the office, or what else (`{"token": 3}`, `{"by": "cli"}`)."""

    user_id: int | None = None
    details: tuple[tuple[str, object], ...] = ()


def set_when_out(session: Session, station: Station, when_out: WhenOut, by: Setter, now: datetime) -> None:
    """From now on this stall's devices refill a container that is out without asking, or ask. What is scanned stays so.

    Raises `Conflict("refills_not_a_stall")`.
    """
    if station.when_out == when_out:
        return
    if station.kind != StationKind.STALL:
        raise Conflict("refills_not_a_stall")
    station.when_out = when_out
    details = {**dict(by.details), "station": station.id, "when_out": when_out.value}
    log(session, station.organisation_id, by.user_id, "when_out_set", station.name, details, now)
