"""In the office, no box opens without a way to one's money that needs neither a phone nor staff, and open ones keep it."""

import pytest

from pantbox.places.events import Event
from pantbox.places.stations import Station, StationKind, StationState
from tests.admin.new_event import change_settings, make, pair_by_hand, print_slips

STATIONS = "/admin/events/kildeparken-2027/stations"
READY = "/admin/events/kildeparken-2027/ready?lang=en"
CANNOT_OPEN = "Boxes that cannot open"
NO_WAY = "Guests without a phone could not get their money at this box"
LAST_WAY = "this is the last way to the money that needs neither a phone nor staff"
NO_SLIPS = ["voucher", "cash", "donation"]


@pytest.fixture
def boxes(rows):
    """`boxes()`: the pant boxes of the event, by number."""
    return lambda: [station for station in rows(Station) if station.kind == StationKind.PANT_BOX]


def change_box(office, box, **changed):
    told = {"name": box.name, "has_screen": "y", "state": "open", "capacity": "400", **changed}
    return office.post(f"{STATIONS}/{box.id}?lang=en", told)


@pytest.mark.parametrize("missing", [{"boxes_have_screens": ""}, {"rails": NO_SLIPS}])
def test_readiness_names_boxes_that_a_desk_alone_does_not_open(office, missing):
    make(office, **missing)
    print_slips(office)

    page = office.get(READY).text

    assert CANNOT_OPEN in page
    assert "Boks 1, Boks 2, Boks 3" in page


def test_a_box_pairs_no_device_until_slips_are_printed(office, core, boxes):
    make(office)
    box = boxes()[0]

    refused = office.post(f"{STATIONS}/{box.id}/pairings?lang=en")
    assert refused.status_code == 409
    assert NO_WAY in refused.text
    assert CANNOT_OPEN in office.get(READY).text

    print_slips(office)
    pair_by_hand(office, core, box.id)
    assert CANNOT_OPEN not in office.get(READY).text


def test_the_last_way_is_not_switched_off_while_boxes_are_open(office, rows):
    make(office)
    print_slips(office)

    refused = change_settings(office, rails=NO_SLIPS, name="Karneval")

    assert refused.status_code == 422
    assert "sidste vej til pengene" in refused.text
    assert (rows(Event)[0].name, "slip" in rows(Event)[0].rails) == ("Kildeparken", True)


def test_the_last_screen_is_not_taken_away_while_boxes_are_open(office, boxes):
    make(office)
    print_slips(office)
    first, second, third = boxes()

    taken = [change_box(office, box, has_screen="").status_code for box in (first, second)]
    refused = change_box(office, third, has_screen="")

    assert (taken, refused.status_code) == ([302, 302], 422)
    assert LAST_WAY in refused.text
    assert [box.has_screen for box in boxes()] == [False, False, True]


def test_closed_boxes_let_the_last_way_go_and_open_no_more_without_it(office, boxes):
    make(office)
    print_slips(office)
    closed = [change_box(office, box, state="closed").status_code for box in boxes()]

    gone = change_settings(office, rails=NO_SLIPS)
    refused = change_box(office, boxes()[0], state="open")

    assert (closed, gone.status_code, refused.status_code) == ([302] * 3, 302, 422)
    assert NO_WAY in refused.text
    assert {box.state for box in boxes()} == {StationState.CLOSED}


def test_an_event_is_renamed_before_it_has_any_way(office, rows):
    make(office, rails=NO_SLIPS)

    assert change_settings(office, rails=NO_SLIPS, name="Karneval").status_code == 302
    assert rows(Event)[0].name == "Karneval"
