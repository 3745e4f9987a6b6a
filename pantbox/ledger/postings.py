"""What each fact books. Pure.

A trip's deposit makes *moves*: in when it is handed out, on when it comes back or ends otherwise. What a trip's money
ought to look like is a function of the trip; when scans change what we know of a trip, the difference between the
moves it had and the moves it should have is booked, and nothing is ever rewritten.

| fact                                         | debit → credit                         |
|----------------------------------------------|----------------------------------------|
| issue                                        | vendor → deposits held                 |
| issue at a stall that got it by the crate    | the type's pool → deposits held        |
| return                                       | deposits held → refunds payable        |
| return of an issue nobody scanned            | unseen issues (or the type's pool) → refunds payable |
| the issue arrives late                       | vendor → deposits held → unseen issues |
| collected, seen again, lost, written off     | deposits held → unclaimed(how)         |
| a claim after any of these                   | unclaimed(how) → refunds payable       |
| return taken back by a stall, paid in goods  | … → refunds payable → vendor           |
| the same of what it handed out of its crates | … → refunds payable → the type's pool  |
| a stronger claim after a picture's           | loss(contested) → refunds payable      |
| a stronger claim after a stall's             | disputed(stall) → refunds payable      |
| that dispute, decided against the stall      | vendor (or the pool it went back into) → disputed(stall) |
| that dispute, decided against the scheme     | loss(contested) → disputed(stall)      |
| a late issue of less than was paid           | the rest stays on unseen issues        |
| undo of what is already paid out             | loss(undo) instead of refunds payable  |
| that return counts after all                 | … → loss(undo), as far as it was paid  |
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.transfers import Booking, Cause

FORFEITED = "forfeited"
UNDO = "undo"
REST = "_rest"
CREDITS = frozenset({"return", "contested"})
"""The kinds of move that bring money to a visit."""
NOTHING_SPENT: Mapping[UUID, int] = MappingProxyType({})


class Against(StrEnum):
    """Who bears a disputed payment."""

    STALL = "stall"
    SCHEME = "scheme"


@dataclass(frozen=True, slots=True)
class Rival:
    """The claim that had the deposit before another was paid too. `settled`: who bears a dispute with a stall."""

    event_id: int
    station_id: int
    at_stall: bool
    settled: Against | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A return that is paid `amount_ore`. `rival` None: out of the deposit of its use; else though the rival had that."""

    scan_id: UUID
    event_id: int
    station_id: int
    at: datetime
    visit_id: UUID | None
    at_stall: bool
    amount_ore: int
    rival: Rival | None = None


@dataclass(frozen=True, slots=True)
class TripMoney:
    """What the ledger needs to know of a trip. `stall_id` None: nobody scanned its issue."""

    trip_id: UUID
    event_id: int
    type_id: int
    deposit_ore: int
    opened_at: datetime
    stall_id: int | None
    pooled: bool
    """Delivered by the crate: what was not scanned out is paid from its type's pool, what was takes its deposit out of it."""
    unseen_stall_id: int | None
    unclaimed_how: str | None
    unclaimed_at: datetime | None
    credited: Claim | None
    seconds: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Where one step of a trip's money goes. `visit_id` is whose money it is, when it goes to refunds payable."""

    kind: str
    subject: UUID
    trip_id: UUID
    debit: AccountKey
    credit: AccountKey
    amount_ore: int
    at: datetime
    visit_id: UUID | None = None

    @property
    def key(self) -> tuple[str, UUID]:
        return (self.kind, self.subject)

    @property
    def step(self) -> tuple[str, UUID, AccountKey, UUID | None]:
        """What the move is for: a claim's payment is one step, whichever accounts its parts come from."""
        kind = self.kind.replace(REST, "")
        if kind.partition("_")[0] in CREDITS:
            kind = kind.replace("contested", "return")
        return (kind, self.subject, self.credit, self.visit_id)


