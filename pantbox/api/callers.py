"""Who is asking: a paired device, a guest's phone for one visit, or a program with scopes. One look-up per request.

A revoked token counts no more from the next request on. So the answer is not kept, but for devices at the door of scans:
that one finds out by itself whether anything happened to a device since it was looked up (`AuthorityOutdated`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar, cast
from uuid import UUID
from weakref import WeakKeyDictionary

from flask import current_app, request
from sqlalchemy import Engine, Row, Select, String, bindparam, select

from pantbox.api.rights import OF_THE_DEVICE_ITSELF, RIGHTS, WHERE_IT_STOOD_THEN
from pantbox.circulation.door import Authority
from pantbox.circulation.tables import VisitRow
from pantbox.db import UtcDateTime
from pantbox.errors import NotAllowed, NotKnown
from pantbox.keys import hashed
from pantbox.places.devices import Device
from pantbox.places.guessing import WINDOW, device_may_guess, misses_of_phone
from pantbox.places.organisations import ApiToken, Organisation, Scope
from pantbox.places.stations import Station, StationKind
from pantbox.places.tokens import TOKEN_PREFIX
from pantbox.refunds.claims import TOKEN_LENGTH
from pantbox.web import core
from pantbox.web.access import is_open
from pantbox.web.guessing import sender
from pantbox.web.here import remember, remembered, remembered_so_far

View = TypeVar("View", bound=Callable[..., Any])
TOKEN_LENGTH_MAX = 200
STOOD_AT = "Pantbox-Station"
"""The header by which a device that was moved says at which station, by its id, it stood when what it tells happened."""
DOOR = "api.send_scans"
EVERY_KIND = frozenset(StationKind)
"""Who may ask what is open to everybody, devices too."""
KEPT_MAX = 10_000


class Who(StrEnum):
    """Callers that are no programs."""

    DEVICE = "device"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class DeviceCaller:
    """A paired device, at the station it stands at now. A revoked one may only hand in what it scanned."""

    organisation_id: int
    event_id: int
    station_id: int
    station_kind: StationKind
    device_id: int
    revoked_at: datetime | None
    sent_everything_until: datetime | None
    known_at: int
    """The version of the ground when it was looked up."""
    moved_at: datetime | None = None
    """Since when it stands there. None: it was never moved."""
    may_guess: bool = True
    """Whether codes are still looked up for it: it sent few wrong ones in the last minute. No scan asks."""

    @property
    def authority(self) -> Authority:
        """As whom the door takes its scans of where it stands now."""
        return self.authority_at(self.station_id)

    def authority_at(self, station_id: int) -> Authority:
        """As whom the door takes its scans of a station it may speak for."""
        return Authority(
            self.organisation_id, self.event_id, station_id, self.device_id, known_at=self.known_at
        )


@dataclass(frozen=True, slots=True)
class PhoneCaller:
    """A guest's phone, for the returns of one visit at one box."""

    organisation_id: int
    event_id: int
    station_id: int
    visit_id: UUID
    opened_at: datetime
    token_expires_at: datetime
    typed_codes: str
    """The codes it typed in this visit."""
    missed_by_address: int
    """Wrong codes of its address in the last minute, when it was looked up."""
    missed_at_box: int
    """The same of all phones at its box."""

    @property
    def authority(self) -> Authority:
        """As whom the door takes its scans."""
        return Authority(self.organisation_id, self.event_id, self.station_id, phone_visit_id=self.visit_id)


@dataclass(frozen=True, slots=True)
class ProgramCaller:
    """A program of an organisation."""

    organisation_id: int
    token_id: int
    scopes: frozenset[Scope]


Caller = DeviceCaller | PhoneCaller | ProgramCaller


def open_to(*callers: Who | Scope) -> Callable[[View], View]:
    """Say who may ask an endpoint. One that says nothing is asked by nobody; the guard below reads it."""

    def mark(view: View) -> View:
        view.callers = callers  # type: ignore[attr-defined]
        return view

    return mark


def callers_of(endpoint: str) -> tuple[Who | Scope, ...]:
    """Who may ask an endpoint."""
    return cast(tuple[Who | Scope, ...], getattr(current_app.view_functions[endpoint], "callers", ()))


def guard() -> None:
    """Let in whom the endpoint is open to. Raises `NotKnown` or `NotAllowed("token_may_not")`."""
    if is_open(request.endpoint or ""):
        return
    caller = known_caller()
    admitted = callers_of(request.endpoint or "")
    match caller:
        case DeviceCaller():
            _check_device(caller)
            allowed = Who.DEVICE in admitted
        case PhoneCaller():
            allowed = Who.PHONE in admitted
        case ProgramCaller(scopes=scopes):
            allowed = bool(scopes & set(admitted))
    if not allowed:
        raise NotAllowed("token_may_not", needs=", ".join(admitted))


def _check_device(caller: DeviceCaller) -> None:
    endpoint = request.endpoint or ""
    # What it scanned before is evidence still: the scans' own endpoint keeps it in quarantine.
    if caller.revoked_at is not None and endpoint != DOOR:
        raise NotKnown("device_revoked")
    if caller.station_kind not in RIGHTS.get(endpoint, EVERY_KIND):
        raise NotAllowed("station_may_not")
    if endpoint not in WHERE_IT_STOOD_THEN | OF_THE_DEVICE_ITSELF:
        _check_it_stands_here(caller)


