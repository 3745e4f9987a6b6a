"""A visit's money: what was returned, and which way it shall go. Whoever has the claim may say.

The claim stands in the link's fragment, which browsers keep to themselves: it reaches us in a header or a body, and no
log of addresses ever holds it. So this page knows the visit, but nothing of its money; the phone's script asks for that.
"""

from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from kiosk.guest.blueprint import guest
from kiosk.guest.seen import event_told, notice_seen
from pantbox.circulation.tables import VisitRow
from pantbox.places.events import Event
from pantbox.places.stations import Station
from pantbox.web import core


@guest.get("/r/<uuid:visit_id>")
@guest.get("/R/<uuid:visit_id>")
def refund_page(visit_id: UUID) -> ResponseReturnValue:
    """The page of one visit. One we have no scans of yet is waited for: its box may be without network."""
    with core().database.reading() as session:
        visit = session.get(VisitRow, visit_id)
        event = session.get_one(Event, visit.event_id) if visit else None
        return render_template(
            "guest/refund.html",
            told=_told(session, visit_id, event, visit),
            notice=notice_seen(session, event) if event else None,
        )


def _told(session: Session, visit_id: UUID, event: Event | None, visit: VisitRow | None) -> dict[str, Any]:
    return {
        "visit": str(visit_id),
        "event": event_told(session, event) if event else None,
        "place": session.get_one(Station, visit.station_id).name if visit else None,
    }
