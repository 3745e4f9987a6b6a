"""Imports: for as long as an owner sets, an event takes the times that programs say, however old they are."""

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Moment, Output
from pantbox.api.own import acting, find_event, reading
from pantbox.places import imports
from pantbox.places.log import By
from pantbox.places.organisations import Scope
from pantbox.web import core


class ImportIn(Input):
    """Until when; at most seven days from now."""

    until: Moment


class ImportOut(Output):
    """An import: on from `since` until `until`, or until `ended_at` if somebody switched it off."""

    id: int
    event_id: int
    since: Moment
    until: Moment
    ended_at: Moment | None


class ImportList(Output):
    """The newest first."""

    imports: list[ImportOut]


@api.get("/events/<int:event_id>/imports")
@api.output(ImportList)
@open_to(Scope.IMPORTS_WRITE, Scope.SETUP_WRITE, Scope.REPORTS_READ)
def list_imports(event_id: int) -> ImportList:
    """Every import of an event."""
    with reading() as session:
        found = imports.imports_of(session, find_event(session, event_id).id)
        return ImportList(imports=[ImportOut.model_validate(one) for one in found])


@api.post("/events/<int:event_id>/imports")
@api.input(ImportIn, arg_name="told")
@api.output(ImportOut, status_code=201)
@open_to(Scope.IMPORTS_WRITE)
def begin_import(event_id: int, told: ImportIn) -> ImportOut:
    """Believe what programs say of past times, from now on. 409 `import_on`: it is on; 422 `import_until_wrong`."""
    with acting() as session:
        event = find_event(session, event_id)
        made = imports.switch_import_on(session, event, told.until, _by(), core().clock())
        return ImportOut.model_validate(made)


@api.delete("/events/<int:event_id>/imports")
@api.output(ImportOut)
@open_to(Scope.IMPORTS_WRITE)
def end_import(event_id: int) -> ImportOut:
    """Believe no more old times, from now on. 409 `import_off`: none is on."""
    with acting() as session:
        ended = imports.switch_import_off(session, find_event(session, event_id), _by(), core().clock())
        return ImportOut.model_validate(ended)


def _by() -> By:
    return By(details=(("token", program().token_id),))
