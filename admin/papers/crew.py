"""Crew slips: made and printed once, listed, revoked one by one."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.events.making import names_or_number
from admin.papers.blueprint import PDF, bp
from admin.papers.forms import CrewForm
from admin.papers.shown import papers_page, usual_language
from admin.work import change, event_named, file, lines_of, note, told
from pantbox.errors import BadInput
from pantbox.labels.crew import crew_cards_a4
from pantbox.labels.documents import Crew
from pantbox.places.crew import make_crew_slip, revoke_crew_slip
from pantbox.web import core, say


@bp.post("/crew")
def crew(slug: str) -> ResponseReturnValue:
    """New crew slips, as a PDF that is made this once: who has it opens every box's crew menu."""
    form = CrewForm(request.form, language=usual_language())
    content = change(lambda session: _made(session, slug, form), form) if form.validate() else None
    if content is None:
        return papers_page(slug, crew=form, status=422)
    return file(content, f"{slug}-crew.pdf", PDF)


def _made(session: Session, slug: str, form: CrewForm) -> bytes:
    event = event_named(session, slug)
    base_url, now = core().settings.base_url, core().clock()
    holders = names_or_number(lines_of(form.holders.data), say("office-crew-one"))
    if not holders:
        raise BadInput("name_missing")
    cards = [
        make_crew_slip(session, core().keys, event, holder, base_url=base_url, now=now) for holder in holders
    ]
    for card in cards:
        note(session, "crew_slip_made", slug, number=card.number)
    printed = [Crew(card.number, card.holder, card.link, event.name) for card in cards]
    return crew_cards_a4(printed, form.language.data)


@bp.post("/crew/<int:number>/revoke")
def revoke_crew(slug: str, number: int) -> ResponseReturnValue:
    """Let a slip open nothing any more. Raises `NotFound("crew_slip_unknown")`."""

    def work(session: Session) -> None:
        revoke_crew_slip(session, event_named(session, slug), number, core().clock())
        note(session, "crew_slip_revoked", slug, number=number)

    change(work)
    told("office-crew-revoked", number=number)
    return redirect(url_for("office.papers.index", slug=slug, _anchor="crew"))
