"""Codes of vouchers and slips: each hash that is kept is that of the code which our key makes of the paper's id."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from pantbox.audit.finding import Finding
from pantbox.keys import Keys, hashed
from pantbox.refunds.codes import code_of
from pantbox.refunds.tables import Bearer, BearerKind

BEARERS = Bearer.__table__
AT_ONCE = 10_000
SHOWN_MAX = 100


def findings(connection: Connection, keys: Keys, event_id: int | None) -> Iterator[Finding]:
    """Whether nobody gave a paper a code of their own."""
    query = select(BEARERS.c.id, BEARERS.c.kind, BEARERS.c.number, BEARERS.c.code_hash)
    if event_id is not None:
        query = query.where(BEARERS.c.event_id == event_id)
    wrong = 0
    first: list[str] = []
    for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
        if row.code_hash != hashed(code_of(keys, BearerKind(row.kind), row.id)):
            wrong += 1
            first += [f"{row.kind} {row.number}"] if wrong <= SHOWN_MAX else []
    yield Finding.none_of(
        10, "papers' codes are ours", "vouchers and slips whose code is not of our key", first, wrong
    )
