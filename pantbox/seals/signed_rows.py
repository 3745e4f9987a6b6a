"""Rows that carry their own signature: scans and transfers, which are written where there is no time for versions.

A scan is signed in the second half of its `content_hash`, a transfer in that of its id. What was written before rows were signed is
answered for once, by its number and a sum, in a signed row version.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, text

from pantbox.kept import KEPT, KeptTable
from pantbox.seals.rows import row_text, text_of
from pantbox.seals.tables import RowVersion
from pantbox.seals.versions import keep_version
from pantbox.signatures import SIGNS_WITH, row_signature

SIGNED = {"scan": "content_hash", "transfer": "id"}
"""By table the column whose second half is the signature."""
LENGTHS = {"scan": 64, "transfer": 32}
"""How many signs in hexadecimal that column has."""
TABLES = {kept.name: kept for kept in KEPT if kept.name in SIGNED}
HASH_LENGTH = 32
"""Signs of a content hash that are a hash of the content; the others sign the row."""
VARIANT = 1 << 63
"""What begins the second half of every UUID, by RFC 9562."""
OF_ROW = "unsigned"
VERSIONS = RowVersion.__table__
SUM_BYTES = 24
"""Of another length than any signature, so that no sum tells one."""
SHOWN_MAX = 3
AT_ONCE = 10_000


@dataclass
class Unsigned:
    """Rows of one table that were not signed with our key: how many, which first, and a sum that only our key makes."""

    count: int = 0
    sum: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, key: str, table: str, id_: UUID | str, sealed: str) -> None:
        """One more, by its id and its text."""
        self.count += 1
        self.sum += int.from_bytes(row_signature(key, sealed, SUM_BYTES), "big")
        if len(self.first) < SHOWN_MAX:
            self.first.append(f"{table} {UUID(str(id_))}")

    @property
    def summary(self) -> str:
        """As they are answered for."""
        return f"{self.count} {self.sum % (1 << 8 * SUM_BYTES):x}"


def signed(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """These rows, signed with what their connection signs with; as they are if that is nothing."""
    key = connection.info.get(SIGNS_WITH, "")
    if not key:
        return rows
    column, kept = SIGNED[table], TABLES[table]
    return [row | {column: _signed(key, column, row[column], row_text(kept, row))} for row in rows]


def _signed(key: str, column: str, value: UUID | str, content: str) -> UUID | str:
    if isinstance(value, UUID):
        return UUID(_signed_value(key, column, f"{value.int:032x}", content))
    return _signed_value(key, column, value, content)


def is_signed(key: str, table: str, sealed: str) -> bool:
    """Whether a row with this text was signed with this key."""
    column = SIGNED[table]
    # A code or a reason may look like the column: only one of them is signed.
    values = _VALUES[table].findall(sealed)
    return key != "" and any(_signed_value(key, column, value, sealed) == value for value in values)


def _signed_value(key: str, column: str, value: str, sealed: str) -> str:
    """The first half of a value in hexadecimal, and the signature of its row, in which only that half of it stands. A UUID's is of 62
    bits."""
    half = len(value) // 2
    content = sealed.replace(f"{column}={value}|", f"{column}={value[:half]}|", 1)
    signature = row_signature(key, content, half // 2)
    if half == HASH_LENGTH:
        return value[:half] + signature.hex()
    return f"{value[:half]}{VARIANT | int.from_bytes(signature, 'big') >> 2:016x}"


_VALUES = {
    table: re.compile(rf"\|{column}=([0-9a-f]{{{LENGTHS[table]}}})(?=\|)") for table, column in SIGNED.items()
}


def answer_for_unsigned(connection: Connection, key: str) -> None:
    """Answer for the rows that are not signed now: the audit compares those that are not signed later with them."""
    for kept in TABLES.values():
        told = unsigned_rows(connection, kept, key).summary
        keep_version(connection, kept.name, OF_ROW, told)


def is_answered_for(connection: Connection) -> bool:
    """Whether somebody answered for rows that were not signed. Then rows are signed, whatever the database says of its schema, and
    no migration signs what stands in it: it may have been put in since."""
    return connection.scalar(select(VERSIONS.c.id).where(VERSIONS.c.of_row == OF_ROW).limit(1)) is not None


def unsigned_rows(connection: Connection, kept: KeptTable, key: str) -> Unsigned:
    """Those of a table that were not signed with this key."""
    found = Unsigned()
    sealed = text_of(kept, connection.dialect.name)
    query = text(f"SELECT t.id AS id, {sealed} AS sealed FROM {kept.name} t")  # noqa: S608
    for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
        if not is_signed(key, kept.name, row.sealed):
            found.add(key, kept.name, row.id, row.sealed)
    return found


def answered_for(connection: Connection, kept: KeptTable) -> str:
    """The `summary` of what was answered for, the first time."""
    versions = select(VERSIONS.c.content).where(VERSIONS.c.of_table == kept.name, VERSIONS.c.of_row == OF_ROW)
    return connection.scalar(versions.order_by(VERSIONS.c.id).limit(1)) or Unsigned().summary
