"""What a festival's scans and payments go through, and what a strategy comes to."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from tests.gain.moves import Move


class Door(Protocol):
    """What takes facts in: the pure rules, or the API. Times in minutes, money in deposits."""

    def scan(
        self, name: str, kind: str, container: int, station: str, at: float, now: float, *, visit: str | None = None,
        phone: str | None = None, code: str | None = None, typed: bool = False, undoes: str | None = None, device: str | None = None,
    ) -> None: ...  # fmt: skip
    def begin(self, name: str, container: int, stall: str, at: float) -> None: ...
    def retry(self, now: float) -> None: ...
    def status(self, name: str) -> str: ...
    def opened(self, name: str) -> bool: ...
    def change_bag(self, box: str, now: float, *, device: str | None = None) -> None: ...
    def count(self, box: str, number: int, now: float) -> None: ...
    def sent(self, station: str, now: float) -> None: ...
    def decide(self, name: str, now: float, *, pays: bool) -> None: ...
    def earlier(self, name: str, now: float) -> None: ...
    def pay_out(self, visit: str, now: float) -> None: ...
    def move(self, now: float) -> None: ...
    def revoke(self, now: float) -> None: ...
    def of_the_api(self, move: Move, now: float, mine: Collection[str]) -> tuple[int, int]: ...
    def credited(self, visit: str) -> int: ...
    def account(self, name: str) -> int: ...
    def without_an_issue(self, visits: Collection[str]) -> int: ...
    def released(self, visits: Collection[str]) -> int: ...
    def on_another_day(self) -> int: ...
    def by_scanners(self) -> int: ...
    def after_a_stall(self) -> int: ...
    def undisputed(self, claims: Collection[str]) -> int: ...
    def undone(self, issues: Collection[str]) -> int: ...


@dataclass
class Outcome:
    """What a strategy came to, in deposits, and what its bound depends on."""

    gain: int = 0
    lost: int = 0
    """What was paid a second time by itself, to anybody: `LOSS contested`."""
    done: list[Move] = field(default_factory=list)
    """The moves that could be made, as they were made."""
    holds: bool = False
    at_once: int = 0
    """What honest guests had been paid by the end, in money or goods, before anybody counted the last bags."""
    pictured: set[tuple[int, int]] = field(default_factory=set)
    """Containers, with their sale, of which the actor sent a picture, or of which a box's device said it came back."""
    half_hours: set[tuple[str, int]] = field(default_factory=set)
    """Boxes and half-hours in which a phone of the actor sent anything."""
    entries: set[tuple[str, int, bool]] = field(default_factory=set)
    """Phones and half-hours at a printed sign; or phones and steps in which the code of a screen was entered."""
    counted: Counter[str] = field(default_factory=Counter)
    """True counts of each box's bags before the end."""
    changed: Counter[str] = field(default_factory=Counter)
    """Bags that the actor made up."""
    stood_at: set[str] = field(default_factory=set)
    """Boxes at which the actor's device stood when it said anything."""
    told_in: set[tuple[str, int]] = field(default_factory=set)
    """Boxes and turnaround periods of which the actor told returns."""
    given: int = 0
    """What guests gave to boxes."""
    refills: Counter[int] = field(default_factory=Counter)
    """Of containers: a return that is told late makes a hand-out of one, which its stall owes."""
    washes: Counter[int] = field(default_factory=Counter)
    claimed: set[int] = field(default_factory=set)
    seen_by_counts: int = 0
    """What the count of a till misses, and what was credited for containers nobody can read: the desk's bound."""
    by_scanners: int = 0
    """What boxes' scanners paid a second time, after a phone at another box."""
    after_a_stall: int = 0
    """Claims of boxes that were paid though a stall had been, in goods: what the stall is charged with."""
    released: int = 0
    """Claims of the actor that a bag's count paid."""
    without_an_issue: int = 0
    """Claims of the actor that are paid without an issue now: by a bag's count, or cut off from it by one of an earlier time."""
    charged_in_vain: int = 0
    """Deposits that s1 took for a refill which, as a late issue shows, was none of a container that was in."""
    undisputed: int = 0
    """Take-backs that never were, and that nobody who held the container was paid against."""
    undone: int = 0
    """Sales of s1 that it undid, less what it is charged for on `UNSEEN`."""
    on_another_day: int = 0
    """Uses paid without an issue after nothing but a picture or a stall's word ended the trip before."""
