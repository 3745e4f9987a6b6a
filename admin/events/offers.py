"""Deposits on a form: the organisation's types, and the usual ones it has not made yet, each with a tick and a sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.amounts import read_ore
from admin.events.usual_types import USUAL, make_usual
from admin.untouched import SHOWN_DEPOSITS, read_shown, touched
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput
from pantbox.places.organisations import Organisation


@dataclass(frozen=True, slots=True)
class Offer:
    """A type that an event may use. `key` names it in the form: its id, or a usual type's slug."""

    key: str
    names: Mapping[str, Any]
    picture: str
    deposit_ore: int
    is_used: bool


def offers(session: Session, in_use: Mapping[int, int] | None = None) -> list[Offer]:
    """What may be ticked. `in_use`: the event's deposits now; a new event is offered what there is."""
    types = list(session.scalars(select(ContainerType).order_by(ContainerType.id)))
    made = {kind.slug for kind in types}
    own = [
        Offer(
            str(kind.id),
            kind.names,
            kind.picture,
            (in_use or {}).get(kind.id, kind.deposit_ore),
            in_use is None or kind.id in in_use,
        )
        for kind in types
        if kind.closed_at is None or kind.id in (in_use or {})
    ]
    usual = [
        Offer(one.slug, one.names, one.slug, one.deposit_ore, not types)
        for one in USUAL
        if one.slug not in made
    ]
    return own + usual


def told_offers(session: Session, form: Mapping[str, str]) -> list[Offer]:
    """The offers as somebody filled them in, for showing the form again."""
    return [
        Offer(
            offer.key,
            offer.names,
            offer.picture,
            _ore_or(form.get(f"deposit-{offer.key}", ""), offer.deposit_ore),
            f"use-{offer.key}" in form,
        )
        for offer in offers(session)
    ]


def _ore_or(text: str, otherwise: int) -> int:
    try:
        return read_ore(text)
    except ValueError:
        return otherwise


def read_deposits(form: Mapping[str, str]) -> dict[str, int]:
    """Øre by offer. Raises `BadInput` (`event_without_types`, `deposit_wrong`)."""
    keys = [name.removeprefix("use-") for name in form if name.startswith("use-")]
    if not keys:
        raise BadInput("event_without_types")
    try:
        return {key: read_ore(form.get(f"deposit-{key}", "")) for key in keys}
    except ValueError as error:
        raise BadInput("deposit_wrong") from error


def merged(form: Mapping[str, str], now: Mapping[int, int]) -> dict[str, int]:
    """Øre by offer: what was told of those that somebody touched, and of the others what is in force. Raises what `read_deposits`
    and `touched` raise."""
    told, stands = read_deposits(form), {str(type_id): ore for type_id, ore in now.items()}
    meant = touched(read_shown(form.get(SHOWN_DEPOSITS)) or stands, told, stands)
    wanted = {key: told.get(key) if key in meant else stands.get(key) for key in {*told, *stands}}
    return {key: ore for key, ore in wanted.items() if ore is not None}


def type_ids(session: Session, organisation: Organisation, deposits: Mapping[str, int]) -> dict[int, int]:
    """Øre by type id; usual types that were ticked are made first. Raises `BadInput("type_unknown")`."""
    return {
        (int(key) if key.isdecimal() else _made(session, organisation, key, ore)): ore
        for key, ore in deposits.items()
    }


def _made(session: Session, organisation: Organisation, slug: str, ore: int) -> int:
    try:
        return make_usual(session, organisation, slug, ore).id
    except KeyError as error:
        raise BadInput("type_unknown") from error


def deposits_of(deposits: Mapping[str, Any]) -> dict[int, int]:
    """Stored terms as numbers."""
    return {int(type_id): int(ore) for type_id, ore in deposits.items()}
