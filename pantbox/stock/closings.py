"""Closing a stall for the night: clean stock counted, the till's deposits told, and how both differ from the scans.

The difference is kept as it was shown. Scans that come later from another device change what follows from the scans, and
not what the vendor was told that night.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import Session

from pantbox.circulation.rows import TRIPS
from pantbox.circulation.scan import Kind
from pantbox.ledger.accounts import Account, AccountKind
from pantbox.ledger.transfers import Transfer
from pantbox.places.events import TermsRow
from pantbox.places.stations import StationKind
from pantbox.stock.crate_mode import crate_modes
from pantbox.stock.level import Level
from pantbox.stock.on_hand import levels
from pantbox.stock.papers import (
    Desk,
    Quantity,
    by_type,
    check_types,
    counts,
    digest,
    through_the_door,
    write_once,
)
from pantbox.stock.tables import Closing, ClosingLine

ACCOUNTS, TRANSFERS = Account.__table__, Transfer.__table__
THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NewClosing:
    """What a stall tells when it closes. `till_ore` None: nobody looked. `corrects`: the closing that is counted again."""

    id: UUID
    at: datetime
    counted: tuple[Quantity, ...]
    till_ore: int | None
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """So many counted, and so many expected. `expected` None: handed out without scanning, so nobody could know."""

    type_id: int
    quantity: int
    expected: int | None

    @property
    def difference(self) -> int | None:
        """Counted less expected: below 0, some are missing."""
        return None if self.expected is None else self.quantity - self.expected


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing as the vendor was shown it. Differences are told less expected: below 0, something is missing.

    It is of the time after `since`; None: of all that the stall ever did.
    """

    id: UUID
    station_id: int
    since: datetime | None
    at: datetime
    corrects: UUID | None
    till_ore: int | None
    expected_till_ore: int
    counted: tuple[ClosedLine, ...]

    @property
    def difference_ore(self) -> int | None:
        """None: nobody told what was in the till."""
        return None if self.till_ore is None else self.till_ore - self.expected_till_ore

    @property
    def missing(self) -> int:
        """Containers missing, of all types; what is over elsewhere does not make up for it."""
        return sum(max(0, -(line.difference or 0)) for line in self.counted)


def close_stall(desk: Desk, new: NewClosing) -> Closed:
    """Close a stall. Told again it is the same closing, with the same figures.

    Raises `NotAllowed("station_may_not")` for anybody but a stall, `NotFound("type_unknown")`, `Conflict("id_reused" |
    "count_refused")`.
    """
    here = desk.station(StationKind.STALL)
    counted = by_type(new.counted)
    check_types(desk.session, counted)
    at = min(new.at, desk.now)
    before = _closed_before(desk.session, here.id, at)
    corrected = before if before is not None and before.id == new.corrects else None
    since = before.at if before else None
    expected = {
        level.type_id: level
        for level in levels(desk.session.connection(), desk.event_id, desk.now, station_ids=[here.id], at=at)
    }
    till_ore = _expected_till(desk, here.id, since, at, counted, expected)
    row = {
        "id": new.id,
        "organisation_id": desk.organisation_id,
        "event_id": desk.event_id,
        "station_id": here.id,
        "device_id": desk.device_id,
        "content_hash": digest(here.id, counted, new.till_ore, *([new.corrects] if new.corrects else [])),
        "since": corrected.since if corrected else since,
        "at": at,
        "till_ore": new.till_ore,
        "expected_till_ore": till_ore + (corrected.expected_till_ore if corrected else 0),
        "corrects": corrected.id if corrected else None,
    }
    closing, is_new = write_once(desk.session, Closing, row)
    if is_new:
        left = {type_id: level.left for type_id, level in expected.items()}
        if corrected:
            left |= _expected_again(desk.session, corrected, left)
        desk.session.add_all(
            ClosingLine(organisation_id=desk.organisation_id, closing_id=new.id, type_id=type_id,
                        quantity=quantity, expected=left.get(type_id))
            for type_id, quantity in counted.items()
        )  # fmt: skip
        desk.session.flush()
        scans = counts(desk.session, Kind.COUNT, counted, at)
        through_the_door(desk, [(here.id, tuple(scans.values()))])
    return closed(desk.session, [closing])[0]


def closed(session: Session, closings: Sequence[Closing]) -> list[Closed]:
    """Closings with what was counted."""
    lines: dict[UUID, list[ClosedLine]] = {}
    rows = session.scalars(
        select(ClosingLine)
        .where(ClosingLine.closing_id.in_([closing.id for closing in closings]))
        .order_by(ClosingLine.type_id)
    )
    for row in rows:
        lines.setdefault(row.closing_id, []).append(ClosedLine(row.type_id, row.quantity, row.expected))
    return [
        Closed(
            one.id,
            one.station_id,
            one.since,
            one.at,
            one.corrects,
            one.till_ore,
            one.expected_till_ore,
            tuple(lines.get(one.id, ())),
        )
        for one in closings
    ]


def closings_of(session: Session, event_id: int, *, limit: int = 50) -> list[Closed]:
    """The latest closings of an event's stalls, the newest first."""
    rows = session.scalars(
        select(Closing).where(Closing.event_id == event_id).order_by(Closing.at.desc()).limit(limit)
    )
    return closed(session, rows.all())


