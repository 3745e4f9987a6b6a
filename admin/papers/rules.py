"""The rulebook on paper: the poster and the stalls' card."""

from flask.typing import ResponseReturnValue

from admin.papers.blueprint import PDF, bp
from admin.papers.shown import asked_language, printed
from admin.work import event_named, file, reading
from pantbox.places.printed import Paper
from pantbox.rulebook.paper import crib_of, poster_of
from pantbox.web import core


@bp.get("/poster.pdf")
def poster(slug: str) -> ResponseReturnValue:
    """The A3 poster."""
    printed(slug, Paper.POSTER)
    session, language = reading(), asked_language()
    content = poster_of(
        session, event_named(session, slug), base_url=core().settings.base_url, language=language
    )
    return file(content, f"{slug}-poster-{language}.pdf", PDF, as_attachment=False)


@bp.get("/crib.pdf")
def crib(slug: str) -> ResponseReturnValue:
    """The stalls' card."""
    printed(slug, Paper.CRIB)
    session, language = reading(), asked_language()
    content = crib_of(
        session, event_named(session, slug), base_url=core().settings.base_url, language=language
    )
    return file(content, f"{slug}-crib-{language}.pdf", PDF, as_attachment=False)
