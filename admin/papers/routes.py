"""Signs, slips and tags; the event's other papers are in the files beside this."""

import io
import zipfile
from typing import Literal

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.members import member
from admin.papers import crew, printing, rules
from admin.papers.blueprint import PDF, bp
from admin.papers.forms import SlipsForm, TagsForm
from admin.papers.shown import asked_language, papers_page, printed, usual_language
from admin.work import change, event_named, file, note, reading
from pantbox.errors import NotFound
from pantbox.places.events import Event
from pantbox.places.printed import Paper
from pantbox.places.stations import Station
from pantbox.refunds.making import make_slips
from pantbox.rulebook.signs import sign_of, signed_stations
from pantbox.web import core

__all__ = ["bp", "crew", "rules"]


@bp.get("/")
def index(slug: str) -> ResponseReturnValue:
    """What there is to print."""
    return papers_page(slug)


def _sign(session: Session, event: Event, station: Station) -> bytes:
    return sign_of(session, event, station, base_url=core().settings.base_url, language=asked_language())


@bp.get("/signs/<int:station_id>.pdf")
def sign(slug: str, station_id: int) -> ResponseReturnValue:
    """One station's sign."""
    printed(slug, Paper.SIGN, station_id)
    station = _station(slug, station_id)
    content = _sign(reading(), event_named(reading(), slug), station)
    return file(content, f"{station.kind}-{station.number}.pdf", PDF, as_attachment=False)


def _station(slug: str, station_id: int) -> Station:
    """A station that has a sign. Raises `NotFound("station_unknown")`."""
    for station in signed_stations(reading(), event_named(reading(), slug)):
        if station.id == station_id:
            return station
    raise NotFound("station_unknown")


@bp.get("/signs.zip")
def signs(slug: str) -> ResponseReturnValue:
    """All signs of the event, one PDF each, for the print shop."""
    printed(slug, Paper.SIGN)
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
    form = SlipsForm(request.form, language=usual_language())
    if not form.validate():
        return papers_page(slug, slips=form, status=422)

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
        return papers_page(slug, slips=form, status=422)
    return file(content, f"{slug}-slips.pdf", PDF)


@bp.post("/tags")
def tags(slug: str) -> ResponseReturnValue:
    """New tags for crates or bags."""
    form = TagsForm(request.form, language=usual_language())
    if not form.validate():
        return papers_page(slug, tags=form, status=422)
    kind: Literal["crate", "bag"] = "crate" if form.kind.data == "crate" else "bag"

    def work(session: Session) -> list[str]:
        event = event_named(session, slug)
        made = printing.make_tags(session, event, kind, form.count.data or 0)
        note(session, "tags_made", slug, kind=kind, count=len(made))
        return [row.code for row in made]

    codes = change(work, form)
    if codes is None:
        return papers_page(slug, tags=form, status=422)
    content = printing.tags_pdf(
        codes,
        kind,
        base_url=core().settings.base_url,
        organisation=member().organisation,
        contents=(form.contents.data or "").strip(),
        language=form.language.data,
    )
    return file(content, f"{slug}-{kind}-tags.pdf", PDF)
