"""The list of events, setting one up, its readiness, settings, rulebook and end."""

from collections.abc import Mapping

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.events import changing, making, offers
from admin.events.forms import ClosingForm, EventForm, NewEventForm, ReopeningForm, RulebookForm, filled
from admin.events.readiness import is_ready, readiness
from admin.members import member
from admin.untouched import SHOWN_DEPOSITS, as_json
from admin.work import change, event_named, lines_of, note, page, reading, stop_reading, told
from pantbox.circulation.forfeits import close_event
from pantbox.errors import BadInput
from pantbox.places.event_changes import has_scans, reopen_event
from pantbox.places.events import Event
from pantbox.places.self_moving import set_self_moving
from pantbox.places.stations import Station
from pantbox.rulebook.facts import facts_of
from pantbox.rulebook.told import told as rulebook_told
from pantbox.web import core, language, say

bp = Blueprint("events", __name__, template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """All events, the newest first."""
    session = reading()
    events = list(session.scalars(select(Event).order_by(Event.starts_at.desc(), Event.id.desc())))
    counted = select(Station.event_id, func.count()).group_by(Station.event_id)
    stations: dict[int, int] = dict(session.execute(counted).all())
    return page("office/events.html", events=events, stations=stations, now=core().clock())


@bp.get("/events/new")
def new() -> ResponseReturnValue:
    """The empty form, filled with what most events choose."""
    return page("office/new_event.html", form=NewEventForm(), offers=offers.offers(reading()))


@bp.post("/events")
def make() -> ResponseReturnValue:
    """Make an event from the form."""
    form = NewEventForm(request.form)

    def work(session: Session) -> str:
        name, year = form.plain_name, form.starts_at.data.year if form.starts_at.data else 0
        plan = _plan(form, making.slug_for(session, name, year), request.form)
        event = making.make_event(session, core().keys, member().organisation_id, plan, core().clock())
        event.rules = form.own_words()
        note(
            session,
            "event_created",
            event.slug,
            name=event.name,
            stalls=len(plan.stalls),
            boxes=len(plan.boxes),
        )
        return event.slug

    if form.validate():
        slug = change(work, form)
        if slug:
            told("office-event-made")
            return redirect(url_for("office.events.ready", slug=slug))
    return page("office/new_event.html", 422, form=form, offers=offers.told_offers(reading(), request.form))


def _plan(form: NewEventForm, slug: str, sent: Mapping[str, str]) -> making.Plan:
    stalls = making.names_or_number(lines_of(form.stalls.data), say("office-one-stall"))
    boxes = making.names_or_number(lines_of(form.boxes.data), say("office-one-box"))
    return making.Plan(
        new=form.new_event(slug, {}),
        deposits=offers.read_deposits(sent),
        stalls=stalls,
        boxes=boxes,
        boxes_have_screens=bool(form.boxes_have_screens.data),
        box_capacity=form.box_capacity.data,
        desks=_numbered(form.desks.data, say("office-one-desk")),
        washes=_numbered(form.washes.data, say("office-one-wash")),
    )


def _numbered(count: int | None, word: str) -> list[str]:
    return [word if count == 1 else f"{word} {number}" for number in range(1, (count or 0) + 1)]


@bp.get("/events/<slug>/ready")
def ready(slug: str) -> ResponseReturnValue:
    """What is still missing."""
    session = reading()
    event = event_named(session, slug)
    checks = readiness(session, event, language(), core().clock())
    return page("office/ready.html", event=event, checks=checks, is_ready=is_ready(checks))


@bp.get("/events/<slug>/settings")
def settings(slug: str) -> ResponseReturnValue:
    """What holds for the event."""
    return _settings_page(slug, None, 200)


def _settings_page(
    slug: str, form: EventForm | None, status: int, ending: ClosingForm | ReopeningForm | None = None
) -> ResponseReturnValue:
    session = reading()
    event = event_named(session, slug)
    until = event.return_until
    deposits = changing.current_deposits(session, event)
    told_ones = offers.told_offers(session, request.form) if form else None
    return page(
        "office/settings.html",
        status,
        event=event,
        form=form or filled(event),
        offers=told_ones or offers.offers(session, deposits),
        shown_deposits=request.form.get(SHOWN_DEPOSITS)
        or as_json({str(type_id): ore for type_id, ore in deposits.items()}),
        ending=ending or (ReopeningForm() if event.closed_at else ClosingForm()),
        is_past=until is not None and until <= core().clock(),
        periods_are_fixed=has_scans(session, event.id),
    )


@bp.post("/events/<slug>/settings")
def change_settings(slug: str) -> ResponseReturnValue:
    """Change them."""
    form = EventForm(request.form)
    form.also_offer(event_named(reading(), slug).timezone)

    def work(session: Session) -> bool:
        event = event_named(session, slug)
        form.keep_untouched(filled(event))
        deposits = offers.merged(request.form, changing.current_deposits(session, event))
        changing.change_settings(session, event, form, deposits, member().id, core().clock())
        is_on = not form.only_office_moves.data
        set_self_moving(session, event, member().id, core().clock(), is_on=is_on)
        return True

    if form.validate() and change(work, form):
        told("office-saved")
        return redirect(url_for("office.events.settings", slug=slug))
    return _settings_page(slug, form, 422)


@bp.post("/events/<slug>/end")
def end(slug: str) -> ResponseReturnValue:
    """Close an event whose name was typed, or open it again."""
    if "reopen" in request.form:
        return _reopen(slug)
    form = ClosingForm(request.form)
    event = event_named(reading(), slug)
    if " ".join((form.name.data or "").split()).casefold() != event.name.casefold():
        form.refuse(BadInput("name_does_not_match"))
        return _settings_page(slug, None, 422, ending=form)
    event_id = event.id
    stop_reading()  # closing is a transaction of its own
    close_event(core(), event_id, core().clock(), member().id)
    told("office-saved")
    return redirect(url_for("office.events.settings", slug=slug))


def _reopen(slug: str) -> ResponseReturnValue:
    """Open a closed event again; after the last day for returns, with a later one."""
    form = ReopeningForm(request.form)

    def work(session: Session) -> bool:
        event = event_named(session, slug)
        reopen_event(session, event, form.until(event.timezone), member().id, core().clock())
        return True

    if form.validate() and change(work, form):
        told("office-saved")
        return redirect(url_for("office.events.settings", slug=slug))
    return _settings_page(slug, None, 422, ending=form)


@bp.get("/events/<slug>/rulebook")
def rulebook(slug: str) -> ResponseReturnValue:
    """The rules as they are said everywhere, and the organiser's own words."""
    return _rulebook_page(slug, RulebookForm(data=event_named(reading(), slug).rules), 200)


def _rulebook_page(slug: str, form: RulebookForm, status: int) -> ResponseReturnValue:
    session = reading()
    event = event_named(session, slug)
    rules = rulebook_told(facts_of(session, event, base_url=core().settings.base_url))
    return page("office/rulebook.html", status, event=event, form=form, rules=rules)


@bp.post("/events/<slug>/rulebook")
def change_rulebook(slug: str) -> ResponseReturnValue:
    """Change the organiser's own words."""
    form = RulebookForm(request.form)

    def work(session: Session) -> bool:
        event = event_named(session, slug)
        form.keep_untouched(RulebookForm(data=event.rules))
        event.rules = form.told()
        note(session, "rulebook_changed", slug, languages=sorted(event.rules))
        return True

    if form.validate() and change(work, form):
        told("office-saved")
        return redirect(url_for("office.events.rulebook", slug=slug))
    return _rulebook_page(slug, form, 422)
