"""Every pant box of the events that run now, for everybody: where, and whether it takes anything."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from kiosk.guest.blueprint import guest
from kiosk.guest.plan import Plan, plan_of
from kiosk.guest.seen import BoxSeen, boxes_seen, notice_seen
from pantbox.places.events import Event
from pantbox.places.on_the_ground import boxes_of, running_events
from pantbox.rulebook.notice import Notice
from pantbox.web import core


@guest.get("/status")
def status_page() -> ResponseReturnValue:
    """All boxes: in words, shapes and colours; the nearest first for who says where they are."""
    with core().database.reading() as session:
        now = core().clock()
        events = [_seen(session, event) for event in running_events(session, now)]
        return render_template("guest/status.html", events=events, now=now)


def front_page() -> ResponseReturnValue:
    """Whoever types the bare address is most likely looking for a box."""
    return redirect("/status")


def _seen(session: Session, event: Event) -> tuple[Event, Notice | None, list[BoxSeen], Plan | None]:
    boxes = boxes_seen(session, boxes_of(session, [event.id]), core().clock())
    return event, notice_seen(session, event), boxes, plan_of(boxes)
