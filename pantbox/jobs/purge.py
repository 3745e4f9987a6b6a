"""Purge: what nobody needs any more goes. The ledger and the scans stay."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.places.devices import PairingCode
from pantbox.refunds.idempotency import forget_old
from pantbox.refunds.phones import forget_phones

PAIRING_CODES_KEPT = timedelta(days=1)


def purge(core: Core) -> int:
    """Delete old pairing codes, phones' pseudonyms and repeated requests' keys; returns how many rows went."""
    return core.database.retrying(lambda session: _purge(core, session))


def _purge(core: Core, session: Session) -> int:
    now = core.clock()
    codes = session.execute(delete(PairingCode).where(PairingCode.expires_at < now - PAIRING_CODES_KEPT))
    return int(codes.rowcount) + forget_phones(session, now) + forget_old(session, now)  # type: ignore[attr-defined]
