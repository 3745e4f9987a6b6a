"""The page of all papers, with whatever form was filled in wrongly."""

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.members import member
from admin.papers.forms import CrewForm, SlipsForm, TagsForm
from admin.people.forms import LANGUAGE_CHOICES
from admin.work import change, event_named, page, reading
from pantbox.containers.containers import Tag
from pantbox.places.crew import crew_slips
from pantbox.places.organisations import Organisation
from pantbox.places.printed import Paper, note_printed
from pantbox.refunds.tables import Bearer, BearerKind
from pantbox.rulebook.signs import signed_stations
from pantbox.web import core


def papers_page(
    slug: str,
    *,
    slips: SlipsForm | None = None,
    tags: TagsForm | None = None,
    crew: CrewForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """What there is to print. A form that was sent stands there as it was filled in."""
    session = reading()
    event = event_named(session, slug)
    made = session.scalar(
        select(func.count())
        .select_from(Bearer)
        .where(Bearer.event_id == event.id, Bearer.kind == BearerKind.SLIP)
    )
    tagged = select(Tag.kind, func.count()).where(Tag.event_id == event.id).group_by(Tag.kind)
    language = usual_language()
    return page(
        "office/papers.html",
        status,
        event=event,
        stations=signed_stations(session, event),
        crew_slips=crew_slips(session, event.id),
        slips_form=slips or SlipsForm(language=language),
        tags_form=tags or TagsForm(language=language),
        crew_form=crew or CrewForm(language=language),
        languages_of_paper=LANGUAGE_CHOICES,
        usual_language=language,
        slips_made=made or 0,
        tags_made=dict(session.execute(tagged).all()),
    )


def printed(slug: str, paper: Paper, station_id: int | None = None) -> None:
    """Note what a paper promises, before it is drawn: for one station's sign, or for the signs of all.

    In a transaction of its own, for drawing takes seconds in which scans would wait.
    """

    def work(session: Session) -> None:
        event = event_named(session, slug)
        stations = signed_stations(session, event) if paper is Paper.SIGN else []
        wanted = [one for one in stations if station_id in (None, one.id)]
        note_printed(session, event, paper, core().clock(), wanted)

    change(work)


def usual_language() -> str:
    """The organisation's own."""
    return reading().get_one(Organisation, member().organisation_id).language


def asked_language() -> str:
    """The language the paper is asked for in, or else the organisation's own."""
    told = request.args.get("language", "")
    return told if told in LANGUAGE_CHOICES else usual_language()
