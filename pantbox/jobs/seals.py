"""Seals: what was written and committed goes into sealed blocks."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.seals.sealing import Sealed, seal_rows

logger = structlog.get_logger(__name__)


def seal_what_is_new(core: Core, now: datetime) -> int:
    """Returns how many rows were sealed. The log says the head: kept elsewhere, it shows what became of the books since."""

    def seal(session: Session) -> Sealed:
        return seal_rows(session.connection(), core.keys, now)

    sealed = core.database.retrying(seal)
    if sealed.rows:
        logger.info("rows_sealed", rows=sealed.rows, block=sealed.number, head=sealed.head)
    return sealed.rows
