"""What is lost on returns: credits that were withdrawn after they had been paid out, as far as nothing made up for them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from pantbox.ledger.transfers import Transfer

TRANSFERS = Transfer.__table__

_KIND = TRANSFERS.c.cause_kind
_LOST = _KIND.endswith("_spent")
_RESTORED = or_(_KIND.endswith("_restored"), _KIND.endswith("_restored_moved"))

OF_SPENT: ColumnElement[bool] = or_(_LOST, _RESTORED)
"""Transfers that book such a loss, or make up for one; their cause's subject is the return's scan."""
LOST_ORE: ColumnElement[int] = case((_LOST, TRANSFERS.c.amount_ore), else_=-TRANSFERS.c.amount_ore)
"""What one of them adds to the loss."""


def spent_on(connection: Connection, scans: Collection[UUID]) -> dict[UUID, int]:
    """What is lost on each of these returns, in øre; those without a loss are left out."""
    if not scans:
        return {}
    subject = TRANSFERS.c.cause_subject
    rows = connection.execute(
        select(subject, func.sum(LOST_ORE)).where(subject.in_(scans), OF_SPENT).group_by(subject)
    )
    return {scan_id: int(ore) for scan_id, ore in rows if ore}
