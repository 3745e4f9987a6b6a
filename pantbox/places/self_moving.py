"""Whether devices of an event move themselves by scanning a sign, or are moved by the office only."""

from datetime import datetime

from sqlalchemy.orm import Session

from pantbox.places.events import Event
from pantbox.places.log import log


def set_self_moving(
    session: Session, event: Event, user_id: int | None, now: datetime, *, is_on: bool, **by: object
) -> None:
    """Let devices move themselves from now on, or not. `by` tells the log who it was where that is no user."""
    if event.self_moving == is_on:
        return
    event.self_moving = is_on
    what = "self_moving_on" if is_on else "self_moving_off"
    log(session, event.organisation_id, user_id, what, event.slug, dict(by), now)
