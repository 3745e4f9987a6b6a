"""Climate factors: grams CO2e of making, washing, carrying and burning containers, each with its band and its source.

They belong to a container type and are edited there (`ContainerType.factors`); here is what is known by default. A
type with no factors shows no climate figure rather than a guess. Sources that are weak are said to be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SMALL_SCALE_WASH = 2.7
"""Small-scale washing may cost up to 170 % more than large-scale (University of Michigan, 2025): the band's upper end."""


@dataclass(frozen=True, slots=True)
class Factor:
    """Grams CO2e per item or per use, with the ends of its band. `weak`: derived, or from an interested party."""

    grams_co2e: float
    low: float
    high: float
    source: str
    weak: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.grams_co2e <= self.high:
            raise ValueError(f"not a band: {self.low} … {self.grams_co2e} … {self.high}")


def exactly(grams_co2e: float, source: str, *, weak: bool = False) -> Factor:
    """A factor of which no band is known."""
    return Factor(grams_co2e, grams_co2e, grams_co2e, source, weak)


@dataclass(frozen=True, slots=True)
class Factors:
    """One container type's factors.

    `single_use` is the piece one use replaces, per serving; `make` and `end_of_life` are per container; `wash` and
    `transport` per use. Transport may be unknown: it is then left out of the effect, and the effect says so.
    """

    single_use: Factor
    make: Factor
    end_of_life: Factor
    wash: Factor
    transport: Factor | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, each once."""
        used = (self.single_use, self.make, self.end_of_life, self.wash, self.transport)
        return tuple(dict.fromkeys(factor.source for factor in used if factor is not None))

    @property
    def weak(self) -> bool:
        """Whether any of the figures rests on a weak source."""
        used = (self.single_use, self.make, self.end_of_life, self.wash, self.transport)
        return any(factor.weak for factor in used if factor is not None)


NEEDED = ("single_use", "make", "end_of_life", "wash")


def factors_from_json(stored: Mapping[str, Any]) -> Factors | None:
    """A type's factors as stored: `{"make": {"grams_co2e": 76, "low"?, "high"?, "source", "weak"?}, …}`.

    None when one that is needed is missing. Raises `ValueError` when a band is out of order.
    """
    if any(name not in stored for name in NEEDED):
        return None
    read = {name: _factor(stored[name]) for name in (*NEEDED, "transport") if stored.get(name) is not None}
    return Factors(**read)


def _factor(stored: Mapping[str, Any]) -> Factor:
    middle = float(stored["grams_co2e"])
    return Factor(
        grams_co2e=middle,
        low=float(stored.get("low", middle)),
        high=float(stored.get("high", middle)),
        source=str(stored["source"]),
        weak=bool(stored.get("weak", False)),
    )


def as_json(factors: Factors) -> dict[str, Any]:
    """The form `factors_from_json` reads."""
    named = {name: getattr(factors, name) for name in (*NEEDED, "transport")}
    return {
        name: {
            "grams_co2e": factor.grams_co2e,
            "low": factor.low,
            "high": factor.high,
            "source": factor.source,
            "weak": factor.weak,
        }
        for name, factor in named.items()
        if factor is not None
    }


DUH = "Deutsche Umwelthilfe 2015 (derived)"
OPTICUP = "deSter Opticup study (derived; the maker's own)"
MICHIGAN = "University of Michigan 2025: small-scale washing up to +170 %"

CUP = Factors(
    # With its lid a paper cup is 10 g more: the upper end.
    single_use=Factor(29.6, low=29.6, high=39.6, source=DUH, weak=True),
    make=exactly(76.0, OPTICUP, weak=True),
    end_of_life=exactly(27.6, OPTICUP, weak=True),
    wash=Factor(1.74, low=1.74, high=1.74 * SMALL_SCALE_WASH, source=f"{OPTICUP}; {MICHIGAN}", weak=True),
)

DEFAULTS: Mapping[str, Factors] = {"small-cup": CUP, "medium-cup": CUP}
"""By type. For a bowl only making is known (about 702 g reusable, 183 g single-use: TemaNord 2024:515 weights at 3.1 kg
CO2e per kg polypropylene), not its wash nor its end; for a mug and a tray nothing. They have no defaults."""


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What others found, to hold a figure against. Never part of a calculation."""

    about: str
    found: str
    source: str


CROSS_CHECKS = (
    CrossCheck("cup", "one refill saves 21 g CO2, 0.43 l water, 0.1 kWh", "Deutsche Umwelthilfe"),
    CrossCheck("cup", "break-even after 6 uses", "Eunomia / Zero Waste Europe 2023"),
    CrossCheck("bowl", "break-even after 13 uses", "Eunomia / Zero Waste Europe 2023"),
    CrossCheck("bowl", "one use saves about 13 g CO2e", "lena.de"),
    CrossCheck("1.25 l box", "break-even after 6 uses (climate), 14 (all categories)", "TemaNord 2024:515"),
    CrossCheck("carton box", "may beat reuse on climate", "European Commission, Joint Research Centre 2024"),
)
