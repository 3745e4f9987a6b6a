"""Whether figures are plausible: what stands out from its like by more than chance. Pure. Hints, never failures.

One in twenty is what the scheme puts up with everywhere: a rate needs a scan coverage of 95 %, and a bag whose count is 95 %
of its claims is taken for all of them. So no share below that is ever marked. Three rules:

* **A station** beside the others of its kind at the event: marked when at least ten things happened there, it is more than
  three times the median of at least five others, and chance alone would make it so in fewer than one of a thousand stations
  that were like the others together. The test is the exact conditional one of two Poisson rates, for shares the careful side
  of Fisher's: of all that happened, so much fell on this station's part of the work. Przyborowski, J. & Wilenski, H. (1940),
  *Biometrika* 31, 313–323. Three times, for no two stalls are alike, and among very many scans the smallest difference is
  beyond chance.
* **A bag** beside its claims: marked when at least ten are missing or left over, and that is more than strays of one in twenty
  would make in one of a thousand bags (binomial).
* **A container** beside the others of the same turnaround period: marked when it was used at least ten times with no wash and
  no delivery before, more than three times the median, and more often than chance would have the most used of them all in one
  of a thousand periods (Poisson, by as many containers as are compared: Bonferroni).
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import count as counting
from itertools import pairwise
from math import exp, floor, lgamma, log, log1p
from statistics import median

STRAY = Fraction(1, 20)
"""A share that is put up with everywhere."""
TIMES = 3
"""So many times what is usual is more than stalls differ by."""
CHANCE = 0.001
"""What chance alone makes more rarely is marked."""
EVENTS_MIN = 10
"""So many of its own a station, bag or container must have before it can be marked, and so much work the others it is compared
with."""
OTHERS_MIN = 5
"""With so many others one knows what is usual."""
NEGLIGIBLE = 1e-12
"""What a tail's further terms add, as a share of it, when they are left out."""


class FigureName(StrEnum):
    """What a figure counts, and of what."""

    COUNTED = "counted"
    """Containers counted in a bag ÷ containers whose return was taken in while it hung."""
    USES = "uses"
    """A container's uses in a turnaround period with no wash and no delivery before ÷ all of them."""
    TAKE_BACKS = "take_backs"
    """Containers a stall took back ÷ its issues."""
    UNDOS = "undos"
    """Issues a stall undid or tried to ÷ all it had said."""
    UNSEEN = "unseen"
    """Returns a station took whose issue no stall scanned ÷ its returns."""
    CONTESTED = "contested"
    """Returns a station was paid for and a stronger claim after it too ÷ its returns."""
    REFILLS = "refills"
    """A stall's refills ÷ its issues, among stalls that refill."""
    OFFLINE = "offline"
    """Redemptions a stall said it made without network ÷ all it made."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is of: a station, a bag of one (`bag`, its tag), or a container. `at`: when the bag was taken down, or when
    the container's turnaround period began."""

    station_id: int | None = None
    station: str = ""
    bag: str | None = None
    container_id: int | None = None
    container: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """`count` of `n`, and between which counts it is plausible. None: there is no bound on that side, or too little to compare
    with. `usual`: the median of the others, as `count` ÷ `n` or, of containers, as uses."""

    name: FigureName
    subject: Subject
    count: int
    n: int
    at_least: int | None = None
    at_most: int | None = None
    usual: Fraction | None = None

    @property
    def value(self) -> Fraction | None:
        """None: of nothing there is no share."""
        return Fraction(self.count, self.n) if self.n else None

    @property
    def is_marked(self) -> bool:
        """Whether somebody should look at it."""
        return self.is_low or (self.at_most is not None and self.count > self.at_most)

    @property
    def is_low(self) -> bool:
        """Whether it is marked for being too small."""
        return self.at_least is not None and self.count < self.at_least


@dataclass(frozen=True, slots=True)
class Counted:
    """`count` things that happened in `n` pieces of work."""

    count: int
    n: int


