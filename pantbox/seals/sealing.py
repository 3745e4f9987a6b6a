"""Sealing: rows that are in no block yet go into the next ones, some time after they were committed.

Nothing of it is on the path of a scan.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from pantbox.clock import hour_of
from pantbox.kept import KEPT, KeptTable
from pantbox.keys import Keys
from pantbox.seals.rows import digests, latest_written, packed
from pantbox.seals.tables import SealedBlock
from pantbox.seals.unsealed import LOOKS_BACK, all_unsealed, missed, unsealed

BLOCKS = SealedBlock.__table__
ROWS_MAX = 10_000
"""Of one block."""
NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many rows were sealed, and the last block there is then."""

    rows: int
    number: int
    head: str


def seal_rows(connection: Connection, keys: Keys, now: datetime, last_run: datetime | None = None) -> Sealed:
    """Seal every row of the kept tables that is in no block. No block says that it is older than the one before or than what is in
    it, whatever the clock did since. `last_run`: when that was done last, if that is known."""
    sealed = 0
    last = head_of(connection)
    number, before = (last.number, last.hash) if last else (0, NOTHING_BEFORE)
    sealed_at = max(now, last.sealed_at) if last else now
    for kept in KEPT:
        for chunk in _in_blocks(sorted(_to_seal(connection, kept, now, last_run))):
            members = packed(digests(connection, kept, chunk))
            sealed_at = max(sealed_at, latest_written(connection, kept, chunk) or sealed_at)
            number += 1
            hash_ = block_hash(number, kept.name, sealed_at, members, before)
            connection.execute(
                insert(SealedBlock).values(
                    number=number, table=kept.name, sealed_at=sealed_at, members=members, last_key=chunk[-1], before=before, hash=hash_,
                    mac=block_mac(keys, hash_),
                )
            )  # fmt: skip
            before, sealed = hash_, sealed + len(chunk)
    return Sealed(sealed, number, before)


@dataclass(frozen=True, slots=True)
class Head:
    """The last sealed block: its hash stands for all that was sealed by then."""

    number: int
    hash: str
    sealed_at: datetime


def head_of(connection: Connection) -> Head | None:
    """The last sealed block. None: nothing is sealed yet."""
    columns = (BLOCKS.c.number, BLOCKS.c.hash, BLOCKS.c.sealed_at)
    row = connection.execute(select(*columns).order_by(BLOCKS.c.number.desc()).limit(1)).first()
    return Head(*row) if row else None


def block_hash(number: int, table: str, sealed_at: datetime, members: bytes, before: str) -> str:
    """SHA-256, in hexadecimal, of a block and so of all blocks before."""
    head = f"{number}\n{table}\n{sealed_at.astimezone(UTC).isoformat()}\n{before}\n"
    return hashlib.sha256(head.encode() + members).hexdigest()


def block_mac(keys: Keys, hash_: str) -> str:
    """What shows that this installation made a block: who can write to the database alone cannot."""
    return keys.mac("sealed block", hash_).hex()


def _to_seal(connection: Connection, kept: KeptTable, now: datetime, last_run: datetime | None) -> set[bytes]:
    """What is in no block yet. All rows are looked at when no worker was there for so long that the clock may have gone back, and
    when there are more than are known of, which is counted once an hour."""
    if last_run is not None and now > last_run + LOOKS_BACK:
        return all_unsealed(connection, kept)
    new = unsealed(connection, kept, now)
    is_another_hour = last_run is None or hour_of(last_run) != hour_of(now)
    return all_unsealed(connection, kept) if is_another_hour and missed(connection, kept, len(new)) else new


def _in_blocks(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), ROWS_MAX):
        yield keys[start : start + ROWS_MAX]
