"""What honest people lost in runs: counted over all of them, printed at the end, and 0 each."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pantbox.circulation.claims import Rung
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import ReturnClaimRow, ScanRow
from pantbox.core import Core, create_core
from pantbox.settings import Settings
from soak.outbox import diaries, made
from soak.plan import BAR, DEVICES


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


def honest_made_to_wait(core: Core, folder: Path) -> tuple[int, int]:
    """Returns and undos whose time was not believed, though their device handed in all it had in order, or that waited for
    a box that holds more; and of how many.

    Not those whose line the harness damaged: they say anything.
    """
    kinds = [Kind.RETURN, Kind.SWAP, Kind.UNDO]
    with core.database.reading() as session:
        rows = session.execute(
            select(ScanRow.id, ScanRow.believed, ReturnClaimRow.rung)
            .outerjoin(ReturnClaimRow, ReturnClaimRow.id == ScanRow.id)
            .where(ScanRow.device_id.is_not(None), ScanRow.kind.in_(kinds))
        ).all()
    sound = never_damaged(entry for name in DEVICES for entry in made(folder, name))
    honest = [row for row in rows if str(row.id) in sound]
    waited = [row for row in honest if not row.believed or row.rung == Rung.BEYOND_CAPACITY]
    return len(waited), len(honest)


def never_damaged(entries: Iterable[dict[str, Any]]) -> set[str]:
    """The ids of what was read back as it was written each time. A damaged line stands there twice: as made, and as read."""
    every = list(entries)
    return {entry["id"] for entry in every} - {entry["id"] for entry in every if not entry["sound"]}


COUNTERS = ("honest redemptions lost", "honest made to wait")
"""What is counted: how many there were in a run, which must be 0, and of how many."""


def counted(settings: Settings, folder: Path) -> dict[str, tuple[int, int]]:
    """All counters of one run."""
    core = create_core(settings)
    try:
        counts = (honest_redemptions_lost(folder), honest_made_to_wait(core, folder))
        return dict(zip(COUNTERS, counts, strict=True))
    finally:
        core.database.dispose()


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
