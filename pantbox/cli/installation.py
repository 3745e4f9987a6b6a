"""What a command works on: the installation of the environment, an organisation and an event of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pantbox import db
from pantbox.core import Core, create_core
from pantbox.errors import BadInput, Conflict, NotFound
from pantbox.keys import Keys
from pantbox.places.events import Event
from pantbox.places.installation import hold_to_secret
from pantbox.places.organisations import Organisation
from pantbox.places.stations import Station
from pantbox.planning.played import check_a_demo_is_there
from pantbox.settings import Settings, database_file
from pantbox.signatures import signing_keys

ROW_ID_MAX = 2**63 - 1


@contextmanager
def installation() -> Iterator[Core]:
    """The installation that the environment names, with a database that is up to date."""
    settings = Settings.from_environment()
    make_ready(settings)
    core = create_core(settings)
    try:
        yield core
    finally:
        core.database.dispose()


def make_ready(settings: Settings) -> None:
    """Bring a SQLite file of one's own up to date; any other database is its owner's to migrate.

    Raises `Conflict`: `database_behind`, `database_ahead`, `secret_wrong`, and for a demo `database_not_a_demo` and
    `database_without_a_demo`.
    """
    if database_file(settings.database_url) and not settings.production:
        db.upgrade(settings.database_url, signing_keys(Keys(settings.secret_key)))
    core = create_core(settings)
    try:
        check_schema(core.database)
        hold_to_secret(core.database, core.keys)
        if settings.demo:
            with core.database.reading() as session:
                check_a_demo_is_there(session)
    finally:
        core.database.dispose()


def check_schema(database: db.Database) -> None:
    """Raises `Conflict`, `database_behind` or `database_ahead`, unless the schema is that of this version."""
    schema = db.schema_of(database)
    if schema is not db.Schema.CURRENT:
        raise Conflict(f"database_{schema}")


def the_organisation(session: Session, slug: str | None) -> Organisation:
    """The organisation with this slug; without one, the only one there is.

    Raises `NotFound("organisation_unknown")`, `BadInput("organisation_unclear")`.
    """
    statement = select(Organisation).order_by(Organisation.id)
    found = list(session.scalars(statement.where(Organisation.slug == slug) if slug else statement))
    if not found:
        raise NotFound("organisation_unknown")
    if len(found) > 1:
        raise BadInput("organisation_unclear", known=", ".join(one.slug for one in found))
    return found[0]


def the_station(session: Session, told: str) -> Station:
    """The station with this sign, or else with this number in the database. Raises `NotFound("station_unknown")`."""
    by_id = told.isascii() and told.isdecimal() and int(told) <= ROW_ID_MAX
    matches = Station.sign == told.upper()
    wanted = or_(matches, Station.id == int(told)) if by_id else matches
    found = session.scalar(select(Station).where(wanted).order_by(matches.desc()).limit(1))
    if found is None:
        raise NotFound("station_unknown")
    return found


def the_event(session: Session, told: str) -> Event:
    """The event with this slug or number. Raises `NotFound("event_unknown")`, or `BadInput("event_unclear")` if several
    organisations call one so.
    """
    by_id = told.isascii() and told.isdecimal() and int(told) <= ROW_ID_MAX
    matches = or_(Event.slug == told, Event.id == int(told)) if by_id else Event.slug == told
    # An event may be called by a number: its name comes before another's id.
    found = sorted(session.scalars(select(Event).where(matches)), key=lambda event: event.slug != told)
    if not found:
        raise NotFound("event_unknown", event=told)
    called_so = [event.id for event in found if event.slug == told]
    if len(called_so) > 1:
        raise BadInput("event_unclear", known=", ".join(map(str, sorted(called_so))))
    return found[0]
