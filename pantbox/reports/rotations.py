"""Trips and rotations: how often a container is used, which is not the same as how often it is ready again.

A **trip** is one filled use, counted at issue (PPWR, Regulation (EU) 2025/40, Art. 3(1)(30)). A **rotation** is
complete only when the container is ready for the next use, after return, wash and inspection (Art. 3(1)(29)). It is
counted when a wash is scanned; where an event does not scan washes, at the next issue, and then it is *estimated*.
"""

from dataclasses import dataclass
from math import isclose


@dataclass(frozen=True, slots=True)
class Rotations:
    """Rotations of a fleet. `estimated`: told from the next issue, for washes were not scanned."""

    count: int
    units: int
    estimated: bool

    @property
    def average(self) -> float | None:
        """Rotations ÷ units first put into the system; None without units."""
        return self.count / self.units if self.units else None


def rotations_estimated(trips: int, containers_used: int, units: int) -> Rotations:
    """Every trip but each container's last was followed by another issue, so the container had been made ready."""
    return Rotations(count=trips - containers_used, units=units, estimated=True)


def rotations_counted(washed_after_a_trip: int, units: int) -> Rotations:
    """Trips after which the container's wash was scanned."""
    return Rotations(count=washed_after_a_trip, units=units, estimated=False)


def fleet_turn(trips: int, fleet: int, days: float) -> float | None:
    """Trips ÷ (fleet × days): how often a container was used per day. None without a fleet or days."""
    return trips / (fleet * days) if fleet and days > 0 else None


def expected_trips(return_probability: float, uses_max: int | None = None) -> float:
    """How many trips a container makes on average: (1 − pᴺ) ÷ (1 − p).

    `return_probability` p is the chance that it comes back from a trip, `uses_max` N how many uses it stands; None for
    so many that it is lost before it wears out. Raises `ValueError` for p = 1 without N: it would last for ever.
    """
    if not 0 <= return_probability <= 1:
        raise ValueError(f"{return_probability} is not a probability")
    if uses_max is not None and uses_max < 1:
        raise ValueError(f"a container stands at least one use, not {uses_max}")
    if isclose(return_probability, 1.0):
        if uses_max is None:
            raise ValueError("what always comes back and never wears out has no average")
        return float(uses_max)
    worn: float = 0.0 if uses_max is None else return_probability**uses_max
    return (1 - worn) / (1 - return_probability)


def containers_used_up(servings: int, return_probability: float, uses_max: int | None = None) -> float:
    """How many containers it takes to serve so many: servings ÷ the trips each makes."""
    return servings / expected_trips(return_probability, uses_max)
