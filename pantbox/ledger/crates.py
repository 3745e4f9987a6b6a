"""Crates of one type at one stall: what it owes for what it was delivered, less what it counted back.

The counts are folded in order of the times at which they happened, so what is told late changes nothing but what was not known.
What is counted back goes off the debt at the deposit it came with, what came last by then first: what came to be scanned moved no
money and moves none now. What is over goes off at the deposit in force, since its count may be told yet. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CrateCount:
    """So many that a stall was delivered, or that were counted back from it. `deposit_ore`: of one, as it was in force then; 0:
    it was not handed out by the crate then, so it moves no money."""

    id: UUID
    at: datetime
    is_delivered: bool
    quantity: int
    deposit_ore: int


@dataclass(slots=True)
class Lot:
    """So many at one deposit, in øre; 0: they move no money."""

    quantity: int
    deposit_ore: int


@dataclass(slots=True)
class Crates:
    """What became of a stall's crates of one type. Money in øre, and how many containers it stands for."""

    delivered_ore: int = 0
    delivered: int = 0
    back_ore: int = 0
    back: int = 0
    back_at: datetime | None = None
    """When it counted back last. None: never."""
    lots_back: dict[UUID, list[Lot]] = field(default_factory=dict)
    """By the count that brought them back."""

    @property
    def owed_ore(self) -> int:
        """What the stall owes, before anything is scanned out. Below 0: it counted back what nobody told as delivered."""
        return self.delivered_ore - self.back_ore


def fold_crates(counts: Iterable[CrateCount]) -> Crates:
    """What became of all of them. In whatever order they are given, it is the same."""
    crates, lots = Crates(), list[Lot]()
    for count in sorted(counts, key=lambda one: (one.at, not one.is_delivered, one.id)):
        if count.is_delivered:
            _deliver(crates, lots, Lot(count.quantity, count.deposit_ore))
            continue
        back = _take_back(lots, count)
        crates.lots_back[count.id] = back
        crates.back_ore += sum(lot.quantity * lot.deposit_ore for lot in back)
        crates.back += sum(lot.quantity for lot in back if lot.deposit_ore)
        if count.deposit_ore:
            crates.back_at = max(crates.back_at or count.at, count.at)
    return crates


def _deliver(crates: Crates, lots: list[Lot], lot: Lot) -> None:
    lots.append(lot)
    crates.delivered_ore += lot.quantity * lot.deposit_ore
    crates.delivered += lot.quantity if lot.deposit_ore else 0


def _take_back(lots: list[Lot], count: CrateCount) -> list[Lot]:
    """So many out of what was delivered by then, and what is over at the deposit of the count: 0 to a stall that scans, to which
    only what nobody had told as crates can have gone."""
    back, over = [], count.quantity
    for lot in reversed(lots):
        n = min(lot.quantity, over)
        lot.quantity -= n
        over -= n
        if n:
            back.append(Lot(n, lot.deposit_ore))
    return [*back, Lot(over, count.deposit_ore)] if over else back


@dataclass(frozen=True, slots=True)
class CrateMove:
    """What one more count changes: what its stall owes, and what it counted back, in øre, by all that is known now."""

    deposit_ore: int
    """Of one, as it was in force then."""
    owed_ore: int
    back_ore: int
    back_at: datetime | None


def move_crates(counts: Iterable[CrateCount], more: CrateCount) -> tuple[CrateMove, list[Lot]]:
    """What one more count changes, and what it brings back."""
    known = list(counts)
    before, after = fold_crates(known), fold_crates([*known, more])
    move = CrateMove(
        deposit_ore=more.deposit_ore,
        owed_ore=after.owed_ore - before.owed_ore,
        back_ore=after.back_ore - before.back_ore,
        back_at=after.back_at,
    )
    return move, after.lots_back.get(more.id, [])
