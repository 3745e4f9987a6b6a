"""Rollups: folds the changes of counts into their base, so that the live page adds few of them."""

from datetime import datetime

from pantbox.circulation.rollups import fold_deltas
from pantbox.core import Core


def fold_rollups(core: Core, now: datetime) -> int:
    """Returns how many changes were folded in."""
    del now
    folded = 0
    while some := core.database.retrying(fold_deltas):
        folded += some
    return folded
