"""What a rail is told of a part of a refund, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from pantbox.keys import Keys
from pantbox.ledger.accounts import AccountKey
from pantbox.places.events import Event
from pantbox.refunds.coins import Flow


@dataclass(frozen=True, slots=True)
class Going:
    """One part on its way. `source` is the account it is taken from, `payer_station_id` who pays, if anyone does.

    `may_look`: whether a code in `to` may still be looked up, as `guessing.may_guess` says.
    """

    session: Session
    keys: Keys
    event: Event
    source: AccountKey
    amount_ore: int
    to: str | None
    payer_station_id: int | None
    now: datetime
    may_look: ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Gone:
    """How it went: what to book, and what the refund's row keeps of it."""

    flows: list[Flow]
    bearer_id: UUID | None = None
    cause: str | None = None
    coins_ore: int | None = None
