"""How far a device has spoken: an honest day without network is believed whole, whatever one spoilt line of it says."""

from datetime import timedelta

import pytest

from pantbox.circulation.device_words import LATE_MAX, OLDEST, DeviceWords
from pantbox.circulation.door import Authority
from pantbox.places.devices import Device
from pantbox.places.pairing import Beat, heartbeat
from tests.support.festival import moment

NOON = moment("2 12:00")
BOX = Authority(organisation_id=1, event_id=1, station_id=1, device_id=7)
CUPS = [f"CUP-{hour}" for hour in range(6)]


def test_what_is_more_than_a_little_older_than_the_last_word_is_not_believed():
    words = DeviceWords(NOON, {7: NOON})

    assert [words.believes(BOX, NOON - LATE_MAX + timedelta(seconds=s)) for s in (0, -1)] == [True, False]


def test_what_is_not_believed_is_no_word():
    words = DeviceWords(NOON)
    too_old = words.believes(BOX, NOON - OLDEST - timedelta(seconds=1))

    assert (too_old, words.words) == (False, {})
    assert words.believes(BOX, NOON - OLDEST)
    assert words.words == {7: NOON - OLDEST}


def test_no_word_is_later_than_now():
    words = DeviceWords(NOON)

    assert words.believes(BOX, NOON + timedelta(minutes=4))
    assert words.words == {7: NOON}


@pytest.fixture
def day(festival):
    """The outbox of a box that had no network from nine to three; its fourth line was spoilt."""
    stall, box = festival.stall(), festival.box().offline()
    for cup in CUPS:
        stall.issue(cup, at="08:00")
    return [box.take(cup, f"{9 + hour:02}:00") for hour, cup in enumerate(CUPS)]


@pytest.mark.parametrize("spoilt", ["23:00", "800 09:00"])
@pytest.mark.parametrize("batches", [[6], [1, 1, 1, 1, 1, 1]], ids=str)
def test_a_spoilt_line_whose_time_cannot_be_makes_no_other_return_of_the_day_wait(
    festival, day, spoilt, batches
):
    day[3] = festival.scan("return", CUPS[3], moment(spoilt), told="accepted", visit_id=day[3].visit_id)
    festival.set_clock("15:00")
    order = [day[3], *day[:3], *day[4:]]  # read first, it is what the others follow
    answers = []
    for number in batches:
        sent, order = order[:number], order[number:]
        answers += festival.box().send(*sent)

    told = [(one.verdict, one.reason) for one in answers]
    assert told == [("rejected", "clock_out_of_range"), *[("accepted", None)] * 5]


@pytest.mark.parametrize("line", [
    {"at": "3 09:00", "kind": "empty", "code": "G-0042", "bag": "G-0042"},
    {"at": "3 09:00", "kind": "issue", "thing": CUPS[3]},
    {"at": "14:59", "kind": "issue", "thing": CUPS[3]},
    {"at": "14:59", "kind": "wash", "code": "G-0042"},
], ids=["a bag", "what a box may not", "of a time that can be", "of no container"])  # fmt: skip
def test_a_spoilt_line_of_whatever_kind_makes_no_return_of_the_day_wait(festival, day, line):
    spoilt = festival.scan(line["kind"], line.get("thing", ""), moment(line["at"]), told="accepted",
                           **{name: line[name] for name in ("code", "bag") if name in line})  # fmt: skip
    festival.set_clock("15:00")

    [first] = festival.box().send(spoilt)
    answers = [*festival.box().send(*day[:3]), *festival.box().send(*day[3:])]

    assert first.verdict == "rejected"
    assert [(one.verdict, one.reason) for one in answers] == [("accepted", None)] * 6


def test_all_is_sent_said_of_a_time_that_cannot_be_is_not_heard(festival, day):
    festival.set_clock("15:00")
    with festival.core.database.transaction() as session:
        device = session.get_one(Device, festival.box().device_id)
        heartbeat(device, Beat(sent_everything_until=moment("3 09:00")), festival.now)

    answers = festival.box().send(*day)

    assert [(one.verdict, one.reason) for one in answers] == [("accepted", None)] * 6


def test_an_old_scan_after_the_days_last_waits_all_the_same(festival, day):
    festival.set_clock("15:00")
    first, *_, last = day

    later = festival.box().send(last)
    old = festival.box().send(first)

    assert [(one.verdict, one.reason) for one in later + old] == [
        ("accepted", None), ("held", "awaiting_scan"),
    ]  # fmt: skip
