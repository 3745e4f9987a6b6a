"""Signatures of rows: they show that a connection of this installation wrote them, and not somebody behind its back.

The triggers that keep versions of rows sign them. What they sign with is on the connection and in no row, so whoever else writes
to the database can read versions and make none. PostgreSQL signs by a function of its own (`ON_POSTGRESQL`), SQLite by ours.
Where a scan writes rows there is no time for versions: those are signed in a column that they have (`seals.signed_rows`).
"""

import hashlib
import sqlite3
from dataclasses import dataclass
from functools import partial

from pantbox.keys import Keys

SIGNS_WITH = "signs_with"
"""What a connection signs with, in SQLAlchemy's `Connection.info`."""

SETTING = "pantbox.version_key"
"""PostgreSQL's name of what a connection signs with."""
FUNCTION = "version_signature"
"""SQL's name of the function, on both databases: of the version's id, table, row and content."""
NEXT_VERSION = {
    "postgresql": "nextval('row_version_id_seq')",
    "sqlite": "(SELECT COALESCE(MAX(id), 0) + 1 FROM row_version)",
}
"""A version's id, which is signed with it. SQLite has one writer at a time, and no version is ever deleted."""
ON_POSTGRESQL = f"""CREATE FUNCTION {FUNCTION}(id bigint, of_table text, of_row text, content text) RETURNS text LANGUAGE sql AS $$
    SELECT encode(sha256(convert_to(key || encode(sha256(convert_to(
        key || '|' || id || '|' || of_table || '|' || of_row || '|' || COALESCE('=' || content, ''), 'UTF8')), 'hex'), 'UTF8')), 'hex')
    FROM (SELECT NULLIF(current_setting('{SETTING}', true), '') AS key) AS told $$"""  # noqa: S608 (names of ours)
"""Null without a key."""


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """What an installation's connections sign with. Empty: nothing is signed, and the audit takes all for a stranger's.

    `versions` is known to the database while a connection is open, for its triggers sign with it; `rows` never leaves our process.
    """

    versions: str = ""
    rows: str = ""


def signing_keys(keys: Keys) -> SigningKeys:
    """Those of the installation with these keys."""
    return SigningKeys(keys.mac("row version", "").hex(), keys.mac("row", "").hex())


def version_signature(key: str, id_: int, of_table: str, of_row: str, content: str | None) -> str | None:
    """A version's signature by this key; None without one. SHA-256 twice, so that no signature can be drawn out to another's."""
    if not key:
        return None
    inner = f"{key}|{id_}|{of_table}|{of_row}|{'' if content is None else f'={content}'}"
    return _sha256(key + _sha256(inner))


def sign_on_sqlite(connection: sqlite3.Connection, key: str) -> None:
    """Let this connection's triggers sign with this key."""
    connection.create_function(FUNCTION, 4, partial(version_signature, key), deterministic=True)


def row_signature(key: str, content: str, size: int) -> bytes:
    """So many bytes that only who has this key can make of a row's content."""
    return hashlib.blake2b(content.encode(), key=key.encode(), digest_size=size).digest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
