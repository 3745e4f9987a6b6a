"""What was printed with a promise on it: until when containers are taken back.

Paper cannot be changed, so a date that hangs on a wall is not moved earlier. Whoever makes such a PDF is taken to print it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.db import Base, IntId, OfOrganisation
from pantbox.errors import Conflict
from pantbox.places.events import Event
from pantbox.places.stations import Station


class Paper(StrEnum):
    """Paper that says until when containers are taken back. Labels and slips say nothing of it."""

    POSTER = "poster"
    CRIB = "crib"
    SIGN = "sign"


class PrintedPaper(OfOrganisation, Base):
    """A paper as it was printed first with these words: the poster's date, or the days a trip may take, or neither."""

    __tablename__ = "printed_paper"

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"))
    """Whose sign it is."""
    paper: Mapped[Paper] = mapped_column(String(10))
    return_until: Mapped[datetime | None]
    trip_days_max: Mapped[int | None]
    printed_at: Mapped[datetime]


def note_printed(
    session: Session, event: Event, paper: Paper, now: datetime, stations: Sequence[Station] = ()
) -> None:
    """Remember what the paper promises, for each of these stations if it is their sign. The same again changes nothing."""
    known = set(
        session.scalars(
            select(PrintedPaper.station_id).where(
                PrintedPaper.event_id == event.id,
                PrintedPaper.paper == paper,
                PrintedPaper.return_until.is_not_distinct_from(event.return_until),
                PrintedPaper.trip_days_max.is_not_distinct_from(event.trip_days_max),
            )
        )
    )
    wanted = [station.id for station in stations] if paper is Paper.SIGN else [None]
    session.add_all(
        PrintedPaper(
            organisation_id=event.organisation_id, event_id=event.id, station_id=station_id, paper=paper,
            return_until=event.return_until, trip_days_max=event.trip_days_max, printed_at=now,
        )
        for station_id in wanted
        if station_id not in known
    )  # fmt: skip


def check_printed(
    session: Session, event: Event, return_until: datetime | None, trip_days_max: int | None, now: datetime
) -> None:
    """Raises `Conflict` where a guest would have less time than some paper of the event says.

    `date_is_printed` with the latest date on paper, `trip_days_are_printed` with the most days.
    """
    printed = session.execute(
        select(PrintedPaper.return_until, PrintedPaper.trip_days_max)
        .where(PrintedPaper.event_id == event.id)
        .distinct()
    ).all()
    dates = [date for date, _days in printed if date]
    days = [days for date, days in printed if days and not date]
    if dates and not keeps_date(max(dates), return_until, trip_days_max):
        raise Conflict("date_is_printed", date=event.poster_day(max(dates)))
    if days and not keeps_days(max(days), return_until, trip_days_max, now):
        raise Conflict("trip_days_are_printed", days=max(days))


def check_zone(session: Session, event: Event) -> None:
    """Raises `Conflict("timezone_is_printed")` where a paper says a day: in another time zone that day ends at another moment."""
    says_a_day = (PrintedPaper.event_id == event.id) & PrintedPaper.return_until.is_not(None)
    if session.scalar(select(PrintedPaper.id).where(says_a_day).limit(1)):
        raise Conflict("timezone_is_printed", timezone=event.timezone)


def keeps_date(printed: datetime, return_until: datetime | None, trip_days_max: int | None) -> bool:
    """Whether whoever trusts a printed date is still paid. Pure."""
    return trip_days_max is None if return_until is None else return_until >= printed


def keeps_days(printed: int, return_until: datetime | None, trip_days_max: int | None, now: datetime) -> bool:
    """Whether whoever trusts printed days is still paid: also what is handed out now may be out as long. Pure."""
    if return_until is not None:
        return return_until >= now + timedelta(days=printed)
    return trip_days_max is None or trip_days_max >= printed