def _closed_before(session: Session, station_id: int, at: datetime) -> Closing | None:
    return session.scalar(
        select(Closing)
        .where(Closing.station_id == station_id, Closing.at < at)
        .order_by(Closing.at.desc(), Closing.id.desc())
        .limit(1)
    )


def _expected_again(
    session: Session, corrected: Closing, left: Mapping[int, int | None]
) -> dict[int, int | None]:
    """What a stall that counts again ought to have: what was expected then, and what came and went since.

    `left` goes on from what was counted then, by type.
    """
    again: dict[int, int | None] = {}
    for line in closed(session, [corrected])[0].counted:
        now = left.get(line.type_id)
        moved = None if now is None else now - line.quantity
        again[line.type_id] = None if moved is None or line.expected is None else line.expected + moved
    return again


def _expected_till(
    desk: Desk,
    station_id: int,
    since: datetime | None,
    at: datetime,
    counted: dict[int, int],
    expected: dict[int, Level],
) -> int:
    """What the stall's till took for deposits since it was closed last.

    Scanned out less taken back, by the books; of types handed out by the crate, what was there, is not any more, and was not
    scanned out before they were.
    """
    connection, after = desk.session.connection(), since or THE_BEGINNING
    crates = {mode.type_id for mode in crate_modes(desk.session, station_id) if mode.was_on(at)}
    types = crates & counted.keys() & expected.keys()
    scanned = _scanned_before_crates(connection, station_id, types, after, at)
    by_the_crate = {
        type_id: expected[type_id].supplied - counted[type_id] - scanned.get(type_id, 0) for type_id in types
    }
    took = scanned_ore(connection, desk.event_id, station_id, after, at, counted=types)
    if not by_the_crate:
        return took
    terms = _deposits(desk.session, desk.event_id)
    return took + sum(max(0, sold) * terms.get(type_id, 0) for type_id, sold in by_the_crate.items())


def _scanned_before_crates(
    connection: Connection, station_id: int, type_ids: Collection[int], since: datetime, until: datetime
) -> dict[int, int]:
    """How many of each type a stall scanned out that did not come out of its crates."""
    rows = connection.execute(
        select(TRIPS.c.type_id, func.count())
        .where(
            TRIPS.c.opened_station_id == station_id,
            TRIPS.c.type_id.in_(type_ids),
            TRIPS.c.opened_at > since,
            TRIPS.c.opened_at <= until,
            TRIPS.c.seen,
            TRIPS.c.pooled.is_(False),
        )
        .group_by(TRIPS.c.type_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def scanned_ore(
    connection: Connection,
    event_id: int,
    station_id: int,
    since: datetime,
    until: datetime,
    *,
    counted: Collection[int] = (),
) -> int:
    """Deposits a stall took for what it scanned out, less those it paid for what it took back, in øre.

    Without types that are `counted` instead: what was scanned out of their crates is in that count.
    """
    own = and_(
        ACCOUNTS.c.of == str(station_id),
        ACCOUNTS.c.kind.in_((AccountKind.VENDOR, AccountKind.HELD, AccountKind.PAYABLE)),
    )
    ids: dict[str, list[int]] = defaultdict(list)
    not_counted: list[int] = []
    for row in connection.execute(
        select(ACCOUNTS.c.id, ACCOUNTS.c.kind, ACCOUNTS.c.of).where(
            ACCOUNTS.c.event_id == event_id, or_(own, ACCOUNTS.c.kind == AccountKind.POOL)
        )
    ):
        ids[row.kind].append(row.id)
        if row.kind == AccountKind.POOL and int(row.of) not in counted:
            not_counted.append(row.id)
    total = 0
    for mine, others in (
        (ids[AccountKind.VENDOR], [*ids[AccountKind.HELD], *ids[AccountKind.PAYABLE]]),
        (not_counted, ids[AccountKind.HELD]),
        (ids[AccountKind.POOL], ids[AccountKind.PAYABLE]),
    ):
        if mine and others:
            total += _moved(connection, mine, others, since, until)
    return total


def _moved(
    connection: Connection, mine: Sequence[int], others: Sequence[int], since: datetime, until: datetime
) -> int:
    """What moved from these accounts to others, less what came back."""
    total = 0
    debit, credit = TRANSFERS.c.debit_account_id, TRANSFERS.c.credit_account_id
    for ours, theirs, sign in ((debit, credit, 1), (credit, debit, -1)):
        ore = connection.scalar(
            select(func.coalesce(func.sum(TRANSFERS.c.amount_ore), 0)).where(
                ours.in_(mine), theirs.in_(others), TRANSFERS.c.at > since, TRANSFERS.c.at <= until
            )
        )
        total += sign * int(ore or 0)
    return total


def _deposits(session: Session, event_id: int) -> dict[int, int]:
    newest = session.scalars(
        select(TermsRow).where(TermsRow.event_id == event_id).order_by(TermsRow.version.desc()).limit(1)
    ).one_or_none()
    return {int(type_id): ore for type_id, ore in newest.deposits.items()} if newest else {}
