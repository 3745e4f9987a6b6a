"""Seals: what was written and committed goes into sealed blocks."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.places.job_runs import last_ran
from pantbox.seals.sealing import Sealed, seal_rows

NAME = "seals"
"""Of the job."""

logger = structlog.get_logger(__name__)


def seal_what_is_new(core: Core, now: datetime) -> int:
    """Returns how many rows were sealed. The log says the head: kept elsewhere, it shows what became of the books since."""

    def seal(session: Session) -> Sealed:
        connection = session.connection()
        return seal_rows(connection, core.keys, now, last_ran(connection, NAME))

    sealed = core.database.retrying(seal)
    if sealed.rows:
        logger.info("rows_sealed", rows=sealed.rows, block=sealed.number, head=sealed.head)
    return sealed.rows
