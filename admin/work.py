"""How a page reads, and how it changes something: in one transaction, logged, a refusal told on the form it came from."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, Response, flash, make_response, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import Form

from admin.members import member
from admin.untouched import SHOWN, as_json, keep_untouched, told_of
from pantbox.errors import NotFound, PantboxError
from pantbox.places.events import Event
from pantbox.places.log import log
from pantbox.web import core, say
from pantbox.web.problems import sentence

T = TypeVar("T")
LINES_MAX = 300
READING = "pantbox.office.reading"
"""Kept with the request, for an app context may be shared by several."""


class OfficeForm(Form):
    """A form of the office. Labels, hints and validators name messages; `problems` are sentences over all fields."""

    problems: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What the page showed when it was opened, which it sends back."""
        return request.form.get(SHOWN) or as_json(told_of(self))

    def keep_untouched(self, now: Form) -> None:
        """Let it say of what nobody touched what stands `now`. Raises `Conflict("changed_meanwhile")`."""
        keep_untouched(self, now, request.form.get(SHOWN))

    def refuse(self, error: PantboxError) -> None:
        """Say on the form why the core refused it."""
        self.problems = (*self.problems, sentence(error.code, **error.details))


def reading() -> Session:
    """This request's view of the member's organisation: one moment, and nothing of anybody else."""
    if READING not in request.environ:
        context = core().database.reading(member().organisation_id)
        request.environ[READING] = (context, context.__enter__())
    return cast(Session, request.environ[READING][1])


def stop_reading(_error: BaseException | None = None) -> None:
    """Give the connection back."""
    if READING in request.environ:
        context, _session = request.environ.pop(READING)
        context.__exit__(None, None, None)


def change(work: Callable[[Session], T], form: OfficeForm | None = None) -> T | None:
    """Do `work` in a transaction. What the core refuses is told on `form` (and nothing is done); without one it is raised."""
    stop_reading()  # on PostgreSQL what was read before belongs to the moment before
    try:
        return core().database.retrying(work, member().organisation_id)
    except PantboxError as error:
        if form is None:
            raise
        form.refuse(error)
        return None


def note(session: Session, what: str, subject: str, **details: object) -> None:
    """Log what the member changed."""
    log(session, member().organisation_id, member().id, what, subject, details, core().clock())


def row_id(told: str) -> int:
    """A row's id as an address or a form names it. The database holds no other: ValueError, as for what is no number."""
    number = int(told)
    if not 0 < number < 2**63:
        raise ValueError(told)
    return number


def event_named(session: Session, slug: str) -> Event:
    """An event of the member's organisation. Raises `NotFound("event_unknown")`."""
    event = session.scalar(select(Event).where(Event.slug == slug))
    if event is None:
        raise NotFound("event_unknown")
    return event


def page(template: str, status: int = 200, **values: object) -> Response:
    """A page of the office."""
    return make_response(render_template(template, **values), status)


def told(key: str, **details: object) -> None:
    """Tell the member on the next page that it was done."""
    flash(say(key, **details))


def file(content: bytes | str, name: str, kind: str, *, as_attachment: bool = True) -> Response:
    """A file to keep, or to open where browsers do that. `name` is ours, never what somebody typed."""
    response = Response(content, content_type=kind)
    how = "attachment" if as_attachment else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def lines_of(text: str | None) -> list[str]:
    """The lines somebody pasted, without empty ones, each with single spaces, at most 300."""
    told_lines = (" ".join(line.split())[:200] for line in (text or "").splitlines())
    return [line for line in told_lines if line][:LINES_MAX]


def is_fragment() -> bool:
    """Whether a part of a page is asked for by the page itself."""
    return request.headers.get("HX-Request") == "true"


def register(app: Flask) -> None:
    """Give every request's connection back, however it ended."""
    app.teardown_request(stop_reading)
