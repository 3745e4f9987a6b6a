"""The audit: proves what users were promised, over the whole database, from one moment of it and in constant memory.

It trusts no derived row: every container is folded again from its scans, and trips, states, standings, counts and every
account are compared with what follows from that. What it cannot check yet it names.
"""

from collections.abc import Iterator

from pantbox.audit import bookings, books, circulation, guards, payments
from pantbox.audit.finding import Finding
from pantbox.audit.refolding import fold_everything
from pantbox.core import Core

__all__ = ["Finding", "audit"]


def audit(core: Core, event_id: int | None = None) -> Iterator[Finding]:
    """One finding for each thing compared, in order of the promises. With `event_id`, that event's rows only."""
    with core.database.reading() as session:
        connection = session.connection()
        folded = fold_everything(connection, event_id)
        findings = [
            *guards.findings(connection),
            *circulation.findings(connection, folded, event_id),
            *books.findings(connection, folded, event_id),
            *payments.findings(connection, event_id),
            *bookings.findings(connection, event_id),
            Finding.not_checked(11, "settlements", "there are no settlements yet"),
        ]
    yield from sorted(findings, key=lambda finding: finding.promise)
