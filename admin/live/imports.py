"""The switch with which an owner lets programs send scans of past days."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import DateTimeLocalField
from wtforms.validators import InputRequired

from admin.amounts import ending
from admin.live.blueprint import bp
from admin.members import member
from admin.work import OfficeForm, change, event_named, told
from pantbox.errors import BadInput
from pantbox.places.imports import IMPORT_DAYS_MAX, switch_import_off, switch_import_on
from pantbox.places.log import By
from pantbox.web import core


class ImportForm(OfficeForm):
    """Until when, by the event's own clocks."""

    until = DateTimeLocalField(
        "office-import-until",
        [InputRequired("office-needed")],
        format="%Y-%m-%dT%H:%M",
        id="import-until",
        description="office-import-until-hint",
    )


@bp.post("/import")
def begin_import(slug: str) -> ResponseReturnValue:
    """Believe what programs say of past times. Raises what `switch_import_on` raises."""
    form = ImportForm(request.form)
    until = form.until.data if form.validate() else None
    if until is None:
        raise BadInput("import_until_wrong", days_max=IMPORT_DAYS_MAX)

    def work(session: Session) -> None:
        event = event_named(session, slug)
        switch_import_on(session, event, ending(until, event.timezone), By(member().id), core().clock())

    change(work)
    told("office-import-begun")
    return redirect(url_for("office.live.home", slug=slug))


@bp.post("/import/end")
def end_import(slug: str) -> ResponseReturnValue:
    """Believe no more old times. Raises `Conflict("import_off")`."""
    change(
        lambda session: switch_import_off(
            session, event_named(session, slug), By(member().id), core().clock()
        )
    )
    told("office-import-ended")
    return redirect(url_for("office.live.home", slug=slug))
