"""What honest people lost in runs: counted over all of them, printed at the end, and 0 each."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from soak.outbox import diaries
from soak.plan import BAR


def honest_redemptions_lost(folder: Path) -> tuple[int, int]:
    """Vouchers the bar gave goods for without network and was not credited in full, and of how many."""
    taken = {entry["letter"]["id"]: entry for entry in diaries(folder, BAR) if _is_of_vouchers(entry)}
    return sum(_is_short(entry) for entry in taken.values()), len(taken)


def _is_of_vouchers(entry: dict[str, Any]) -> bool:
    """An answered letter about vouchers; a revoked device's are refused as a whole."""
    return "letter" in entry and entry["letter"]["path"] == "/redemptions" and entry["status"] == 200


def _is_short(entry: dict[str, Any]) -> bool:
    [asked], [told] = entry["letter"]["body"]["redemptions"], entry["told"]["results"]
    return bool(told["amount_ore"] < asked["amount_ore"])


COUNTERS: dict[str, Callable[[Path], tuple[int, int]]] = {"honest redemptions lost": honest_redemptions_lost}
"""By what is counted: how many there were in a run, which must be 0, and of how many."""


def counted(folder: Path) -> dict[str, tuple[int, int]]:
    """All counters of one run."""
    return {name: count(folder) for name, count in COUNTERS.items()}


def together(runs: Iterable[dict[str, tuple[int, int]]]) -> dict[str, dict[str, int]]:
    """The counters of many runs in all."""
    times: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for run in runs:
        for name, (number, all_of_them) in run.items():
            times[name] += number
            of[name] += all_of_them
    return {name: {"times": times[name], "of": of[name]} for name in COUNTERS}


def not_zero(run: dict[str, tuple[int, int]]) -> list[str]:
    """A complaint for each counter that is not 0."""
    return [f"{name}: {number} of {of}" for name, (number, of) in run.items() if number]
