"""What was sealed is there as it was, and the chain of sealed blocks is whole."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from pantbox.audit.finding import Finding
from pantbox.kept import KEPT
from pantbox.keys import Keys
from pantbox.seals.chain import Chain, read_chain
from pantbox.seals.sealing import NOTHING_BEFORE
from pantbox.seals.signed_rows import TABLES, answered_for

PROMISE = 7
"""Nothing is updated or deleted."""


def findings(
    connection: Connection, keys: Keys, now: datetime, since: str | None = None
) -> Iterator[Finding]:
    """`since` is the head of an earlier audit: whether today's books contain that block."""
    chain = read_chain(connection, keys, now)
    told = (
        f"blocks that do not fit the ones before or were not made here, {chain.waiting} rows being in none yet;"
        f" head {chain.head}"
    )
    yield Finding.none_of(
        PROMISE, "the chain of sealed blocks is whole", told, chain.broken, len(chain.broken)
    )
    if since is not None:
        is_there = since in chain.hashes or since == NOTHING_BEFORE
        yield Finding(
            PROMISE,
            "the books of then are in it",
            is_there,
            f"blocks with the hash {since}, and 1",
            int(is_there),
            1,
        )
    yield from _signed(connection, chain)
    for promise in sorted({kept.promise for kept in KEPT}):
        tables = [kept.name for kept in KEPT if kept.promise == promise]
        wrong = [row for name in tables for row in chain.wrong[name]]
        what = f"sealed rows ({', '.join(tables)}) that are changed or gone, or sealed twice"
        yield Finding.none_of(promise, "sealed rows are as they were", what, wrong, len(wrong))


def _signed(connection: Connection, chain: Chain) -> Iterator[Finding]:
    """What was written before rows were signed is there as it was then, and nothing besides."""
    for kept in TABLES.values():
        found, told = chain.unsigned[kept.name], answered_for(connection, kept)
        wrong = 0 if found.summary == told else max(1, found.count - int(told.split()[0]))
        what = f"rows ({kept.name}) that no connection of this installation wrote"
        shown = found.first if wrong else []
        yield Finding.none_of(kept.promise, "rows were written by us", what, shown, wrong)
