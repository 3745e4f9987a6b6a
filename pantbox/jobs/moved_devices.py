"""Moved devices: lets in scans that waited in quarantine for their device's move, should the move itself not have done it."""

from datetime import datetime

from pantbox.circulation.quarantine import moved_since
from pantbox.core import Core
from pantbox.jobs.unachieved import Unachieved
from pantbox.refunds.letting_in import let_in_moved


def let_in_what_moved(core: Core, now: datetime) -> int:
    """Returns how many scans were let in. Raises `Unachieved` when some stay that should have been: why stands in the log."""
    done = let_in_moved(core, now)
    with core.database.reading() as session:
        left = moved_since(session)
    if left:
        raise Unachieved(done)
    return done
