"""The office's log: who changed what, when. Written in the transaction that changes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy.orm import Session

from pantbox.places.organisations import LogEntry

SHORT = 120
"""Signs: what is longer is not repeated in the log."""

WORDS = frozenset(
    {
        "event_created", "event_changed", "event_closed", "event_reopened", "rulebook_changed", "terms_changed",
        "type_created", "type_changed", "type_closed", "type_reopened", "batch_made", "labels_printed", "slips_made",
        "tags_made", "station_made", "station_changed", "station_closed", "station_reopened", "station_deleted",
        "crates_on", "crates_off", "when_out_set", "vendor_made", "vendor_changed", "vendor_closed", "vendor_reopened",
        "vendor_deleted", "vendor_link_renewed", "pairing_offered", "device_moved", "device_revoked", "device_silent",
        "self_moving_on", "self_moving_off", "quarantine_released", "earlier_deposit_paid", "holds_released",
        "holds_refused", "dispute_against_stall", "dispute_against_scheme", "crew_slip_made", "crew_slip_revoked",
        "crew_menu_opened", "crew_payout_shown", "continuity_on", "continuity_off", "import_on", "import_off",
        "user_made", "user_changed", "role_changed", "password_set", "password_changed", "logged_out_everywhere",
        "token_made", "token_revoked",
    }
)  # fmt: skip
"""What an entry may say was done. Whoever shows the log has a sentence for each."""
DETAILS = frozenset(
    {
        "after", "amount_ore", "at", "before", "boxes", "by", "changed", "claim", "count", "deposit_ore", "deposits",
        "device", "device_id", "event", "fields", "first", "from", "holder", "kind", "languages", "last",
        "last_seen_at", "minutes", "name", "number", "of", "ore", "outbox", "quantity", "reason", "revoked", "role",
        "said", "scan", "scans", "scopes", "sheet", "since", "stalls", "station", "to", "token", "trip", "type",
        "types", "until", "vendor", "version", "when_out", "who",
    }
)  # fmt: skip
"""What an entry may say beside it, by name. Whoever shows the log has a word for each, or leaves it out on purpose."""


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something: a user of the office, or what else (`{"token": 3}`, `{"by": "cli"}`)."""

    user_id: int | None = None
    details: tuple[tuple[str, object], ...] = ()

    @property
    def name(self) -> str:
        """As a row keeps it: `user 3`, `token 3`, `by cli`."""
        if self.user_id is not None:
            return f"user {self.user_id}"
        return ", ".join(f"{what} {which}" for what, which in self.details)


def log(
    session: Session,
    organisation_id: int,
    user_id: int | None,
    what: str,
    subject: str,
    details: dict[str, object],
    now: datetime,
) -> None:
    """Add an entry. `what` is one of `WORDS`, `subject` names the thing, `details` are JSON by `DETAILS` and hold no secret."""
    if what not in WORDS or not details.keys() <= DETAILS:
        raise AssertionError(f"nobody could read this entry: {what} {sorted(details)}")
    session.add(
        LogEntry(
            organisation_id=organisation_id,
            at=now,
            user_id=user_id,
            what=what,
            subject=subject[:200],
            details=details,
        )
    )


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """The details of a change from some values to others, by name: what was changed, from what, to what.

    Long texts and what has many parts are named only.
    """
    changed = sorted(name for name, value in after.items() if before.get(name) != value)
    told = {name: (_told(before.get(name)), _told(after[name])) for name in changed}
    short = {
        name: values for name, values in told.items() if all(len(str(value)) <= SHORT for value in values)
    }
    return {
        "changed": changed,
        "before": {name: values[0] for name, values in short.items()},
        "after": {name: values[1] for name, values in short.items()},
    }


def _told(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set):
        return [one["name"] if isinstance(one, Mapping) and "name" in one else _told(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): _told(one) for name, one in value.items()}
    return value
