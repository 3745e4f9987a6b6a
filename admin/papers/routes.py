"""Signs, slips and tags."""

import io
import zipfile
from typing import Literal

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.members import member
from admin.papers import printing
from admin.papers.forms import SlipsForm, TagsForm
from admin.people.forms import LANGUAGE_CHOICES
from admin.work import change, event_named, file, note, page, reading
from pantbox.containers.containers import Tag
from pantbox.errors import NotFound
from pantbox.labels.station_signs import sign_of, signed_stations
from pantbox.places.events import Event
from pantbox.places.organisations import Organisation
from pantbox.places.stations import Station
from pantbox.refunds.making import make_slips
from pantbox.refunds.tables import Bearer, BearerKind
from pantbox.web import core

bp = Blueprint("papers", __name__, url_prefix="/events/<slug>/papers", template_folder="templates")
PDF = "application/pdf"


@bp.get("/")
def index(slug: str) -> ResponseReturnValue:
    """What there is to print."""
    return _page(slug)


def _page(
    slug: str, slips: SlipsForm | None = None, tags: TagsForm | None = None, status: int = 200
) -> ResponseReturnValue:
    session = reading()
    event = event_named(session, slug)
    made = session.scalar(
        select(func.count())
        .select_from(Bearer)
        .where(Bearer.event_id == event.id, Bearer.kind == BearerKind.SLIP)
    )
    tagged = select(Tag.kind, func.count()).where(Tag.event_id == event.id).group_by(Tag.kind)
    return page(
        "office/papers.html",
        status,
        event=event,
        stations=signed_stations(session, event),
        slips_form=slips or SlipsForm(language=_usual_language()),
        tags_form=tags or TagsForm(language=_usual_language()),
        languages_of_paper=LANGUAGE_CHOICES,
        usual_language=_usual_language(),
        slips_made=made or 0,
        tags_made=dict(session.execute(tagged).all()),
    )


def _usual_language() -> str:
    return reading().get_one(Organisation, member().organisation_id).language


def _sign(session: Session, event: Event, station: Station) -> bytes:
    told = request.args.get("language", "")
    language = told if told in LANGUAGE_CHOICES else _usual_language()
    return sign_of(session, event, station, base_url=core().settings.base_url, language=language)


@bp.get("/signs/<int:station_id>.pdf")
def sign(slug: str, station_id: int) -> ResponseReturnValue:
    """One station's sign."""
    session = reading()
    event = event_named(session, slug)
    for station in signed_stations(session, event):
        if station.id == station_id:
            name = f"{station.kind}-{station.number}.pdf"
            return file(_sign(session, event, station), name, PDF, as_attachment=False)
    raise NotFound("station_unknown")


@bp.get("/signs.zip")
def signs(slug: str) -> ResponseReturnValue:
    """All signs of the event, one PDF each, for the print shop."""
    session = reading()
    event = event_named(session, slug)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for station in signed_stations(session, event):
            archive.writestr(f"{station.kind}-{station.number:03}.pdf", _sign(session, event, station))
    return file(packed.getvalue(), f"{event.slug}-signs.zip", "application/zip")


@bp.post("/slips")
def slips(slug: str) -> ResponseReturnValue:
    """New slips, as a PDF that is made this once: who has it has what will be put on them."""
    form = SlipsForm(request.form, language=_usual_language())
    if not form.validate():
        return _page(slug, slips=form, status=422)

    def work(session: Session) -> bytes:
        event = event_named(session, slug)
        made = make_slips(
            session,
            core().keys,
            event.organisation_id,
            event.id,
            form.count.data or 0,
            base_url=core().settings.base_url,
            now=core().clock(),
        )
        note(session, "slips_made", slug, first=made[0].number, last=made[-1].number)
        return printing.slips_pdf(
            made,
            event,
            organisation=member().organisation,
            paper=form.paper.data,
            language=form.language.data,
        )

    content = change(work, form)
    if content is None:
        return _page(slug, slips=form, status=422)
    return file(content, f"{slug}-slips.pdf", PDF)


@bp.post("/tags")
def tags(slug: str) -> ResponseReturnValue:
    """New tags for crates or bags."""
    form = TagsForm(request.form, language=_usual_language())
    if not form.validate():
        return _page(slug, tags=form, status=422)
    kind: Literal["crate", "bag"] = "crate" if form.kind.data == "crate" else "bag"

    def work(session: Session) -> list[str]:
        event = event_named(session, slug)
        made = printing.make_tags(session, event, kind, form.count.data or 0)
        note(session, "tags_made", slug, kind=kind, count=len(made))
        return [row.code for row in made]

    codes = change(work, form)
    if codes is None:
        return _page(slug, tags=form, status=422)
    content = printing.tags_pdf(
        codes,
        kind,
        base_url=core().settings.base_url,
        organisation=member().organisation,
        contents=(form.contents.data or "").strip(),
        language=form.language.data,
    )
    return file(content, f"{slug}-{kind}-tags.pdf", PDF)
