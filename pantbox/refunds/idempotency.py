"""The same request twice: the same answer, and nothing booked again.

The caller locks what the request is about first, so that twins wait for each other and the later one finds the earlier.
A request that failed leaves no trace: trying again tries again.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict
from pantbox.keys import hashed
from pantbox.refunds.tables import IdempotencyKey, Redemption

KEY_LENGTH_MAX = 200
KEPT_FOR = timedelta(days=30)
STATIONS = "stations"
"""Whose keys those of an organisation's stations are: a device may have moved, or been paired anew, before it asks again."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that moves money. `is_new`: it is the first with its key, so do what it asks."""

    id: UUID
    is_new: bool


def begin(
    session: Session, organisation_id: int, scope: str, key: str, content: Sequence[object], now: datetime
) -> Request:
    """The request with this key. `scope` says whose keys these are: two strangers may choose the same one.

    Raises `BadInput("idempotency_key_missing")`, or `Conflict("idempotency_key_reused")` when the key came before with
    another content.
    """
    if not 0 < len(key) <= KEY_LENGTH_MAX:
        raise BadInput("idempotency_key_missing", length_max=KEY_LENGTH_MAX)
    request_id, key_hash = new_id(), hashed(key)
    content_hash = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    row = {
        "id": request_id,
        "organisation_id": organisation_id,
        "scope": scope,
        "key_hash": key_hash,
        "content_hash": content_hash,
        "at": now,
    }
    written = sets.insert(
        session.connection(),
        IdempotencyKey.__table__,
        [row],
        on_conflict="(organisation_id, scope, key_hash) DO NOTHING",
    )
    if written == 1:
        return Request(request_id, is_new=True)
    earlier = session.execute(
        select(IdempotencyKey.id, IdempotencyKey.content_hash).where(
            IdempotencyKey.organisation_id == organisation_id,
            IdempotencyKey.scope == scope,
            IdempotencyKey.key_hash == key_hash,
        )
    ).one()
    if earlier.content_hash != content_hash:
        raise Conflict("idempotency_key_reused")
    return Request(earlier.id, is_new=False)


def find(session: Session, organisation_id: int, scope: str, key: str) -> UUID | None:
    """The request that came with this key, if one did and stands."""
    return session.scalar(
        select(IdempotencyKey.id).where(
            IdempotencyKey.organisation_id == organisation_id,
            IdempotencyKey.scope == scope,
            IdempotencyKey.key_hash == hashed(key),
        )
    )


def forget_old(session: Session, now: datetime) -> int:
    """Delete the keys nobody will repeat any more, and say how many they were. Their bookings stay.

    Those of redemptions stay too: a stall whose answer was lost may hand in what it took for as long as a slip is good.
    """
    redeemed = exists().where(Redemption.request_id == IdempotencyKey.id)
    gone = session.execute(delete(IdempotencyKey).where(IdempotencyKey.at < now - KEPT_FOR, ~redeemed))
    return int(gone.rowcount)  # type: ignore[attr-defined]