def moves(trip: TripMoney) -> list[Move]:
    """The moves that a trip's money ought to have made."""
    made = []
    source = _source(trip)
    if trip.stall_id is not None:
        taken_from = _pool(trip) if trip.pooled else _vendor(trip.event_id, trip.stall_id)
        made.append(
            Move("issue", trip.trip_id, trip.trip_id, taken_from, source, trip.deposit_ore, trip.opened_at)
        )
    if trip.credited:
        made += _credited_moves(trip, trip.credited, source)
    elif trip.unclaimed_how and trip.unclaimed_at and trip.stall_id is not None:
        unclaimed = AccountKey(trip.event_id, AccountKind.UNCLAIMED, f"{trip.stall_id}:{trip.unclaimed_how}")
        made.append(
            Move("end", trip.trip_id, trip.trip_id, source, unclaimed, trip.deposit_ore, trip.unclaimed_at)
        )
    for claim in trip.seconds:
        made += _second_moves(trip, claim)
    return made


def _credited_moves(trip: TripMoney, claim: Claim, source: AccountKey) -> list[Move]:
    """The claim that has the deposit. What was paid beyond it, before a late issue showed a lower one, stays unseen."""
    if trip.stall_id is None:
        return _claim_moves("return", trip, claim, source, claim.amount_ore)
    made = _claim_moves("return", trip, claim, source, min(claim.amount_ore, trip.deposit_ore))
    rest = claim.amount_ore - trip.deposit_ore
    if rest > 0:
        made += _claim_moves(f"return{REST}", trip, claim, _unseen(trip), rest)
    return made


def _second_moves(trip: TripMoney, claim: Claim) -> list[Move]:
    """A claim paid though another had the deposit: a loss after a picture, a dispute with the stall after a stall."""
    rival = claim.rival
    if rival is None:
        raise AssertionError(f"a second payment against nobody: {claim.scan_id}")
    loss = AccountKey(claim.event_id, AccountKind.LOSS, "contested")
    if not rival.at_stall:
        return _claim_moves("contested", trip, claim, loss, claim.amount_ore)
    disputed = AccountKey(rival.event_id, AccountKind.DISPUTED, str(rival.station_id))
    made = _claim_moves("contested", trip, claim, disputed, claim.amount_ore)
    if rival.settled:
        answers = _answering(trip, rival.event_id, rival.station_id)
        bearer = answers if rival.settled is Against.STALL else replace(loss, event_id=rival.event_id)
        made.append(
            Move("settled", claim.scan_id, trip.trip_id, bearer, disputed, claim.amount_ore, claim.at)
        )
    return made


def _source(trip: TripMoney) -> AccountKey:
    if trip.stall_id is not None:
        return AccountKey(trip.event_id, AccountKind.HELD, str(trip.stall_id))
    return _unseen(trip)


def _unseen(trip: TripMoney) -> AccountKey:
    """Where a deposit comes from whose issue nobody scanned."""
    if trip.pooled:
        return _pool(trip)
    return AccountKey(trip.event_id, AccountKind.UNSEEN, str(trip.unseen_stall_id or ""))


def _pool(trip: TripMoney) -> AccountKey:
    return AccountKey(trip.event_id, AccountKind.POOL, str(trip.type_id))


def _vendor(event_id: int, stall_id: int) -> AccountKey:
    return AccountKey(event_id, AccountKind.VENDOR, str(stall_id))


def _answering(trip: TripMoney, event_id: int, stall_id: int) -> AccountKey:
    """What a stall is paid from for goods it gave for a container, and what bears a dispute about it: what its vendor owes.

    Of a container out of its own crates it is their pool: the container is back in them, and the vendor owes crates until
    they are counted back, whatever the stall scans.
    """
    if trip.pooled and (trip.event_id, trip.stall_id) == (event_id, stall_id):
        return _pool(trip)
    return _vendor(event_id, stall_id)


