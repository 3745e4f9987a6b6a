"""The audit: proves what users were promised, over the whole database, from one moment of it and in constant memory.

It trusts no derived row: every container is folded again from its scans, and trips, states, standings, counts and every
account are compared with what follows from that. What it cannot check yet it names. Its second section is
`plausibility`: scans may agree with the books and still be unlikely.
"""

from collections.abc import Iterable, Iterator

from pantbox.audit import (
    belonging,
    bookings,
    books,
    circulation,
    closed,
    codes,
    guards,
    origins,
    payments,
    seals,
    versions,
)
from pantbox.audit.finding import NOT_OURS, Finding
from pantbox.audit.plausibility import plausibility
from pantbox.audit.refolding import fold_everything
from pantbox.core import Core

__all__ = ["Finding", "audit", "plausibility"]


def audit(core: Core, event_id: int | None = None, *, since: str | None = None) -> Iterator[Finding]:
    """One finding for each thing compared, in order of the promises. With `event_id`, that event's rows only.

    `since` is the head that an earlier audit said: whether the books still contain what they did then.
    """
    with core.database.reading() as session:
        connection = session.connection()
        folded = fold_everything(connection, event_id)
        findings = [
            *guards.findings(connection, core.keys),
            *_read("sealed blocks", seals.findings(connection, core.keys, core.clock(), since)),
            *_read("scans", circulation.findings(connection, folded, event_id)),
            *_read("versions", versions.findings(connection, core.keys)),
            *_read("owners", belonging.findings(connection, event_id)),
            *_read("books", books.findings(connection, folded, event_id)),
            *_read("payments", payments.findings(connection, event_id)),
            *_read("codes", codes.findings(connection, core.keys, event_id)),
            *_read("bookings", bookings.findings(connection, event_id)),
            *_read("origins", origins.findings(connection, event_id)),
            *_read("closed events", closed.findings(connection, event_id)),
            Finding.not_checked(11, "settlements", "there are no settlements yet"),
        ]
    yield from sorted(findings, key=lambda finding: finding.promise)


def _read(what: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """These findings. Where a row holds what nothing of ours ever writes, that is one too, and the others are said all the same."""
    try:
        yield from findings
    except NOT_OURS as error:
        told = f"rows that hold what nothing of ours writes: {error!r}"
        yield Finding.none_of(7, f"{what} can be read", told, [], 1)
