"""The ground the door stands on: kept in memory, and never older than the last change."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from pantbox.circulation.ground import load_ground
from pantbox.circulation.scan import Verdict
from pantbox.places.stations import StationKind
from tests.support.statements import statements

CHANGES = [
    "UPDATE event SET unseen_per_period_max = 1",
    "INSERT INTO crate_mode (organisation_id, event_id, station_id, type_id, since)"
    " SELECT s.organisation_id, s.event_id, s.id, t.id, e.starts_at FROM event e JOIN station s ON s.event_id = e.id,"
    " container_type t WHERE s.name = 'soup'",
    "INSERT INTO terms (organisation_id, event_id, version, in_force_from, deposits)"
    " SELECT organisation_id, event_id, version + 1, in_force_from, deposits FROM terms",
    "UPDATE container_type SET deposit_ore = 700",
    "UPDATE station SET kind = 'wash' WHERE kind = 'store'",
    "DELETE FROM event_type",
    "INSERT INTO scan_import (organisation_id, event_id, since, until)"
    " SELECT organisation_id, id, starts_at, ends_at FROM event",
]


def ground(festival):
    with festival.core.database.transaction() as session:
        return load_ground(session.connection(), festival.organisation_id)


def test_while_nothing_changes_it_costs_one_statement(festival):
    ground(festival)

    with statements(festival.core.database.engine) as told:
        ground(festival)

    assert len([statement for statement in told if statement.startswith("SELECT")]) == 1


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once_whoever_makes_it(festival, change):
    festival.stall("soup"), festival.thing("CUP-1")
    before = ground(festival)

    with festival.core.database.transaction() as session:
        session.execute(text(change))

    assert replace(ground(festival), version=before.version) != before


@pytest.mark.parametrize(
    "column", ["station_id = station_id", "revoked_at = paired_at", "token_hash = 'other'"]
)
def test_what_happens_to_a_device_counts_it_up_and_a_heartbeat_does_not(festival, column):
    festival.stall("soup")
    before = ground(festival).version

    with festival.core.database.transaction() as session:
        session.execute(text("UPDATE device SET last_seen_at = paired_at, sent_everything_until = paired_at"))
        assert load_ground(session.connection(), festival.organisation_id).version == before
        session.execute(text(f"UPDATE device SET {column}"))

    assert ground(festival).version > before


def test_how_full_a_box_is_changes_nothing_of_it(festival):
    festival.box("east")
    before = ground(festival)

    with festival.core.database.transaction() as session:
        session.execute(text("UPDATE station SET fill_percent = 50"))

    assert ground(festival) is before


def test_a_stall_opened_a_moment_ago_may_issue(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")

    answer = festival.stall("grill").issue("CUP-2", at="20:01")

    assert answer.verdict is Verdict.ACCEPTED
    assert ground(festival).stations[festival.stall("grill").station_id].kind is StationKind.STALL
