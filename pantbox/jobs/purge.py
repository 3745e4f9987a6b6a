"""Purge: deletes what has served its purpose. Scans, transfers and the log are evidence and stay."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.places.devices import PairingCode
from pantbox.refunds.idempotency import forget_old
from pantbox.refunds.tables import Phone

PHONES_KEPT = timedelta(days=1)
"""A phone's hash is there to count half-hours; after a day it is of no use to anyone."""
PAIRING_CODES_KEPT = timedelta(days=1)


def purge(core: Core, now: datetime) -> int:
    """Returns how many rows are gone."""
    return core.database.retrying(lambda session: _purge(session, now))


def _purge(session: Session, now: datetime) -> int:
    gone = forget_old(session, now)
    for rows in (
        delete(Phone).where(Phone.seen_at < now - PHONES_KEPT),
        delete(PairingCode).where(PairingCode.expires_at < now - PAIRING_CODES_KEPT),
    ):
        result: CursorResult[object] = session.execute(rows)  # type: ignore[assignment]
        gone += result.rowcount
    return gone
