"""Rollups: the changes that scans insert are folded into the base, so that reading counts stays quick."""

from pantbox.circulation.rollups import fold_deltas
from pantbox.core import Core


def fold_rollups(core: Core) -> int:
    """Fold all changes there are, some thousands in a transaction; returns how many they were."""
    folded = 0
    while some := core.database.retrying(fold_deltas):
        folded += some
    return folded
