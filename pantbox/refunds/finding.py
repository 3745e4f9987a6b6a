"""Finding a bearer by its code. There is one answer to any code that is none, in the time of one look at the index."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pantbox.errors import NotFound
from pantbox.keys import Keys
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.places.events import Event
from pantbox.places.guessing import ANYBODY
from pantbox.places.organisations import Organisation
from pantbox.refunds.codes import hash_of
from pantbox.refunds.tables import Bearer, BearerKind


@dataclass(frozen=True, slots=True)
class BearerView:
    """What whoever holds a voucher or slip may know of it."""

    id: UUID
    kind: BearerKind
    number: int
    amount_ore: int
    left_ore: int
    valid_until: datetime | None
    revoked: bool
    event_id: int
    event_name: str
    organisation_id: int
    organisation_name: str


def look_up(
    session: Session, keys: Keys, code: str, *, may_look: ColumnElement[bool] = ANYBODY
) -> BearerView:
    """The bearer with this code, scanned or typed. Raises `NotFound("bearer_unknown")`, the one answer to any guess.

    `may_look` as `guessing.may_guess` says it: where it is false there is no such bearer.
    """
    found = session.execute(
        select(Bearer, Event, Organisation.name)
        .join(Event, Event.id == Bearer.event_id)
        .join(Organisation, Organisation.id == Bearer.organisation_id)
        .where(Bearer.code_hash == hash_of(code, keys), may_look)
    ).one_or_none()
    if found is None:
        raise NotFound("bearer_unknown")
    bearer, event, organisation_name = found
    return BearerView(
        id=bearer.id,
        kind=BearerKind(bearer.kind),
        number=bearer.number,
        amount_ore=bearer.in_ore,
        left_ore=bearer.left_ore,
        valid_until=bearer.valid_until,
        revoked=bearer.revoked_at is not None,
        event_id=event.id,
        event_name=event.name,
        organisation_id=event.organisation_id,
        organisation_name=organisation_name,
    )


def lock_by_code(
    session: Session, keys: Keys, code: str, *, may_look: ColumnElement[bool] = ANYBODY
) -> Bearer:
    """The bearer with this code, for us alone until we commit. Raises `NotFound("bearer_unknown")`; `may_look` as above."""
    bearer = session.scalars(
        select(Bearer)
        .where(Bearer.code_hash == hash_of(code, keys), may_look)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if bearer is None:
        raise NotFound("bearer_unknown")
    return bearer


def vouchers(event_id: int, kind: BearerKind) -> AccountKey:
    """The account of all money out on vouchers, or on slips."""
    return AccountKey(event_id, AccountKind.VOUCHERS, kind)
