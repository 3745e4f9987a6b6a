"""Slips: puts money that came later (a held return that was paid after all) onto the slip its guest scanned first."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.errors import PantboxError
from pantbox.jobs.unachieved import Unachieved
from pantbox.refunds.onto_slips import NIL, pay_onto_own_slip, visits_to_pay

logger = structlog.get_logger(__name__)


def fill_slips(core: Core, now: datetime) -> int:
    """Returns how many visits were paid. Each is a transaction of its own: one that cannot be does not hold up the others.

    Raises `Unachieved` for the events of those that could not.
    """
    paid, failed_at = 0, set[int]()
    for visit_id, event_id in _waiting(core):
        try:
            ore = core.database.retrying(partial(_pay, core, visit_id, now))
        except PantboxError as error:
            logger.info("slip_not_filled", visit=str(visit_id), code=error.code)
            failed_at.add(event_id)
        else:
            paid += ore > 0
    if failed_at:
        raise Unachieved(paid, failed_at)
    return paid


def _waiting(core: Core) -> Iterator[tuple[UUID, int]]:
    """All of them, some hundred at a time, whatever becomes of those before."""
    after = NIL
    while True:
        with core.database.reading() as session:
            found = visits_to_pay(session, after)
        if not found:
            return
        yield from found
        after = found[-1][0]


def _pay(core: Core, visit_id: UUID, now: datetime, session: Session) -> int:
    return pay_onto_own_slip(session, core.keys, visit_id, now)
