"""Keeping things going: one switch loosens bounds, never tightens them, and is reversed by one."""

import pytest

from pantbox.errors import Conflict
from pantbox.places.continuity import (
    ContinuityReason,
    Limits,
    back_to_usual,
    keep_going,
    limits_of,
    loosened,
    usual,
)
from pantbox.places.crew import crew_hashes, find_crew_slip, make_crew_slip, revoke_crew_slip
from pantbox.places.events import Event
from pantbox.places.organisations import LogEntry
from tests.support.festival import Festival, moment

NOON, ONE = moment("12:00"), moment("13:00")


@pytest.fixture
def session(core):
    festival = Festival(core)
    with core.database.transaction() as session:
        session.info["event_id"] = festival.event_id
        yield session


@pytest.fixture
def event(session) -> Event:
    return session.get_one(Event, session.info["event_id"])


@pytest.mark.parametrize("own", [usual(0, 6), usual(50_000, 100), usual(5_000, 0)])
def test_no_bound_is_ever_tightened(own: Limits) -> None:
    after = loosened(own)

    assert after.offline_redeem_ore >= own.offline_redeem_ore
    assert after.unreadable_per_visit_max >= own.unreadable_per_visit_max
    assert after.unseen_per_period_max >= own.unseen_per_period_max


def test_the_switch_loosens_and_the_switch_tightens_and_both_are_logged(session, event) -> None:
    before = limits_of(event)

    keep_going(session, event, ContinuityReason.NETWORK, None, NOON)
    meanwhile = limits_of(event)
    back_to_usual(session, event, None, ONE)

    assert meanwhile == loosened(before) != before
    assert limits_of(event) == before
    entries = [(entry.what, entry.details) for entry in session.query(LogEntry).order_by(LogEntry.id)]
    assert entries[-2:] == [
        ("continuity_on", {"reason": "network"}), ("continuity_off", {"reason": "network", "minutes": 60}),
    ]  # fmt: skip


def test_switching_twice_is_told(session, event) -> None:
    with pytest.raises(Conflict, match="continuity_off"):
        back_to_usual(session, event, None, NOON)
    keep_going(session, event, ContinuityReason.PRINTERS, None, NOON)
    with pytest.raises(Conflict, match="continuity_on"):
        keep_going(session, event, ContinuityReason.NETWORK, None, ONE)


def test_a_crew_slip_opens_until_it_is_revoked(session, event, core) -> None:
    anna, bo = (
        make_crew_slip(session, core.keys, event, holder, base_url="https://pant.example", now=NOON)
        for holder in ("Anna", " Bo ")
    )
    assert (anna.number, bo.number, bo.holder) == (1, 2, "Bo")
    assert len(crew_hashes(session, core.keys, event.id)) == 2

    revoke_crew_slip(session, event, 1, ONE)

    found = find_crew_slip(session, core.keys, event.id, anna.code)
    assert found is not None
    assert found.revoked_at == ONE
    assert len(crew_hashes(session, core.keys, event.id)) == 1
    assert find_crew_slip(session, core.keys, event.id, "0" * 16) is None
