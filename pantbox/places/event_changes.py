"""Changing an event: what may still be changed of it, and its end. The one way for office, API and command line.

Dates may be moved later at any time. Earlier only while every recorded scan stays within the event's times and no paper
that hangs somewhere says a later date. Time zone and turnaround times are fixed from the first scan on: what was scanned
is counted by the periods they make.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import column, or_, select, table
from sqlalchemy.orm import Session

from pantbox.db import UtcDateTime
from pantbox.errors import BadInput, Conflict
from pantbox.places.causes import offer_causes
from pantbox.places.event_values import check_figures
from pantbox.places.events import Event, first_scan_at, last_scan_at
from pantbox.places.log import changes as changes_of
from pantbox.places.log import log
from pantbox.places.names import plain_name
from pantbox.places.printed import check_printed, check_zone
from pantbox.places.setup import check_times, check_timezone, check_turnaround_times
from pantbox.places.ways import keeping_a_way

CHANGEABLE = frozenset(
    {
        "name", "starts_at", "ends_at", "return_until", "trip_days_max", "timezone", "turnaround_times",
        "unseen_policy", "unseen_per_period_max", "unseen_share_percent", "phone_per_half_hour_max",
        "phone_per_code_max", "phones_per_box_max", "second_payments_max", "offline_redeem_ore", "rails", "causes",
        "rules", "area",
    }
)  # fmt: skip
"""What `change_event` takes. Prices are versions of their own: see `pantbox.places.setup.change_terms`."""
DAYS = frozenset({"starts_at", "ends_at", "return_until", "trip_days_max"})
PERIODS = frozenset({"timezone", "turnaround_times"})

# The room of circulation lies above this one, so its table is known here by name only.
_scans = table("scan", column("event_id"), column("effective_at", UtcDateTime()), column("verdict_reason"))
OUT_OF_RANGE = "clock_out_of_range"


def change_event(
    session: Session,
    event: Event,
    changes: Mapping[str, Any],
    user_id: int | None,
    now: datetime,
    **by: object,
) -> list[str]:
    """Make an event what `changes` say, log it, and name what changed. `by` tells the log who it was where that is no user.

    Raises `BadInput` (`event_times_wrong`, `timezone_unknown`, `turnaround_times_wrong`, `date_is_past`, `cause_twice`,
    `event_figure_wrong`, `name_missing`) and `Conflict` (`periods_are_fixed`, `timezone_is_printed`, `scans_fall_out`, `date_is_printed`, `trip_days_are_printed`, `cause_key_taken`, or
    what `keeping_a_way` raises).
    """
    _lock(session, event)
    if "name" in changes:
        changes = {**changes, "name": plain_name(changes["name"])}
    new = {name: value for name, value in changes.items() if getattr(event, name) != value}
    check_figures(new)
    if "causes" in new:
        new["causes"], new["closed_causes"] = offer_causes(event.causes, event.closed_causes, new["causes"])
    if PERIODS & new.keys():
        _check_periods(session, event, new)
    if DAYS & new.keys():
        _check_days(session, event, new, now)
    before = {name: getattr(event, name) for name in new}
    with keeping_a_way(session, event.id):
        for name, value in new.items():
            setattr(event, name, value)
    changed = sorted(CHANGEABLE & new.keys())
    if changed:
        told = changes_of(before, {name: new[name] for name in changed})
        log(
            session,
            event.organisation_id,
            user_id,
            "event_changed",
            event.slug,
            {**told, **by},
            now,
        )
    return changed


def reopen_event(
    session: Session,
    event: Event,
    return_until: datetime | None,
    user_id: int | None,
    now: datetime,
    **by: object,
) -> None:
    """Let stalls hand out again. After the poster's date only with a later one: else it would be over again at once.

    What was forfeited meanwhile stays so, and a late claim to it is paid all the same. An event that is open stays so.
    Raises `Conflict("poster_date_passed")`, and what `change_event` raises of a date.
    """
    if return_until is not None:
        change_event(session, event, {"return_until": return_until}, user_id, now, **by)
    if event.return_until is not None and event.return_until <= now:
        raise Conflict("poster_date_passed", date=event.poster_day(event.return_until))
    if event.closed_at is not None:
        event.closed_at = None
        log(session, event.organisation_id, user_id, "event_reopened", event.slug, dict(by), now)


def has_scans(session: Session, event_id: int) -> bool:
    """Whether anything was ever scanned at an event."""
    found = select(_scans.c.event_id).where(_scans.c.event_id == event_id).limit(1)
    return session.execute(found).first() is not None


def _lock(session: Session, event: Event) -> None:
    """Nobody else changes the event until we commit."""
    session.flush()  # what is read again is what was written
    session.refresh(event, with_for_update={"key_share": True})


def _check_periods(session: Session, event: Event, new: Mapping[str, Any]) -> None:
    check_timezone(new.get("timezone", event.timezone))
    check_turnaround_times(new.get("turnaround_times", event.turnaround_times))
    if has_scans(session, event.id):
        raise Conflict("periods_are_fixed")
    if "timezone" in new:
        check_zone(session, event)


def _check_days(session: Session, event: Event, new: Mapping[str, Any], now: datetime) -> None:
    starts_at, ends_at, until, days = (
        new.get(name, getattr(event, name))
        for name in ("starts_at", "ends_at", "return_until", "trip_days_max")
    )
    check_times(starts_at, ends_at, until)
    if until and until <= now and (event.return_until is None or until < event.return_until):
        raise BadInput("date_is_past")
    if _falls_out(session, event.id, first_scan_at(starts_at), last_scan_at(ends_at, until, days)):
        raise Conflict("scans_fall_out")
    check_printed(session, event, until, days, now)


def _falls_out(session: Session, event_id: int, earliest: datetime, latest: datetime | None) -> bool:
    """Whether a scan that counts lies outside these times. One that lay outside before is out already."""
    out = _scans.c.effective_at < earliest
    if latest is not None:
        out = or_(out, _scans.c.effective_at > latest)
    was_in = or_(_scans.c.verdict_reason.is_(None), _scans.c.verdict_reason != OUT_OF_RANGE)
    found = select(_scans.c.event_id).where(_scans.c.event_id == event_id, out, was_in).limit(1)
    return session.execute(found).first() is not None
