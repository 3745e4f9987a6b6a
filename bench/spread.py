"""What several rounds found, in short: the median, and from the lowest to the highest. And tables of it for people."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any

Spread = dict[str, float]


def spread(values: Sequence[float]) -> Spread:
    """The median of some rounds, the lowest and the highest."""
    return {"median": median(values), "lowest": min(values), "highest": max(values)}


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Ours ÷ theirs, round by round: both met the same weather."""
    return spread([one / other for one, other in zip(ours, theirs, strict=True)])


def rounds_of(found: dict[str, Any]) -> str:
    """How the figures came about."""
    return f"median of {found['rounds']} interleaved rounds of {found['seconds']:g} s (lowest–highest)"


def table(titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of columns as wide as they must be, the first to the left, the others to the right."""
    cells = [list(titles), *([shown(cell) for cell in row] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(titles))]
    for line in cells:
        first, *others = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join([first.strip().ljust(widths[0]), *others])


def shown(cell: Any) -> str:
    """A figure with as many digits as say something; a spread with its ends."""
    match cell:
        case None:
            return ""
        case {"median": middle, "lowest": low, "highest": high}:
            return f"{shown(float(middle))} ({shown(float(low))}–{shown(float(high))})"
        case float() if abs(cell) >= 100:
            return f"{cell:,.0f}"
        case float() if abs(cell) >= 10:
            return f"{cell:.1f}"
        case float():
            return f"{cell:.2f}"
    return str(cell)