def _claim_moves(kind: str, trip: TripMoney, claim: Claim, source: AccountKey, amount: int) -> list[Move]:
    """Money to the station that took the container, across events by way of what the two owe each other."""
    payable = AccountKey(claim.event_id, AccountKind.PAYABLE, str(claim.station_id))
    subject = claim.scan_id
    made = []
    if source.event_id != payable.event_id:
        pair = f"{min(source.event_id, payable.event_id)}:{max(source.event_id, payable.event_id)}"
        here = AccountKey(source.event_id, AccountKind.DUE, pair)
        there = AccountKey(payable.event_id, AccountKind.DUE, pair)
        made.append(Move(f"{kind}_due", subject, trip.trip_id, source, here, amount, claim.at))
        source = there
    made.append(Move(kind, subject, trip.trip_id, source, payable, amount, claim.at, claim.visit_id))
    if claim.at_stall:
        paid_by = _answering(trip, claim.event_id, claim.station_id)
        made.append(
            Move(f"{kind}_goods", subject, trip.trip_id, payable, paid_by, amount, claim.at, claim.visit_id)
        )
    return made


@dataclass
class Purse:
    """What a visit has been credited and what of it has gone out, in øre."""

    credited_ore: int = 0
    paid_ore: int = 0

    @property
    def left_ore(self) -> int:
        return self.credited_ore - self.paid_ore


def difference(
    before: Iterable[TripMoney],
    after: Iterable[TripMoney],
    purses: dict[UUID, Purse],
    brought_by: UUID,
    spent: Mapping[UUID, int] = NOTHING_SPENT,
) -> list[Booking]:
    """The bookings that turn the moves of `before` into those of `after`; `purses` are brought up to date with them.

    What a visit was already paid is not taken back: that part of a withdrawn credit becomes a loss. `spent` says, in øre
    by the return's scan, which such losses stand: a credit that comes back makes up for them first.
    """
    had = {move.key: move for trip in before for move in moves(trip)}
    wants = {move.key: move for trip in after for move in moves(trip)}
    gone = [move for key, move in had.items() if wants.get(key) != move]
    new = [move for key, move in wants.items() if had.get(key) != move]
    bookings: list[Booking] = []
    for move in _withdrawn_last_first(gone):
        bookings += _take_back(move, new, purses, brought_by, spent)
    for move in new:
        for part in _what_is_lost_first(move, spent):
            _pay_in(part, purses)
            cause = Cause(part.kind, part.subject, brought_by)
            bookings.append(Booking(part.debit, part.credit, part.amount_ore, cause, part.at))
    return _one_booking_per_cause(bookings)


def _take_back(
    gone: Move, new: list[Move], purses: dict[UUID, Purse], brought_by: UUID, spent: Mapping[UUID, int]
) -> list[Booking]:
    """What becomes of the money of a move that is no more: as far as a new one wants it, it goes straight there.

    Else a claim that is paid already would be lost and paid anew when a late issue shows another price, or when it has
    the deposit that another claim had.
    """
    bookings = []
    while gone.amount_ore and (onward := _onward(gone, new)):
        common = min(gone.amount_ore, onward.amount_ore)
        place = new.index(onward)
        rest = replace(onward, amount_ore=onward.amount_ore - common)
        new[place : place + 1] = [rest] if rest.amount_ore else []
        bookings += _redirect(
            replace(gone, amount_ore=common), replace(onward, amount_ore=common), purses, brought_by, spent
        )
        gone = replace(gone, amount_ore=gone.amount_ore - common)
    return bookings + (_withdraw(gone, purses, brought_by) if gone.amount_ore else [])


def _one_booking_per_cause(bookings: Sequence[Booking]) -> list[Booking]:
    """Two parts of one step may be booked for one cause: each but the first says which it is."""
    if len(bookings) < 2:
        return [*bookings]
    seen: Counter[Cause] = Counter()
    made = []
    for booking in bookings:
        seen[booking.cause] += 1
        number = seen[booking.cause]
        base, line, rest = booking.cause.kind.partition("_")
        kind = booking.cause.kind if number == 1 else f"{base}{number}{line}{rest}"
        made.append(replace(booking, cause=replace(booking.cause, kind=kind)))
    return made


