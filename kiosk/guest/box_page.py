"""What a pant box's QR code opens: returning with one's own phone."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kiosk.guest.blueprint import guest
from kiosk.guest.rules import facts_here
from kiosk.guest.seen import BoxSeen, box_seen, boxes_seen, event_told, notice_seen
from pantbox.errors import NotFound
from pantbox.places.events import Event
from pantbox.places.on_the_ground import boxes_of, running_events
from pantbox.places.stations import Station, StationKind
from pantbox.rulebook.guests import phone_bound_line
from pantbox.rulebook.short import until_line
from pantbox.web import core, language, say
from pantbox.web.guessing import guesses_bounded, sender_at_places

NEXT_BOXES = 3


@guest.get("/b/<sign>")
@guest.get("/B/<sign>")
def box_page(sign: str) -> ResponseReturnValue:
    """Return with your own phone at one box. Raises `NotFound("box_unknown")`."""
    with core().database.reading() as session:
        with guesses_bounded(sender_at_places()) as may_look:
            box = _find_box(session, sign, may_look)
        event = session.get_one(Event, box.event_id)
        seen = box_seen(session, box, core().clock())
        told = _told(session, seen, event)
        notice = notice_seen(session, event)
        return render_template("guest/box.html", box=seen, event=event, notice=notice, told=told)


def _find_box(session: Session, sign: str, may_look: ColumnElement[bool]) -> Station:
    box = session.scalar(
        select(Station).where(Station.sign == sign.upper(), Station.kind == StationKind.PANT_BOX, may_look)
    )
    if box is None:
        raise NotFound("box_unknown")
    return box


def _told(session: Session, box: BoxSeen, event: Event) -> dict[str, Any]:
    now = core().clock()
    others = [one for one in boxes_seen(session, boxes_of(session, [event.id]), now) if one.sign != box.sign]
    return {
        "box": box.as_told() | {"sign": box.sign},
        "event": event_told(session, event),
        "running": event.id in [one.id for one in running_events(session, now)],
        "rules": _rules(session, event),
        "others": [one.as_told() for one in others if one.takes_visits][:NEXT_BOXES],
    }


def _rules(session: Session, event: Event) -> dict[str, str]:
    """What a guest reads before the first scan."""
    facts = facts_here(session, event)
    return {
        "takes": say("rulebook-what"),
        "bound": phone_bound_line(facts, language()),
        "until": until_line(facts, language()),
    }
