"""Codes of vouchers, slips and vendors' links: each hash that is kept is that of the code which our key makes of the row's id."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from pantbox.audit.finding import Finding
from pantbox.keys import Keys, hashed
from pantbox.places.setup import link_of_vendor
from pantbox.places.vendors import Vendor
from pantbox.refunds.codes import code_of
from pantbox.refunds.tables import Bearer, BearerKind

BEARERS, VENDORS = Bearer.__table__, Vendor.__table__
AT_ONCE = 10_000
SHOWN_MAX = 100


def findings(connection: Connection, keys: Keys, event_id: int | None) -> Iterator[Finding]:
    """Whether nobody gave a paper, or a vendor's page, a code of their own."""
    yield _papers(connection, keys, event_id)
    yield _vendors_links(connection, keys, event_id)


def _papers(connection: Connection, keys: Keys, event_id: int | None) -> Finding:
    query = select(BEARERS.c.id, BEARERS.c.kind, BEARERS.c.number, BEARERS.c.code_hash)
    if event_id is not None:
        query = query.where(BEARERS.c.event_id == event_id)
    wrong = 0
    first: list[str] = []
    for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
        if row.code_hash != hashed(code_of(keys, BearerKind(row.kind), row.id)):
            wrong += 1
            first += [f"{row.kind} {row.number}"] if wrong <= SHOWN_MAX else []
    return Finding.none_of(
        10, "papers' codes are ours", "vouchers and slips whose code is not of our key", first, wrong
    )


def _vendors_links(connection: Connection, keys: Keys, event_id: int | None) -> Finding:
    query = select(VENDORS.c.id, VENDORS.c.link_version, VENDORS.c.link_hash).where(
        VENDORS.c.link_hash.is_not(None)
    )
    if event_id is not None:
        query = query.where(VENDORS.c.event_id == event_id)
    wrong = [
        f"vendor {row.id}"
        for row in connection.execute(query)
        if row.link_hash != hashed(link_of_vendor(keys, row.id, row.link_version))
    ]
    return Finding.none_of(
        22, "vendors' links are ours", "vendors whose link is not of our key", wrong, len(wrong)
    )
