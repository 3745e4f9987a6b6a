"""What is counted of stalls' crates: the scans that confirmed deliveries made at them."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Kind
from pantbox.ledger.crates import CrateCount
from pantbox.ledger.pools import Share

CrateCounts = dict[Share, list[CrateCount]]
"""By the stall and the type."""


def crate_counts(connection: Connection, *which: ColumnElement[bool]) -> CrateCounts:
    """Those of these conditions."""
    columns = ("id", "event_id", "type_id", "station_id", "kind", "quantity", "deposit_ore", "effective_at")
    rows = connection.execute(
        select(*(SCANS.c[name] for name in columns)).where(
            SCANS.c.container_id.is_(None), SCANS.c.pooled, SCANS.c.acts, *which
        )
    )
    found: CrateCounts = defaultdict(list)
    for row in rows:
        found[Share(row.event_id, row.type_id, row.station_id)].append(_count(row))
    return found


def _count(row: Any) -> CrateCount:
    is_delivered = Kind(row.kind) is Kind.RECEIVE
    return CrateCount(row.id, row.effective_at, is_delivered, row.quantity, row.deposit_ore)
