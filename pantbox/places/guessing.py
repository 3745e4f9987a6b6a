"""Wrong codes, counted in the database, where every server process sees them.

A row is written for a miss and never for a hit. Whether somebody may still guess is a condition that stands in the very
statement that looks their code up, so a hit costs no statement more, and past the bound the database does not look at
the code. Network addresses are kept as keyed hashes, and all rows for minutes only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Index,
    ScalarSelect,
    SQLColumnExpression,
    String,
    and_,
    cast,
    delete,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.db import Base, IntId, UtcDateTime
from pantbox.keys import Keys

WINDOW = timedelta(minutes=1)
KEPT = timedelta(minutes=2)
ADDRESS_MISSES_MAX = 20
"""A minute of one network address, over all kinds of codes that money hangs on."""
BOX_MISSES_MAX = 20
"""A minute of all phones at one box."""
SCREEN_MISSES_MAX = 5
"""A minute, of the code that changes on a screen: of one box, and of one network address at all boxes."""
DEVICE_MISSES_MAX = 120
"""A minute of one paired device: more than any queue at a stall makes."""
SCREEN, BOX, DEVICE = "screen ", "box ", "device "
ANYBODY = true()
"""For a statement that looks a code up for whom nothing is counted here."""


class Miss(Base):
    """So many wrong codes at one moment."""

    __tablename__ = "miss"
    __table_args__ = (Index("ix_miss_who", "who", "at"), Index("ix_miss_at", "at"))

    id: Mapped[IntId]
    who: Mapped[str] = mapped_column(String(64))
    """A box, a device, or the keyed hash of a network address."""
    at: Mapped[datetime]
    n: Mapped[int]


@dataclass(frozen=True, slots=True)
class Guesser:
    """Whose misses are counted together, and how many of them a minute are allowed."""

    who: str
    misses_max: int


@dataclass(frozen=True, slots=True)
class Misses:
    """So many, and when."""

    at: datetime
    n: int


def of_address(keys: Keys, address: str) -> Guesser:
    """Everybody behind one network address."""
    return Guesser(keys.mac("misses of an address", address).hex(), ADDRESS_MISSES_MAX)


def of_places(keys: Keys, address: str) -> Guesser:
    """Everybody behind one network address, for what names a place and no money: boxes' signs, ids of visits.

    Counted by itself, for a box without network sends honest guests to visits that are not there yet, and a guesser of
    vouchers shall keep nobody next door from a box.
    """
    return Guesser(keys.mac("misses of an address, places", address).hex(), ADDRESS_MISSES_MAX)


def of_screens(keys: Keys, address: str) -> Guesser:
    """Everybody behind one network address, for the codes on boxes' screens."""
    return Guesser(keys.mac("misses of an address, screens", address).hex(), SCREEN_MISSES_MAX)


def of_screen(station_id: int) -> Guesser:
    """Whoever sends the code of this box's screen."""
    return Guesser(f"{SCREEN}{station_id}", SCREEN_MISSES_MAX)


def of_box(station_id: int) -> Guesser:
    """All phones at this box."""
    return Guesser(f"{BOX}{station_id}", BOX_MISSES_MAX)


def of_device(device_id: int) -> Guesser:
    """One paired device."""
    return Guesser(f"{DEVICE}{device_id}", DEVICE_MISSES_MAX)


def may_guess(guessers: Sequence[Guesser], now: datetime) -> ColumnElement[bool]:
    """For a statement that looks a code up: whether each of these has missed fewer times than allowed."""
    since = literal(now - WINDOW, UtcDateTime())
    return and_(true(), *(_has_missed_less(literal(one.who), one.misses_max, since) for one in guessers))


def misses_of_phone(
    who: ColumnElement[str], station_id: SQLColumnExpression[int], since: ColumnElement[datetime]
) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """How many a phone's address and its box missed, for the statement that looks for its visit. `who`: that of the address."""
    return _missed(who, since), _missed(literal(BOX) + cast(station_id, String), since)


def screen_may_be_guessed(station_id: SQLColumnExpression[int], now: datetime) -> ColumnElement[bool]:
    """The same for the code on a box's screen, in the statement that looks for the box."""
    since = literal(now - WINDOW, UtcDateTime())
    return _has_missed_less(literal(SCREEN) + cast(station_id, String), SCREEN_MISSES_MAX, since)


def device_may_guess(
    device_id: SQLColumnExpression[int], since: ColumnElement[datetime]
) -> ColumnElement[bool]:
    """The same for devices, in the statement that looks for one."""
    return _has_missed_less(literal(DEVICE) + cast(device_id, String), DEVICE_MISSES_MAX, since)


def _has_missed_less(
    who: ColumnElement[str], misses_max: int, since: ColumnElement[datetime]
) -> ColumnElement[bool]:
    return _missed(who, since) < misses_max


def _missed(who: ColumnElement[str], since: ColumnElement[datetime]) -> ScalarSelect[int]:
    missed = select(func.coalesce(func.sum(Miss.n), 0)).where(Miss.who == who, Miss.at > since)
    return missed.scalar_subquery()


def note_misses(
    session: Session, guessers: Sequence[Guesser], n: int, now: datetime
) -> tuple[int, dict[str, list[Misses]]]:
    """Count `n` misses of each, or as many as the bounds leave: whoever asks, whichever process, one after the other.

    Returns how many were counted, and all that counts now, by `Guesser.who`, the oldest first.
    """
    _in_turn(session, guessers)
    recent = _recent_misses(session, guessers, now)
    counted = min(n, *(left_of(one, recent[one.who], now) for one in guessers))
    if counted > 0:
        session.add_all(Miss(who=one.who, at=now, n=counted) for one in guessers)
        for told in recent.values():
            told.append(Misses(now, counted))
    return counted, recent


def _in_turn(session: Session, guessers: Sequence[Guesser]) -> None:
    """Until the end of the transaction nobody else counts a miss of these. SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for who in sorted(one.who for one in guessers):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"miss {who}", 0))))


def left_of(guesser: Guesser, recent: Sequence[Misses], now: datetime) -> int:
    """How many more wrong codes somebody who missed so is told of at this moment. Pure."""
    missed = sum(one.n for one in recent if one.at > now - WINDOW)
    return max(guesser.misses_max - missed, 0)


def _recent_misses(session: Session, guessers: Sequence[Guesser], now: datetime) -> dict[str, list[Misses]]:
    found: dict[str, list[Misses]] = {one.who: [] for one in guessers}
    rows = select(Miss.who, Miss.at, Miss.n).where(Miss.who.in_(found), Miss.at > now - WINDOW)
    for who, at, n in session.execute(rows.order_by(Miss.at)):
        found[who].append(Misses(at, n))
    return found


def open_again_at(guesser: Guesser, recent: Sequence[Misses], now: datetime) -> datetime | None:
    """When somebody who missed so may guess again; None when now. Pure."""
    counting = [one for one in recent if one.at > now - WINDOW]
    missed = sum(one.n for one in counting)
    if missed < guesser.misses_max:
        return None
    for one in counting:
        missed -= one.n
        if missed < guesser.misses_max:
            return one.at + WINDOW
    return now + WINDOW


def forget_misses(session: Session, now: datetime) -> int:
    """Delete what no minute counts any more; how many rows are gone."""
    gone: CursorResult[object] = session.execute(  # type: ignore[assignment]
        delete(Miss).where(Miss.at < now - KEPT)
    )
    return gone.rowcount
