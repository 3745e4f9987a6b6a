"""For which station a device speaks: where it stands now, or where it stood when what it tells happened.

A device that was moved names the station in a header, for its outbox may hold scans of several. It is believed as far
as its history says so, at that time. Whoever names none speaks for where the device stood then by that same history,
and one that was never moved needs no look at it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from flask import request

from pantbox.api.callers import STOOD_AT, DeviceCaller
from pantbox.circulation.door import NewScan
from pantbox.errors import NotAllowed
from pantbox.places.events import Event
from pantbox.places.stations import Station
from pantbox.places.stays import Stays, stays_of
from pantbox.web import core

STATION_DIGITS_MAX = 9


@dataclass(frozen=True, slots=True)
class Spoken:
    """The station that something counts for, and whether the device may speak for it."""

    station_id: int
    may: bool = True


class Speaker:
    """A device, for one request: what its header says, and what its history says of that."""

    def __init__(self, caller: DeviceCaller) -> None:
        self.caller = caller
        self._said = request.headers.get(STOOD_AT)

    def of_scan(self, scan: NewScan, now: datetime) -> Spoken:
        """Of which station a scan is, by the history. Only whose history matters is asked."""
        return self.at(
            self._stays.moment_of(
                scan.corrected_at(), is_live=scan.is_live, earliest=self._first_scan_at, now=now
            )
        )

    def at(self, moment: datetime) -> Spoken:
        """For which station it speaks of what happened then."""
        moved_at = self.caller.moved_at
        if not self.asks_history or (self._said is None and moved_at is not None and moment >= moved_at):
            return Spoken(self.caller.station_id)
        stay = self._stays.at(moment)
        stood_at = stay.station_id if stay else self.caller.station_id
        if self._said is None:
            return Spoken(stood_at)
        named = self._named
        return Spoken(named or stood_at, may=named is not None and self._stays.cover(named, moment))

    @property
    def asks_history(self) -> bool:
        """Whether its history matters: it was moved, or names another station than its only one."""
        return self.caller.moved_at is not None or self._said not in (None, str(self.caller.station_id))

    @cached_property
    def _stays(self) -> Stays:
        with core().database.reading(self.caller.organisation_id) as session:
            return stays_of(session, self.caller.device_id)

    @cached_property
    def _first_scan_at(self) -> datetime:
        with core().database.reading(self.caller.organisation_id) as session:
            return session.get_one(Event, self.caller.event_id).first_scan_at

    @cached_property
    def _named(self) -> int | None:
        """The station it names, if that is one of its event and kind."""
        said = self._said or ""
        if not (said.isascii() and said.isdigit() and len(said) <= STATION_DIGITS_MAX):
            return None
        with core().database.reading(self.caller.organisation_id) as session:
            station = session.get(Station, int(said))
        is_alike = station is not None and (station.event_id, station.kind) == (
            self.caller.event_id,
            self.caller.station_kind,
        )
        return int(said) if is_alike else None


def where_it_stood(caller: DeviceCaller, at: datetime) -> DeviceCaller:
    """The device as it speaks of what it did then. Raises `NotAllowed("station_may_not")` where it did not stand."""
    spoken = Speaker(caller).at(at)
    if not spoken.may:
        raise NotAllowed("station_may_not")
    return replace(caller, station_id=spoken.station_id)
