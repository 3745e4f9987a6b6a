"""Changing an event that stands: what the settings' form says, and its prices."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.events.forms import EventForm, filled
from admin.events.making import cause_rows
from admin.events.offers import deposits_of, type_ids
from pantbox.places import setup
from pantbox.places.event_changes import change_event
from pantbox.places.events import Event, TermsRow
from pantbox.places.log import log
from pantbox.places.organisations import Organisation

SETTINGS = (
    "name", "starts_at", "ends_at", "return_until", "trip_days_max", "timezone", "unseen_policy",
    "unseen_per_period_max", "unseen_share_percent", "phone_per_half_hour_max", "phone_per_code_max", "phones_per_box_max",
    "second_payments_max", "offline_redeem_ore",
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


def change_settings(
    session: Session, event: Event, form: EventForm, deposits: Mapping[str, int], user_id: int, now: datetime
) -> None:
    """Make an event what the form says. Another set of deposits is a new version of the terms.

    Raises what `change_event` and `setup.change_terms` refuse.
    """
    new, as_it_is = form.new_event(event.slug, {}), filled(event).new_event(event.slug, {})
    # A form shows times more coarsely than they are kept: what it says of an event as it is, is no change.
    told = {name: value for name in SETTINGS if (value := getattr(new, name)) != getattr(as_it_is, name)}
    told["rails"] = [rail.value for rail in new.rails]
    told["causes"] = _with_keys(event.cause_names, [str(cause["name"]) for cause in new.causes])
    change_event(session, event, told, user_id, now)
    organisation = session.get_one(Organisation, event.organisation_id)
    wanted = type_ids(session, organisation, deposits)
    if wanted != current_deposits(session, event):
        terms = setup.change_terms(session, event, wanted, now)
        details: dict[str, object] = {"version": terms.version}
        log(session, event.organisation_id, user_id, "terms_changed", event.slug, details, now)


def _with_keys(known: Mapping[str, str], names: Sequence[str]) -> list[dict[str, str]]:
    """Causes with their keys. One that was ever offered has its own, for the books know it by that; a new one gets a new one."""
    keys = {name: key for key, name in known.items()}
    for cause in cause_rows(names, taken=known):
        keys.setdefault(cause["name"], cause["key"])
    return [{"key": keys[name], "name": name} for name in dict.fromkeys(names)]