def _check_it_stands_here(caller: DeviceCaller) -> None:
    """A device is nothing elsewhere than where it stands now, whatever it says."""
    if request.headers.get(STOOD_AT, str(caller.station_id)) != str(caller.station_id):
        raise NotAllowed("station_may_not")


def known_caller() -> Caller:
    """Who is asking. Raises `NotKnown("token_unknown")`."""
    caller = remembered("caller", lambda: _look_up(_token()))
    if caller is None:
        raise NotKnown("token_unknown")
    return caller


def caller_so_far() -> Caller | None:
    """Who is asking, if that was looked up for this request."""
    return cast(Caller | None, remembered_so_far("caller"))


def caller_found_anew() -> Caller:
    """Who is asking, whatever was found before. Raises as `known_caller`."""
    _kept_here().pop(hashed(_token()), None)
    remember("caller", _look_up(_token()))
    return known_caller()


def device() -> DeviceCaller:
    """The device that asks, at an endpoint open to devices only."""
    return cast(DeviceCaller, known_caller())


def program() -> ProgramCaller:
    """The program that asks, at an endpoint open to programs only."""
    return cast(ProgramCaller, known_caller())


def device_if_any() -> DeviceCaller | None:
    """The device that asks, at an endpoint open to everybody. Raises `NotKnown` for a token that is none."""
    if "Authorization" not in request.headers:
        return None
    caller = known_caller()
    if not isinstance(caller, DeviceCaller):
        return None
    _check_device(caller)
    return caller


def _token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token.strip()) <= TOKEN_LENGTH_MAX:
        raise NotKnown("token_unknown")
    return token.strip()


def _look_up(token: str) -> Caller | None:
    """One statement, without the objects and locks that pages afford: this stands before every scan."""
    if token.startswith(TOKEN_PREFIX):
        return _program(token)
    return _phone(token) if len(token) == TOKEN_LENGTH else _device(token)


def _one(statement: Select[*tuple[Any, ...]], **told: object) -> Row[*tuple[Any, ...]] | None:
    with core().database.glance() as connection:
        return connection.execute(statement, told).one_or_none()


_SINCE = bindparam("since", type_=UtcDateTime)
_BY_ADDRESS, _AT_BOX = misses_of_phone(bindparam("who", type_=String), VisitRow.station_id, _SINCE)
# Made once: making a statement takes as long as asking it.
_DEVICE = (
    select(
        Device.organisation_id, Device.event_id, Device.station_id, Station.kind, Device.id, Device.revoked_at,
        Device.sent_everything_until, Organisation.ground_version, Device.moved_at,
        device_may_guess(Device.id, _SINCE).label("may_guess"),
    )
    .join(Station, Station.id == Device.station_id)
    .join(Organisation, Organisation.id == Device.organisation_id)
    .where(Device.token_hash == bindparam("token"))
)  # fmt: skip
_PHONE = select(
    VisitRow.organisation_id, VisitRow.event_id, VisitRow.station_id, VisitRow.id, VisitRow.opened_at,
    VisitRow.token_expires_at, VisitRow.typed_codes,
    _BY_ADDRESS.label("missed_by_address"), _AT_BOX.label("missed_at_box"),
).where(
    VisitRow.token_hash == bindparam("token"), VisitRow.token_expires_at > bindparam("now", type_=UtcDateTime)
)  # fmt: skip
_PROGRAM = select(ApiToken.organisation_id, ApiToken.id, ApiToken.scopes).where(
    ApiToken.token_hash == bindparam("token"), ApiToken.revoked_at.is_(None)
)


_kept: WeakKeyDictionary[Engine, dict[str, DeviceCaller]] = WeakKeyDictionary()
"""Devices by their tokens' hashes, as they were found when they sent scans before."""


def _kept_here() -> dict[str, DeviceCaller]:
    return _kept.setdefault(core().database.engine, {})


def keep(caller: DeviceCaller) -> None:
    """Take a device for this the next time it sends scans."""
    kept = _kept_here()
    if len(kept) >= KEPT_MAX:
        kept.clear()
    kept[hashed(_token())] = caller


def _device(token: str) -> DeviceCaller | None:
    found = _kept_here().get(hashed(token)) if request.endpoint == DOOR else None
    if found is not None:
        return found
    row = _one(_DEVICE, token=hashed(token), since=core().clock() - WINDOW)
    if row is None:
        return None
    caller = DeviceCaller(
        row.organisation_id, row.event_id, row.station_id, StationKind(row.kind), row.id, row.revoked_at,
        row.sent_everything_until, row.ground_version, row.moved_at, bool(row.may_guess),
    )  # fmt: skip
    if request.endpoint == DOOR:
        keep(caller)
    return caller


def _phone(token: str) -> PhoneCaller | None:
    now = core().clock()
    row = _one(_PHONE, token=hashed(token), now=now, since=now - WINDOW, who=sender().who)
    if row is None:
        return None
    return PhoneCaller(
        row.organisation_id, row.event_id, row.station_id, row.id, row.opened_at, row.token_expires_at,
        row.typed_codes, int(row.missed_by_address), int(row.missed_at_box),
    )  # fmt: skip


def _program(token: str) -> ProgramCaller | None:
    row = _one(_PROGRAM, token=hashed(token))
    return ProgramCaller(row.organisation_id, row.id, frozenset(map(Scope, row.scopes))) if row else None
