"""Changing an event that stands: its settings, its prices, its end."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.amounts import last_day
from admin.events.offers import deposits_of, type_ids
from pantbox.places import setup
from pantbox.places.events import Event, TermsRow
from pantbox.places.organisations import Organisation
from pantbox.places.setup import NewEvent, check_times, check_timezone
from pantbox.places.ways import keeping_a_way

SETTINGS = (
    "name", "starts_at", "ends_at", "return_until", "trip_days_max", "timezone", "unseen_policy",
    "unseen_per_visit_max", "phone_per_half_hour_max", "offline_redeem_ore",
)  # fmt: skip


def current_deposits(session: Session, event: Event) -> dict[int, int]:
    """Øre by type id, by the newest terms."""
    stored = session.scalar(
        select(TermsRow.deposits)
        .where(TermsRow.event_id == event.id)
        .order_by(TermsRow.version.desc())
        .limit(1)
    )
    return deposits_of(stored or {})


def change_event(
    session: Session, event: Event, new: NewEvent, deposits: Mapping[str, int], now: datetime
) -> list[str]:
    """Make an event what the form says, and name what changed. Another set of deposits is a new version of the terms.

    Raises `BadInput` (`event_times_wrong`, `timezone_unknown`), or what `keeping_a_way` and `setup.change_terms` refuse.
    """
    _check_times(new)
    told = {name: getattr(new, name) for name in SETTINGS}
    told |= {name: getattr(event, name) for name in _shown_as_they_are(event, new)}
    told["rails"] = [rail.value for rail in new.rails]
    told["causes"] = _kept(event, [dict(cause) for cause in new.causes])
    changed = [name for name, value in told.items() if getattr(event, name) != value]
    with keeping_a_way(session, event.id):
        for name in changed:
            setattr(event, name, told[name])
    organisation = session.get_one(Organisation, event.organisation_id)
    wanted = type_ids(session, organisation, deposits)
    if wanted != current_deposits(session, event):
        setup.change_terms(session, event, wanted, now)
        changed.append("deposits")
    return changed


def _shown_as_they_are(event: Event, new: NewEvent) -> list[str]:
    """Times the form shows more coarsely than they are kept, and that nobody touched."""
    same = [
        name
        for name in ("starts_at", "ends_at")
        if (kept := getattr(event, name)) and kept.replace(second=0, microsecond=0) == getattr(new, name)
    ]
    until = (event.return_until, new.return_until)
    if all(until) and len({last_day(moment, new.timezone) for moment in until if moment}) == 1:
        same.append("return_until")
    return same


def _check_times(new: NewEvent) -> None:
    check_times(new.starts_at, new.ends_at, new.return_until)
    check_timezone(new.timezone)


def _kept(event: Event, causes: list[dict[str, str]]) -> list[dict[str, str]]:
    """A cause that keeps its name keeps its key: the books know it by that."""
    keys = {cause["name"]: cause["key"] for cause in event.causes}
    return [{**cause, "key": keys.get(cause["name"], cause["key"])} for cause in causes]


def reopen(event: Event) -> None:
    """Take issues again. What was forfeited meanwhile stays so, and a late claim to it is paid all the same."""
    event.closed_at = None