def of_stations(name: FigureName, stations: Mapping[Subject, Counted]) -> list[Figure]:
    """The figures of stations of one kind, each beside the others."""
    return [
        _beside(name, subject, own, [other for of, other in stations.items() if of != subject])
        for subject, own in stations.items()
    ]


def _beside(name: FigureName, subject: Subject, own: Counted, rest: Sequence[Counted]) -> Figure:
    others = [other for other in rest if other.n >= EVENTS_MIN]
    if len(others) < OTHERS_MIN:
        return Figure(name, subject, own.count, own.n)
    usual = median(Fraction(other.count, other.n) for other in others)
    all_others = Counted(sum(other.count for other in others), sum(other.n for other in others))
    most = most_plausible(
        lambda count: _chance_beside(Counted(count, own.n), all_others), max(TIMES * usual, STRAY) * own.n
    )
    return Figure(name, subject, own.count, own.n, at_most=most, usual=usual)


def of_bag(subject: Subject, counted: int, claimed: int) -> Figure:
    """What was counted in a bag, beside what was claimed while it hung."""
    strays = most_plausible(lambda count: binomial_tail(count, claimed, float(STRAY)), STRAY * claimed)
    return Figure(
        FigureName.COUNTED, subject, counted, claimed, max(claimed - strays, 0), claimed + strays, Fraction(1)
    )


def usual_uses(containers: Mapping[int, int]) -> tuple[Fraction, int | None]:
    """Of a turnaround period in which so many `containers` were used so often: the median use, and how many uses of one are
    plausible at most, or None if there are too few containers to tell. The most used one does not say what is usual."""
    each = sorted(uses for uses, n in containers.items() for _ in range(n))
    others = each[:-1]
    if len(others) < OTHERS_MIN:
        return Fraction(1), None
    usual, mean = Fraction(median(others)), sum(others) / len(others)
    return usual, most_plausible(lambda count: len(each) * poisson_tail(count, mean), TIMES * usual)


def unexplained(used: Sequence[datetime], ready: Sequence[datetime]) -> int:
    """Uses of a container since whose use before it was neither washed nor delivered. The first of a period needs neither."""
    moments = sorted(used)
    return sum(not any(before < at <= after for at in ready) for before, after in pairwise(moments))


def most_plausible(chance: Callable[[int], float], noteworthy: Fraction) -> int:
    """The largest count that is not marked: up to what is `noteworthy`, fewer than ten, or by `chance` not rare enough."""
    least = max(EVENTS_MIN, floor(noteworthy) + 1)
    rare = next(count for count in (least * 2**power for power in counting()) if chance(count) < CHANCE)
    return least + bisect_left(range(least, rare), 1, key=lambda count: chance(count) < CHANCE) - 1


def _chance_beside(own: Counted, others: Counted) -> float:
    """How often chance alone gives so many of all that happened, or more, to one that has this part of the work."""
    return binomial_tail(own.count, own.count + others.count, own.n / (own.n + others.n))


def binomial_tail(count: int, n: int, share: float) -> float:
    """P(X ≥ `count`) of `n` tries that each succeed with `share`. Said as 1 up to the mean, where nothing is unusual."""
    if count <= n * share:
        return 1.0
    if count > n or share <= 0:
        return 0.0
    first = lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1)
    first += count * log(share) + (n - count) * log1p(-share)
    odds = share / (1 - share)
    return _tail(exp(first), count, lambda of: (n - of) / (of + 1) * odds)


def poisson_tail(count: int, mean: float) -> float:
    """P(X ≥ `count`) of a Poisson count. Said as 1 up to the mean, where nothing is unusual."""
    if count <= mean:
        return 1.0
    if mean <= 0:
        return 0.0
    return _tail(exp(count * log(mean) - mean - lgamma(count + 1)), count, lambda of: mean / (of + 1))


def _tail(first: float, count: int, ratio: Callable[[int], float]) -> float:
    """The sum of the terms from `count` on, each `ratio` times the one before: past the mean they shrink."""
    total, term = 0.0, first
    while term > total * NEGLIGIBLE:
        total += term
        term *= ratio(count)
        count += 1
    return total
