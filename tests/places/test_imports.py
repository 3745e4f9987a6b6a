"""Imports of past scans: an owner's switch, for a time that ends."""

from datetime import timedelta

import pytest

from pantbox.errors import BadInput, Conflict, NotAllowed
from pantbox.places.events import Event
from pantbox.places.imports import (
    IMPORT_DAYS_MAX,
    current_import,
    imports_of,
    switch_import_off,
    switch_import_on,
)
from pantbox.places.log import By
from pantbox.places.organisations import ApiToken, LogEntry, Role, Scope
from pantbox.places.people import create_organisation, create_user
from pantbox.places.tokens import create_token
from tests.support.festival import Festival, moment

NOON, ONE, TWO = moment("12:00"), moment("13:00"), moment("14:00")
CLI = By(details=(("by", "cli"),))


@pytest.fixture
def session(core):
    festival = Festival(core)
    with core.database.transaction() as session:
        session.info["event_id"] = festival.event_id
        yield session


@pytest.fixture
def event(session) -> Event:
    return session.get_one(Event, session.info["event_id"])


def user(session, organisation_id: int, role: Role) -> By:
    """Somebody of an organisation with this role."""
    address = f"{role}-{organisation_id}@example.dk"
    made = create_user(
        session, organisation_id, email=address, name="Ida", password="correct horse battery", role=role
    )
    return By(made.id)


def key(session, organisation_id: int, scope: Scope) -> By:
    """A program's key with this scope."""
    made, _ = create_token(session, organisation_id, label="key", scopes=[scope], now=NOON)
    return By(details=(("token", made.id),))


def test_an_import_is_on_until_its_time_or_until_it_is_switched_off(session, event) -> None:
    switch_import_on(session, event, TWO, CLI, NOON)
    meanwhile, at_its_end = current_import(session, event.id, ONE), current_import(session, event.id, TWO)
    switch_import_on(session, event, moment("18:00"), CLI, TWO)
    switch_import_off(session, event, CLI, moment("15:00"))

    assert meanwhile is not None
    assert at_its_end is None
    assert current_import(session, event.id, moment("15:00")) is None
    assert [(one.since, one.until, one.ended_at) for one in imports_of(session, event.id)] == [
        (TWO, moment("18:00"), moment("15:00")), (NOON, TWO, None),
    ]  # fmt: skip


def test_switching_is_logged_with_who_and_until_when(session, event) -> None:
    owner = user(session, event.organisation_id, Role.OWNER)
    token = key(session, event.organisation_id, Scope.IMPORTS_WRITE)

    switch_import_on(session, event, TWO, owner, NOON)
    switch_import_off(session, event, token, ONE)

    entries = session.query(LogEntry).order_by(LogEntry.id).all()[-2:]
    assert [(one.what, one.subject, one.user_id, one.details) for one in entries] == [
        ("import_on", event.slug, owner.user_id, {"until": TWO.isoformat()}),
        ("import_off", event.slug, None, {"minutes": 60, **dict(token.details)}),
    ]


def test_switching_twice_is_told(session, event) -> None:
    with pytest.raises(Conflict, match="import_off"):
        switch_import_off(session, event, CLI, NOON)
    switch_import_on(session, event, TWO, CLI, NOON)
    with pytest.raises(Conflict, match="import_on"):
        switch_import_on(session, event, TWO, CLI, ONE)


@pytest.mark.parametrize("days", [0, -1, IMPORT_DAYS_MAX + 0.001])
def test_an_import_ends_after_now_and_within_days(session, event, days: float) -> None:
    with pytest.raises(BadInput, match="import_until_wrong"):
        switch_import_on(session, event, NOON + timedelta(days=days), CLI, NOON)

    switch_import_on(session, event, NOON + timedelta(days=IMPORT_DAYS_MAX), CLI, NOON)


def test_nobody_but_an_owner_switches(session, event) -> None:
    other = create_organisation(session, slug="other", name="Other", company_prefix="9520009").id
    revoked = key(session, event.organisation_id, Scope.IMPORTS_WRITE)
    switch_import_on(session, event, TWO, CLI, NOON)
    strangers = [
        By(), By(details=(("by", "worker"),)), By(10**9), By(details=(("token", 10**9),)), By(details=(("token", "cli"),)),
        *(user(session, event.organisation_id, role) for role in (Role.ORGANISER, Role.VIEWER)),
        *(key(session, event.organisation_id, scope) for scope in Scope if scope is not Scope.IMPORTS_WRITE),
        user(session, other, Role.OWNER), key(session, other, Scope.IMPORTS_WRITE),
    ]  # fmt: skip
    revoke(session, revoked)

    for by in [*strangers, revoked]:
        with pytest.raises(NotAllowed, match="owners_only"):
            switch_import_on(session, event, TWO, by, NOON)
        with pytest.raises(NotAllowed, match="owners_only"):
            switch_import_off(session, event, by, NOON)


def revoke(session, by: By) -> None:
    session.get_one(ApiToken, dict(by.details)["token"]).revoked_at = NOON
