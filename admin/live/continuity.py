"""The switch that keeps an event going while something fails, and back."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.live.blueprint import bp
from admin.members import member
from admin.work import change, event_named, told
from pantbox.errors import BadInput
from pantbox.places.continuity import ContinuityReason, back_to_usual, keep_going
from pantbox.web import core


@bp.post("/continuity")
def keep(slug: str) -> ResponseReturnValue:
    """Loosen the bounds on every screen. Raises `BadInput("malformed_text")` for a reason that is none."""
    try:
        reason = ContinuityReason(request.form.get("reason", ""))
    except ValueError as error:
        raise BadInput("malformed_text") from error

    def work(session: Session) -> None:
        keep_going(session, event_named(session, slug), reason, member().id, core().clock())

    change(work)
    told("office-continuity-done-on")
    return redirect(url_for("office.live.home", slug=slug))


@bp.post("/continuity/end")
def end(slug: str) -> ResponseReturnValue:
    """Back to the usual bounds."""
    change(lambda session: back_to_usual(session, event_named(session, slug), member().id, core().clock()))
    told("office-continuity-done-off")
    return redirect(url_for("office.live.home", slug=slug))
