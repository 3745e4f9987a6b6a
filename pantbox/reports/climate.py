"""Climate effect: what reuse saved or cost, with a low–high band. Negative is shown as negative.

effect = servings × single-use − (planned uses charged ÷ planned uses × (make + end of life) + washes × wash
         + servings × transport)

Making and end of life are written off over a container's planned uses, as `written_off` says: each event bears its trips'
share, and what was left of a container that ended there. What is bought later, and what other events do, changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from pantbox.reports.climate_factors import Factors


@dataclass(frozen=True, slots=True)
class Use:
    """What one type was used for: servings, washes, and containers written off (1.5: as much as one and a half of them)."""

    servings: int
    washes: int
    units_written_off: float


@dataclass(frozen=True, slots=True)
class Effect:
    """Grams CO2e saved (below 0: cost), between the ends of its band. `left_out` names what is not in it."""

    grams_co2e: float
    low: float
    high: float
    sources: tuple[str, ...]
    weak: bool
    left_out: tuple[str, ...]


def climate_effect(use: Use, factors: Factors | None) -> Effect | None:
    """What the use of one type saved. None without factors: no figure is better than a guess."""
    if factors is None:
        return None
    transport = factors.transport
    saved, made, ended, washed = factors.single_use, factors.make, factors.end_of_life, factors.wash

    def effect(single_use: float, per_unit: float, wash: float, carry: float) -> float:
        spent = use.units_written_off * per_unit + use.washes * wash + use.servings * carry
        return use.servings * single_use - spent

    return Effect(
        grams_co2e=effect(
            saved.grams_co2e,
            made.grams_co2e + ended.grams_co2e,
            washed.grams_co2e,
            transport.grams_co2e if transport else 0.0,
        ),
        low=effect(saved.low, made.high + ended.high, washed.high, transport.high if transport else 0.0),
        high=effect(saved.high, made.low + ended.low, washed.low, transport.low if transport else 0.0),
        sources=factors.sources,
        weak=factors.weak,
        left_out=() if transport else ("transport",),
    )


def in_total(effects: Iterable[Effect | None]) -> Effect | None:
    """The sum over types. None when one type has no figure: a sum that leaves some out would flatter or shame."""
    known = list(effects)
    if not known or any(effect is None for effect in known):
        return None
    parts = [effect for effect in known if effect is not None]
    return Effect(
        grams_co2e=sum(part.grams_co2e for part in parts),
        low=sum(part.low for part in parts),
        high=sum(part.high for part in parts),
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        weak=any(part.weak for part in parts),
        left_out=tuple(dict.fromkeys(left for part in parts for left in part.left_out)),
    )


def break_even_uses(factors: Factors) -> float:
    """Uses after which a container has paid for itself: (make + end of life) ÷ (single-use − wash − transport).

    Infinite when washing and carrying cost as much as what they replace, or more.
    """
    per_use = factors.single_use.grams_co2e - factors.wash.grams_co2e
    if factors.transport is not None:
        per_use -= factors.transport.grams_co2e
    if per_use <= 0:
        return inf
    return (factors.make.grams_co2e + factors.end_of_life.grams_co2e) / per_use


def share_past(uses: float, containers_by_trips: Mapping[int, int]) -> float | None:
    """The share of the fleet with at least so many trips. `containers_by_trips`: how many containers made how many."""
    fleet = sum(containers_by_trips.values())
    past = sum(containers for trips, containers in containers_by_trips.items() if trips >= uses)
    return past / fleet if fleet else None
