"""Deposits nobody comes for: forfeited by the poster's date or a trip's age, and honoured when somebody comes after all."""

from datetime import timedelta

import pytest

from pantbox.circulation import forfeits
from pantbox.circulation.forfeits import close_event, forfeit_due
from pantbox.circulation.history import TripEnd
from pantbox.circulation.scan import Reason, Verdict
from pantbox.errors import NotFound
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Event
from tests.support.festival import DAY, Festival


def forfeit(festival, at):
    festival.set_clock(at)
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        session.expunge(event)
    return forfeit_due(festival.core, event, festival.now)


@pytest.fixture
def city(core):
    """A scheme with no end: deposits are forfeited 60 days after a trip began."""
    return Festival(core, ends_at=None, return_until=None, trip_days_max=60)


def test_nothing_is_forfeited_before_the_date_on_the_poster(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")

    assert forfeit(festival, "10 20:00") == 0
    assert festival.total(AccountKind.HELD) == 500


def test_what_is_out_after_the_date_on_the_poster_is_forfeited(festival, monkeypatch):
    monkeypatch.setattr(forfeits, "CHUNK", 2)
    for n in range(5):
        festival.stall("soup").issue(f"CUP-{n}", at="20:00")
    festival.box("east").take("CUP-0", at="21:00")

    assert forfeit(festival, "12 08:00") == 4
    trip = festival.trips("CUP-1")[0]
    assert (trip.end, trip.end_reason) == (TripEnd.WRITTEN_OFF, "forfeited")
    stall = festival.stall("soup").station_id
    assert festival.balances()[(AccountKind.UNCLAIMED, f"{stall}:forfeited")] == 2_000
    assert festival.total(AccountKind.HELD) == 0


def test_forfeiting_twice_does_nothing_the_second_time(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")

    assert [forfeit(festival, "12 08:00"), forfeit(festival, "12 09:00")] == [1, 0]


def test_a_claim_after_forfeiture_is_honoured(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    forfeit(festival, "12 08:00")

    late = festival.box("east").take("CUP-1", at="13 12:00")

    assert (late.verdict, late.deposit_ore) == (Verdict.ACCEPTED, 500)
    assert festival.total(AccountKind.UNCLAIMED) == 0
    assert festival.money_out() == 500


def test_a_city_scheme_forfeits_by_the_age_of_each_trip(city):
    city.stall("soup").issue("CUP-old", at="1 20:00")
    city.stall("soup").issue("CUP-young", at="20 20:00")

    assert forfeit(city, "62 20:00") == 1
    assert city.trips("CUP-old")[0].end is TripEnd.WRITTEN_OFF
    assert city.trips("CUP-young")[0].end is None


def test_a_scheme_without_any_date_forfeits_nothing(core):
    festival = Festival(core, ends_at=None, return_until=None)
    festival.stall("soup").issue("CUP-1", at="20:00")

    assert forfeit(festival, "300 20:00") == 0


def test_a_closed_event_hands_nothing_out_and_forfeits_what_is_due(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.now = DAY + timedelta(days=11)

    forfeited = close_event(festival.core, festival.event_id, festival.now)
    after = festival.stall("soup").issue("CUP-2")

    assert forfeited == 1
    assert after.reason is Reason.EVENT_CLOSED


def test_an_event_that_is_not_there_cannot_be_closed(festival):
    with pytest.raises(NotFound, match="event_unknown"):
        close_event(festival.core, 999_999, festival.now)
