"""The log as people read it: who did what, to which thing, and the details in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.figures import NOTHING, dashed, logged
from pantbox.containers.types import ContainerType
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.organisations import ApiToken, LogEntry, User
from pantbox.places.stations import Station
from pantbox.web import language, say, translator
from pantbox.web.pages import money, when
from pantbox.web.words import NAMES as LANGUAGE_NAMES

HIDDEN = frozenset(
    {
        "before",
        "after",
        "by",
        "token",
        "claim",
        "scan",
        "trip",
        "device",
        "device_id",
        "holder",
        "vendor",
        "who",
    }
)
"""Details that the entry says elsewhere, or that name a row to a program and nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry."""

    at: datetime
    who: str
    what: str
    subject: str
    details: Sequence[str]


def lines(session: Session, entries: Iterable[LogEntry]) -> list[Line]:
    """Entries in the reader's language."""
    names = _Names(session)
    return [
        Line(entry.at, names.who(entry), logged(entry.what), names.subject(entry), names.details(entry))
        for entry in entries
    ]


class _Names:
    """What rows that entries name by a number or a slug are called."""

    def __init__(self, session: Session) -> None:
        self._users = {one.id: one.name for one in session.scalars(select(User))}
        self._tokens = {one.id: one.label for one in session.scalars(select(ApiToken))}
        self._devices = {one.id: one.name for one in session.scalars(select(Device))}
        self._stations = {one.id: f"{one.number}. {one.name}" for one in session.scalars(select(Station))}
        self._events = {one.slug: one.name for one in session.scalars(select(Event))}
        kinds = list(session.scalars(select(ContainerType)))
        self._types = {str(one.id): one.name(language()) for one in kinds} | {
            one.slug: one.name(language()) for one in kinds
        }

    def who(self, entry: LogEntry) -> str:
        """A person, a program's key, or what else changes things by itself."""
        if entry.user_id in self._users:
            return self._users[entry.user_id]
        told = entry.details
        if "token" in told:
            return say("office-done-by-key", name=self._tokens.get(told["token"], str(told["token"])))
        if "holder" in told:
            return str(told["holder"])
        kind, _, number = str(told.get("by", "")).partition(" ")
        if kind == "device" and number.isdecimal():
            return say("office-done-by-device", name=self._devices.get(int(number), number))
        return _word("office-done-by-", kind) if kind else "Pantbox"

    def subject(self, entry: LogEntry) -> str:
        """An event and a type are logged by their slugs."""
        if entry.what.startswith("type_"):
            return self._types.get(entry.subject, entry.subject)
        return self._events.get(entry.subject, entry.subject)

    def details(self, entry: LogEntry) -> list[str]:
        """What else is said, in words; what changed, from what to what where that was kept."""
        told = [text for name, value in entry.details.items() for text in self._detail(name, value, entry)]
        if entry.what == "role_changed":
            before, after = (self._of("role", entry.details.get(name)) for name in ("before", "after"))
            told.append(_from_to(say("office-role"), before, after))
        return told

    def _detail(self, name: str, value: Any, entry: LogEntry) -> list[str]:
        if name in ("changed", "fields"):
            return [self._changed(str(field), entry.details) for field in value]
        if name in HIDDEN or value in (None, "", [], {}, False):
            return []
        return [f"{_label(name)}: {self._of(name, value)}"]

    def _changed(self, field: str, details: Mapping[str, Any]) -> str:
        before, after = details.get("before") or {}, details.get("after") or {}
        if field not in after:
            return _field(field)
        return _from_to(_field(field), self._of(field, before.get(field)), self._of(field, after[field]))

    def _of(self, name: str, value: Any) -> str:
        """A value as its name says it is meant."""
        if value is None or value == "" or value == []:
            return NOTHING
        if isinstance(value, bool):
            return say("office-yes" if value else "office-no")
        if isinstance(value, list):
            return ", ".join(self._of(name, one) for one in value)
        if name == "deposits":
            return ", ".join(f"{self._types.get(key, key)} {money(ore)}" for key, ore in value.items())
        return self._single(name, value)

    def _single(self, name: str, value: Any) -> str:
        if name in _ORE:
            return money(int(value))
        if name in _MOMENTS:
            return when(datetime.fromisoformat(value))
        if name in ("type", "types"):
            return self._types.get(str(value), str(value))
        if name == "station" and isinstance(value, int):
            return self._stations.get(value, str(value))
        if name == "event":
            return self._events.get(str(value), str(value))
        if name == "languages":
            return LANGUAGE_NAMES.get(str(value), str(value))
        return _word(_WORDS[name], str(value)) if name in _WORDS else str(value)


_ORE = frozenset({"amount_ore", "deposit_ore", "ore", "offline_redeem_ore"})
_MOMENTS = frozenset({"at", "since", "said", "until", "last_seen_at", "starts_at", "ends_at", "return_until"})
_WORDS: Mapping[str, str] = {
    "kind": "office-log-kind-",
    "role": "office-role-",
    "scopes": "office-scope-",
    "reason": "office-continuity-",
    "when_out": "office-when-out-",
    "unseen_policy": "office-unseen-",
    "rails": "office-rail-",
    "state": "office-state-",
}
"""The messages that say a stored word, by the name of the detail."""


def _word(prefix: str, word: str) -> str:
    """What a stored word says; one of another version of Pantbox says itself."""
    key = prefix + dashed(word).replace(":", "-")
    return say(key) if translator().knows(key) else word


def _label(name: str) -> str:
    return _word("office-detail-", name)


def _field(name: str) -> str:
    return _word("office-field-", name)


def _from_to(name: str, before: str, after: str) -> str:
    return say("office-from-to", name=name, before=before, after=after)
