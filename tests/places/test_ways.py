"""No box opens without one way to one's money that needs neither a phone nor staff, and none loses its last one."""

from datetime import UTC, datetime

import pytest

from pantbox.containers.making import create_type
from pantbox.errors import Conflict
from pantbox.places.events import Event, Rail
from pantbox.places.pairing import make_pairing_code
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station
from pantbox.places.stations import Station, StationKind, StationState
from pantbox.places.ways import Boxes, events_with_way, has_way, keeping_a_way, refusal
from pantbox.refunds.making import make_slips, revoke_slips

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
OPEN, CLOSED, BROKEN = StationState.OPEN, StationState.CLOSED, StationState.OUT_OF_ORDER
ALL_BUT_SLIPS = {Rail.VOUCHER, Rail.CASH, Rail.DONATION}


def offered(*states: StationState) -> Boxes:
    """Boxes that stand so at an event with such a way."""
    return Boxes(has_way=True, states=dict(enumerate(states)))


def missing(*states: StationState) -> Boxes:
    """Boxes that stand so at an event without one."""
    return Boxes(has_way=False, states=dict(enumerate(states)))


@pytest.mark.parametrize(
    ("rails", "has_screen", "has_slips", "is_one"),
    [
        ({Rail.SLIP}, True, True, True),
        (set(Rail), True, True, True),
        ({Rail.SLIP}, False, True, False),  # nowhere to put money on it but with a phone
        ({Rail.SLIP}, True, False, False),  # no paper to put it on
        (ALL_BUT_SLIPS, True, True, False),  # a picture of a code, people, and money that is gone
        (set(), True, True, False),
    ],
)
def test_only_a_slip_filled_at_a_screen_needs_neither_a_phone_nor_staff(rails, has_screen, has_slips, is_one):
    assert has_way(rails, has_screen=has_screen, has_slips=has_slips) is is_one


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (offered(OPEN), offered(OPEN, OPEN), None),
        (offered(CLOSED), offered(OPEN), None),
        (offered(OPEN), missing(OPEN), "way_still_needed"),
        (offered(BROKEN), missing(BROKEN), "way_still_needed"),
        (offered(CLOSED, OPEN), missing(CLOSED), None),
        (offered(OPEN), missing(CLOSED), None),
        (missing(CLOSED), missing(OPEN), "box_without_way"),
        (missing(CLOSED), missing(BROKEN), "box_without_way"),
        (offered(CLOSED), missing(OPEN), "box_without_way"),
        (missing(BROKEN), missing(OPEN), None),
        (missing(OPEN), missing(OPEN, OPEN), None),
    ],
)
def test_closed_boxes_open_with_a_way_and_open_ones_keep_it(before, after, why):
    assert refusal(before, after) == why


@pytest.fixture
def event(session) -> Event:
    town = create_organisation(session, slug="aalborg", name="Aalborg", company_prefix="9520001")
    bowl = create_type(session, town, slug="bowl", names={"da": "Skål"}, deposit_ore=2500)
    return create_event(session, town.id, NewEvent("park", "Park", NOW, {bowl.id: 2500}), NOW)


@pytest.fixture
def slips(session, event, core):
    """`slips(3)`: so many are made."""

    def make(count: int) -> None:
        make_slips(
            session, core.keys, event.organisation_id, event.id, count, base_url="https://x.test", now=NOW
        )

    return make


def box_of(session, event, *, has_screen: bool = True) -> Station:
    return create_station(session, event, StationKind.PANT_BOX, "Boks", has_screen=has_screen)


def test_a_box_gets_no_device_before_slips_are_made(session, event, slips):
    box = box_of(session, event)

    with pytest.raises(Conflict, match="box_without_way"):
        make_pairing_code(session, box, NOW)
    slips(1)

    assert make_pairing_code(session, box, NOW)


def test_every_other_station_gets_its_device_without(session, event):
    assert make_pairing_code(session, create_station(session, event, StationKind.CASH_DESK, "Desk"), NOW)


def test_boxes_with_only_a_sign_need_one_with_a_screen(session, event, slips):
    slips(1)
    box_of(session, event, has_screen=False)
    assert events_with_way(session, [event.id]) == set()

    box_of(session, event)

    assert events_with_way(session, [event.id]) == {event.id}


def test_the_last_good_slips_are_not_revoked_while_boxes_are_open(session, event, slips):
    box_of(session, event)
    slips(2)
    revoke_slips(session, event.id, [1], NOW)

    with pytest.raises(Conflict, match="way_still_needed"):
        revoke_slips(session, event.id, [2], NOW)


def test_the_last_good_slips_are_revoked_once_others_are_made(session, event, slips):
    box_of(session, event)
    slips(2)
    slips(1)

    assert revoke_slips(session, event.id, [1, 2], NOW) == 2


def test_a_closed_box_opens_only_with_a_way(session, event, slips):
    box = box_of(session, event)
    box.state = StationState.CLOSED

    with pytest.raises(Conflict, match="box_without_way"), keeping_a_way(session, event.id):
        box.state = StationState.OPEN
    box.state = StationState.CLOSED
    slips(1)
    with keeping_a_way(session, event.id):
        box.state = StationState.OPEN

    assert box.state == StationState.OPEN


def test_a_box_closes_whenever_its_crew_wants(session, event, slips):
    slips(1)
    boxes = [box_of(session, event), box_of(session, event, has_screen=False)]

    for box in boxes:
        with keeping_a_way(session, event.id):
            box.state = StationState.CLOSED

    assert {box.state for box in boxes} == {StationState.CLOSED}
