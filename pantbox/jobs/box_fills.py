"""How full boxes are: reckoned anew from what they took since somebody last said."""

from datetime import datetime

from pantbox.circulation.filling import reckon_fills
from pantbox.core import Core
from pantbox.places.on_the_ground import running_events


def reckon_box_fills(core: Core, now: datetime) -> int:
    """Returns how many boxes are fuller, or emptier, than when it was last looked."""
    return core.database.retrying(
        lambda session: sum(reckon_fills(session, event) for event in running_events(session, now))
    )
