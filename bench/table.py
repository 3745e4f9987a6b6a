"""What a bench found, for people."""

from collections.abc import Iterator
from typing import Any


def table(told: dict[str, Any]) -> str:
    """One line per number of clients: medians, and from the worst to the best round."""
    return "\n".join(_lines(told))


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['what']} · {told['server']}"
    yield f"median of {told['rounds']} interleaved rounds of {told['seconds']:g} s (lowest–highest)"
    yield f"{'clients':>7} {'pantbox/s':>22} {'rival/s':>22} {'ratio':>20} {'goal':>5} {'p99 ms':>13}"
    for row in told["rows"]:
        ours, rival = row["pantbox"], row["rival"]
        ratio = f"{row['ratio']:.2f} ({row['ratio_low']:.2f}–{row['ratio_high']:.2f})"
        waits = f"{ours['p99_ms']:.0f} | {rival['p99_ms']:.0f}"
        yield f"{row['clients']:>7} {_rate(ours):>22} {_rate(rival):>22} {ratio:>20} {row['goal']:>5} {waits:>13}"


def _rate(summary: dict[str, float]) -> str:
    low, high = summary["per_second_low"], summary["per_second_high"]
    return f"{summary['per_second']:.0f} ({low:.0f}–{high:.0f})"
