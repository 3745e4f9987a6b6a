"""The tables of seals: versions of rows that may change, and sealed blocks."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, Word


class SealedBlock(Base):
    """Rows of one table as they were when the worker sealed them. Never changed, never deleted.

    `members` are the rows' keys and digests one after another, in order of the keys; `last_key` is the highest. `hash` is of
    the other columns and so of the block before; `mac` shows that this installation made it.
    """

    __tablename__ = "sealed_block"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    table: Mapped[Word]
    sealed_at: Mapped[datetime]
    members: Mapped[bytes] = mapped_column(LargeBinary)
    last_key: Mapped[bytes] = mapped_column(LargeBinary)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    mac: Mapped[str] = mapped_column(String(64))


class RowVersion(Base):
    """What a row became at some time: the text of its columns. Triggers write it, whoever changes the row and however.

    `content` None: the row was deleted. `signature` shows that a connection of this installation changed it.
    """

    __tablename__ = "row_version"
    __table_args__ = (Index("ix_row_version", "of_table", "of_row"),)

    id: Mapped[IntId]
    of_table: Mapped[Word]
    of_row: Mapped[str] = mapped_column(String(32))
    content: Mapped[str | None] = mapped_column(Text)
    signature: Mapped[str | None] = mapped_column(String(64))
