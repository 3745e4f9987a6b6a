"""Held returns, paid or refused by somebody who counted the bag or looked; contested ones, both claims side by side; and
disputes with stalls, each decided with one tap."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.members import member
from admin.work import change, event_named, note, page, reading, told
from pantbox.circulation import holds
from pantbox.circulation.contested import Claimant, contested
from pantbox.circulation.disputes import Dispute, disputes, settle_dispute
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput
from pantbox.ledger.postings import Against
from pantbox.places.devices import Device
from pantbox.places.log import By
from pantbox.places.stations import Station
from pantbox.web import core, language
from pantbox.web.pages import money

bp = Blueprint("doubts", __name__, url_prefix="/events/<slug>/doubts", template_folder="templates")
DECIDED_AT_ONCE_MAX = 500


@bp.get("/")
def index(slug: str) -> ResponseReturnValue:
    """What waits, and what is contested."""
    session = reading()
    event = event_named(session, slug)
    waiting = holds.waiting(session, event.id)[:DECIDED_AT_ONCE_MAX]
    two = contested(session, event.id)
    disputed = disputes(session, event.id)
    claims = [one for case in two for one in (case.paid, case.other)]
    claims += [one for case in disputed for one in (case.stall, case.holder)]
    return page(
        "office/doubts.html",
        event=event,
        waiting=waiting,
        contested=two,
        disputes=disputed,
        stations=_stations(session, [one.station_id for one in waiting] + [one.station_id for one in claims]),
        devices=_devices(session, claims),
        types={kind.id: kind.name(language()) for kind in session.scalars(select(ContainerType))},
    )


def _stations(session: Session, station_ids: Iterable[int]) -> Mapping[int, Station]:
    """By their id; a container may come home at another event than its own."""
    return {one.id: one for one in session.scalars(select(Station).where(Station.id.in_(station_ids)))}


def _devices(session: Session, claims: Iterable[Claimant]) -> Mapping[int | None, str]:
    """The names of the devices that scanned."""
    ids = {claim.device_id for claim in claims if claim.device_id}
    return {one.id: one.name for one in session.scalars(select(Device).where(Device.id.in_(ids)))}


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


@bp.post("/disputes/<uuid:claim>")
def settle(slug: str, claim: UUID) -> ResponseReturnValue:
    """Decide who bears a disputed payment."""
    against = _against(request.form.get("against", ""))

    def work(session: Session) -> Dispute:
        event, by = event_named(session, slug), By(user_id=member().id)
        return settle_dispute(session, event.organisation_id, event.id, claim, against, by, core().clock())

    done = change(work)
    if done:
        told(f"office-dispute-settled-{against}", amount=money(done.amount_ore))
    return redirect(url_for("office.doubts.index", slug=slug))


def _against(sent: str) -> Against:
    try:
        return Against(sent)
    except ValueError as error:
        raise BadInput("invalid_input") from error


def _scan_ids(sent: list[str]) -> list[UUID]:
    try:
        scan_ids = [UUID(one) for one in sent[:DECIDED_AT_ONCE_MAX]]
    except ValueError as error:
        raise BadInput("invalid_input") from error
    if not scan_ids:
        raise BadInput("nothing_chosen")
    return scan_ids
