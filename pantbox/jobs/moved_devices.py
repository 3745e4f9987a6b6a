"""Moved devices: lets in scans that waited in quarantine for their device's move, should the move itself not have done it."""

from datetime import datetime

from pantbox.core import Core
from pantbox.refunds.letting_in import let_in_moved


def let_in_what_moved(core: Core, now: datetime) -> int:
    """Returns how many scans were let in."""
    return let_in_moved(core, now)
