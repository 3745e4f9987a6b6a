"""Which secret a database belongs to, so that no process works on it with another one.

With another secret every genuine label is a forgery, every voucher unknown, and what is printed meanwhile is worthless. So
each process asks before it begins, and `/readyz` whenever it is asked.
"""

from typing import cast

from sqlalchemy import Connection, String, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, Database, SmallId
from pantbox.errors import Conflict
from pantbox.keys import Keys, same

THE_ONE = 1


class Installation(Base):
    """The one row about this database."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(SmallId, primary_key=True, autoincrement=False)
    secret_fingerprint: Mapped[str] = mapped_column(String(64))
    """Made with the secret, and of no use to make anything: who has a copy of the database cannot tell the secret from it."""


def fingerprint(keys: Keys) -> str:
    """What is kept of a secret, to know it again."""
    return keys.mac("fingerprint", "the secret of a database").hex()


def hold_to_secret(database: Database, keys: Keys) -> None:
    """Raises `Conflict("secret_wrong")` unless the database belongs to this secret. The first that comes makes it its own."""
    with database.glance() as connection:
        kept = kept_fingerprint(connection)
    if kept is None:
        kept = _make_it_ours(database, keys)
    if not same(kept, fingerprint(keys)):
        raise Conflict("secret_wrong")


def kept_fingerprint(connection: Connection) -> str | None:
    """That of the secret the database belongs to. None: it is new."""
    return cast(str | None, connection.scalar(select(Installation.secret_fingerprint)))


def _make_it_ours(database: Database, keys: Keys) -> str:
    try:
        with database.connection() as connection:
            connection.execute(insert(Installation).values(id=THE_ONE, secret_fingerprint=fingerprint(keys)))
    except IntegrityError:
        pass  # another process was first: what it wrote counts
    with database.glance() as connection:
        return kept_fingerprint(connection) or ""