def _withdrawn_last_first(gone: list[Move]) -> list[Move]:
    # Goods were paid out of the credit, and the credit out of the deposit: undone in the other direction.
    depth = {"issue": 0, "end": 1}
    return sorted(
        gone, key=lambda move: (-depth.get(move.kind, 3 if move.kind.endswith("_goods") else 2), move.subject)
    )


def _onward(gone: Move, new: list[Move]) -> Move | None:
    """A new move with the same purpose whose money can go straight from where it is: one transfer instead of two."""
    same_step = [move for move in new if move.step == gone.step and gone.kind != "issue"]
    if same_step:
        return same_step[0]
    for move in new:
        same_deposit = move.trip_id == gone.trip_id and move.debit == gone.debit and gone.visit_id is None
        if move.amount_ore == gone.amount_ore and gone.kind != "issue" and same_deposit:
            return move
    return None


def _redirect(
    gone: Move, new: Move, purses: dict[UUID, Purse], brought_by: UUID, spent: Mapping[UUID, int]
) -> list[Booking]:
    cause = Cause(f"{new.kind}_moved", new.subject, brought_by)
    if gone.step == new.step:
        if gone.debit == new.debit:
            return []
        return [Booking(new.debit, gone.debit, new.amount_ore, cause, new.at)]
    bookings = []
    for part in _what_is_lost_first(new, spent):
        _pay_in(part, purses)
        cause = Cause(f"{part.kind}_moved", part.subject, brought_by)
        # Another claim at the other event: what one event owes the other is there already.
        if gone.credit != part.credit:
            bookings.append(Booking(gone.credit, part.credit, part.amount_ore, cause, part.at))
    return bookings


def _what_is_lost_first(move: Move, spent: Mapping[UUID, int]) -> list[Move]:
    """The move; of a credit whose visit was paid for this very return before, that part makes up for the loss instead."""
    lost = spent.get(move.subject, 0) if move.kind in CREDITS and move.visit_id else 0
    restored = min(move.amount_ore, lost)
    if not restored:
        return [move]
    loss = AccountKey(move.credit.event_id, AccountKind.LOSS, UNDO)
    parts = [
        replace(move, kind=f"{move.kind}_restored", credit=loss, amount_ore=restored, visit_id=None),
        replace(move, amount_ore=move.amount_ore - restored),
    ]
    return [part for part in parts if part.amount_ore]


def _pay_in(move: Move, purses: dict[UUID, Purse]) -> None:
    if move.visit_id is None:
        return
    purse = purses.setdefault(move.visit_id, Purse())
    if move.kind.endswith("_goods"):
        purse.paid_ore += move.amount_ore
    elif not move.kind.endswith("_due"):
        purse.credited_ore += move.amount_ore


def _withdraw(move: Move, purses: dict[UUID, Purse], brought_by: UUID) -> list[Booking]:
    cause = Cause(f"{move.kind}_back", move.subject, brought_by)
    is_credit = move.credit.kind is AccountKind.PAYABLE
    purse = purses.setdefault(move.visit_id, Purse()) if move.visit_id else Purse()
    if move.kind.endswith("_goods"):
        purse.paid_ore -= move.amount_ore
    if not is_credit:
        return [Booking(move.credit, move.debit, move.amount_ore, cause, move.at)]
    unpaid = min(move.amount_ore, purse.left_ore) if move.visit_id else move.amount_ore
    purse.credited_ore -= unpaid
    bookings = []
    if unpaid:
        bookings.append(Booking(move.credit, move.debit, unpaid, cause, move.at))
    if move.amount_ore > unpaid:
        loss = AccountKey(move.credit.event_id, AccountKind.LOSS, UNDO)
        spent = Cause(f"{move.kind}_spent", move.subject, brought_by)
        bookings.append(Booking(loss, move.debit, move.amount_ore - unpaid, spent, move.at))
    return bookings
