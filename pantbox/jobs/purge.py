"""Purge: deletes what has served its purpose. Scans, transfers and the log are evidence and stay."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.places.devices import PairingCode
from pantbox.places.guessing import forget_misses
from pantbox.refunds.idempotency import forget_old
from pantbox.refunds.phones import forget_phones

PAIRING_CODES_KEPT = timedelta(days=1)


def purge(core: Core, now: datetime) -> int:
    """Returns how many rows are gone."""
    return core.database.retrying(lambda session: _purge(session, now))


def purge_misses(core: Core, now: datetime) -> int:
    """Forget who sent wrong codes, minutes after it; how many rows are gone."""
    return core.database.retrying(lambda session: forget_misses(session, now))


def _purge(session: Session, now: datetime) -> int:
    codes: CursorResult[object] = session.execute(  # type: ignore[assignment]
        delete(PairingCode).where(PairingCode.expires_at < now - PAIRING_CODES_KEPT)
    )
    return codes.rowcount + forget_phones(session, now) + forget_old(session, now)
