"""Every pant box of the events that run now, for everybody: where, and whether it takes anything."""

from dataclasses import dataclass

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from kiosk.guest.blueprint import guest
from kiosk.guest.plan import Plan, plan_of
from kiosk.guest.rules import RulesSeen, rules_seen
from kiosk.guest.seen import BoxSeen, boxes_seen, notice_seen
from pantbox.places.events import Event
from pantbox.places.on_the_ground import boxes_of, running_events
from pantbox.rulebook.notice import Notice
from pantbox.web import core


@dataclass(frozen=True, slots=True)
class EventSeen:
    """An event that runs, and where its boxes are."""

    event: Event
    notice: Notice | None
    rules: RulesSeen
    boxes: list[BoxSeen]
    plan: Plan | None


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


def _seen(session: Session, event: Event) -> EventSeen:
    boxes = boxes_seen(session, boxes_of(session, [event.id]), core().clock())
    return EventSeen(event, notice_seen(session, event), rules_seen(session, event), boxes, plan_of(boxes))
