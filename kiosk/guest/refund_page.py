"""A visit's money: what was returned, and which way it shall go. Whoever has the claim may say.

The claim stands in the link's fragment, which browsers keep to themselves: it reaches us in a header or a body, and no
log of addresses ever holds it. So this page knows the visit, but nothing of its money; the phone's script asks for that.
"""

from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.guest.blueprint import guest
from kiosk.guest.seen import event_told, notice_seen
from pantbox.circulation.tables import VisitRow
from pantbox.places.events import Event
from pantbox.places.guessing import Guesser
from pantbox.places.stations import Station
from pantbox.web import core
from pantbox.web.guessing import is_past_bound, may_look, note_misses, sender_at_places, turns_of


@guest.get("/r/<uuid:visit_id>")
@guest.get("/R/<uuid:visit_id>")
def refund_page(visit_id: UUID) -> ResponseReturnValue:
    """The page of one visit. One we have no scans of yet is waited for: its box may be without network.

    Past the bound of unknown ones, any is told like one we have no scans of yet: the claim opens it all the same.
    """
    with core().database.reading() as session:
        visit = _look_up(session, visit_id, sender_at_places())
        event = session.get_one(Event, visit.event_id) if visit else None
        return render_template(
            "guest/refund.html",
            told=_told(session, visit_id, event, visit),
            notice=notice_seen(session, event) if event else None,
        )


def _look_up(session: Session, visit_id: UUID, asking: Guesser) -> VisitRow | None:
    if is_past_bound(asking):  # a flood past the bound waits for nothing
        return None
    with turns_of(asking):
        if is_past_bound(asking):
            return None
        visit = session.scalar(select(VisitRow).where(VisitRow.id == visit_id, may_look(asking)))
        if visit is None:
            note_misses(asking)
        return visit


def _told(session: Session, visit_id: UUID, event: Event | None, visit: VisitRow | None) -> dict[str, Any]:
    return {
        "visit": str(visit_id),
        "event": event_told(session, event) if event else None,
        "place": session.get_one(Station, visit.station_id).name if visit else None,
    }
