"""Held returns, paid or refused by somebody who counted the bag or looked; and contested ones, both claims side by side."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.members import member
from admin.work import change, event_named, note, page, reading, told
from pantbox.circulation import holds
from pantbox.circulation.contested import contested
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput
from pantbox.places.events import Event
from pantbox.places.stations import Station
from pantbox.web import core, language

bp = Blueprint("doubts", __name__, url_prefix="/events/<slug>/doubts", template_folder="templates")
DECIDED_AT_ONCE_MAX = 500


@bp.get("/")
def index(slug: str) -> ResponseReturnValue:
    """What waits, and what is contested."""
    session = reading()
    event = event_named(session, slug)
    return page(
        "office/doubts.html",
        event=event,
        waiting=holds.waiting(session, event.id)[:DECIDED_AT_ONCE_MAX],
        contested=contested(session, event.id),
        stations=_stations(session, event),
        types={kind.id: kind.name(language()) for kind in session.scalars(select(ContainerType))},
    )


def _stations(session: Session, event: Event) -> Mapping[int, Station]:
    return {one.id: one for one in session.scalars(select(Station).where(Station.event_id == event.id))}


@bp.post("/")
def decide(slug: str) -> ResponseReturnValue:
    """Pay held returns, or refuse them."""
    chosen = _scan_ids(request.form.getlist("scan"))
    pays = request.form.get("decision") == "pay"

    def work(session: Session) -> int:
        event = event_named(session, slug)
        ours = {one.scan_id for one in holds.waiting(session, event.id)} & set(chosen)
        decision = holds.release if pays else holds.refuse
        decided = decision(session, event.organisation_id, ours, by=f"user {member().id}", now=core().clock())
        note(session, "holds_released" if pays else "holds_refused", slug, count=len(decided))
        return len(decided)

    told("office-holds-paid" if pays else "office-holds-refused", count=change(work))
    return redirect(url_for("office.doubts.index", slug=slug))


def _scan_ids(sent: list[str]) -> list[UUID]:
    try:
        scan_ids = [UUID(one) for one in sent[:DECIDED_AT_ONCE_MAX]]
    except ValueError as error:
        raise BadInput("invalid_input") from error
    if not scan_ids:
        raise BadInput("nothing_chosen")
    return scan_ids
