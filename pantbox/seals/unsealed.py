"""Which rows are in no block yet. No row is read for it that was sealed long ago, and no column says that it is.

A transaction is at most some seconds late. So of a table that says when its rows were written, we look back an hour from its last
block, and at all of them when the clock went back since; of one that numbers them, so many numbers; and of one that does
neither, at all of its few rows. No block is older than a row in it, so what is found is in none. What is missed, by a clock that was
behind for a moment or by a large batch, `missed` counts.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, Select, func, select, text

from pantbox.kept import KeptTable
from pantbox.seals.rows import MEMBER_BYTES, id_of, key_of, table_of, unpacked
from pantbox.seals.tables import SealedBlock

BLOCKS = SealedBlock.__table__
LOOKS_BACK = timedelta(hours=1)
NUMBERS_BACK = 10_000
KEYS_AT_ONCE = 10_000
NUMBER_MAX = 2**63 - 1


def unsealed(connection: Connection, kept: KeptTable, now: datetime) -> set[bytes]:
    """The keys of a table's rows that are in no block yet."""
    if kept.written_at is not None:
        last = last_sealed(connection, kept)
        if last is not None and last <= now:
            return _written_since(connection, kept, last - LOOKS_BACK)
        return all_unsealed(connection, kept)
    if isinstance(table_of(kept).c.id.type, Integer):
        return _by_number(connection, kept)
    return all_unsealed(connection, kept)


def all_unsealed(connection: Connection, kept: KeptTable) -> set[bytes]:
    """The same, whenever they were written."""
    return _without_sealed(connection, _keys(connection, select(table_of(kept).c.id)), _blocks_of(kept))


def missed(connection: Connection, kept: KeptTable, waiting: int) -> int:
    """How many rows of a table are neither in a block nor among so many that `unsealed` knows. Counted, not read."""
    rows = connection.scalar(select(func.count()).select_from(table_of(kept))) or 0
    in_blocks = select(func.sum(func.length(BLOCKS.c.members))).where(BLOCKS.c.table == kept.name)
    return rows - (connection.scalar(in_blocks) or 0) // MEMBER_BYTES - waiting


def last_sealed(connection: Connection, kept: KeptTable) -> datetime | None:
    """When the last block of a table was sealed. None: there is none."""
    blocks = select(BLOCKS.c.sealed_at).where(BLOCKS.c.table == kept.name)
    return connection.scalar(blocks.order_by(BLOCKS.c.number.desc()).limit(1))


def _written_since(connection: Connection, kept: KeptTable, since: datetime) -> set[bytes]:
    table = table_of(kept)
    at = table.c[kept.written_at or ""]
    if connection.dialect.name == "postgresql":
        written = _keys(connection, select(table.c.id).where(at >= since))
    else:
        # It has no index of these times, and needs none: it writes rows in the order in which they are committed.
        latest = select(table.c.id, at).order_by(text("rowid DESC"))
        written = {key_of(id_) for id_, _ in _until(connection.execute(latest), since)}
    return _without_sealed(connection, written, _blocks_of(kept).where(BLOCKS.c.sealed_at >= since))


def _until(rows: Iterable[Any], since: datetime) -> Iterator[Any]:
    for row in rows:
        if row[1] < since:
            return
        yield row


def _by_number(connection: Connection, kept: KeptTable) -> set[bytes]:
    id_ = table_of(kept).c.id
    last = connection.scalar(
        select(BLOCKS.c.last_key)
        .where(BLOCKS.c.table == kept.name)
        .order_by(BLOCKS.c.last_key.desc())
        .limit(1)
    )
    if last is None:
        return _keys(connection, select(id_))
    # A block that somebody changed may say a number that the database cannot hold: the chain says that it was changed.
    low = min(max(0, int(id_of(id_, last)) - NUMBERS_BACK), NUMBER_MAX)
    written = _keys(connection, select(id_).where(id_ >= low))
    return _without_sealed(connection, written, _blocks_of(kept).where(BLOCKS.c.last_key >= key_of(low)))


def _keys(connection: Connection, query: Select[Any]) -> set[bytes]:
    found = connection.scalars(query, execution_options={"yield_per": KEYS_AT_ONCE})
    return {key_of(one) for one in found}


def _blocks_of(kept: KeptTable) -> Select[Any]:
    return select(BLOCKS.c.members).where(BLOCKS.c.table == kept.name)


def _without_sealed(connection: Connection, keys: set[bytes], blocks: Select[Any]) -> set[bytes]:
    """Those of the keys that are in none of these blocks. Memory is that of the keys, and of one block."""
    if keys:
        for members in connection.scalars(blocks, execution_options={"yield_per": 1}):
            keys.difference_update(unpacked(members))
    return keys
