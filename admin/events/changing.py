"""Changing an event that stands: its settings, its prices, its end."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.events.offers import deposits_of, type_ids
from pantbox.errors import BadInput, Conflict
from pantbox.places import setup
from pantbox.places.events import Event, TermsRow
from pantbox.places.organisations import Organisation
from pantbox.places.setup import NewEvent

SETTINGS = (
    "name", "starts_at", "ends_at", "return_until", "trip_days_max", "timezone", "unseen_policy",
    "unseen_per_visit_max", "phone_per_half_hour_max",
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

    Raises `BadInput` (`event_times_wrong`, `timezone_unknown`) or what `setup.change_terms` refuses.
    """
    _check_times(new)
    told = {name: getattr(new, name) for name in SETTINGS}
    told["rails"] = [rail.value for rail in new.rails]
    told["causes"] = _kept(event, [dict(cause) for cause in new.causes])
    changed = [name for name, value in told.items() if getattr(event, name) != value]
    for name in changed:
        setattr(event, name, told[name])
    organisation = session.get_one(Organisation, event.organisation_id)
    wanted = type_ids(session, organisation, deposits)
    if wanted != current_deposits(session, event):
        setup.change_terms(session, event, wanted, now)
        changed.append("deposits")
    return changed


def _check_times(new: NewEvent) -> None:
    ends = [told for told in (new.ends_at, new.return_until) if told]
    if any(told <= new.starts_at for told in ends) or (
        new.ends_at and new.return_until and new.return_until < new.ends_at
    ):
        raise BadInput("event_times_wrong")
    try:
        ZoneInfo(new.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput("timezone_unknown", timezone=new.timezone) from error


def _kept(event: Event, causes: list[dict[str, str]]) -> list[dict[str, str]]:
    """A cause that keeps its name keeps its key: the books know it by that."""
    keys = {cause["name"]: cause["key"] for cause in event.causes}
    return [{**cause, "key": keys.get(cause["name"], cause["key"])} for cause in causes]


def close(event: Event, now: datetime) -> None:
    """Take no more issues. Raises `Conflict("event_closed")`."""
    if event.closed_at is not None:
        raise Conflict("event_closed")
    event.closed_at = now


def reopen(event: Event) -> None:
    """Take issues again, as long as nothing was forfeited it is as if it had never been closed."""
    event.closed_at = None
