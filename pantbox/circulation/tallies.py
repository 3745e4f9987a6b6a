"""Counts per event, station, type and hour that reports read. Pure: a function of trips, so always what they say.

Three kinds of measure share one key:

* what **happened** at a place in an hour: issued, refilled, returned, collected … (the flow);
* what **became** of the trips issued at a place in an hour: `became_returned` … (its cohort);
* the two marginals of the **return curve**, of no place (`EVERYWHERE`): trips ended at each published age, by the
  period they were issued in (`returned@17`), and trips still out, by the minute they were issued in (`out`).

So a report reads as many rows as there are places, hours, ages and trips still out, however many scans there were.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from pantbox.circulation.age_bins import bin_of
from pantbox.circulation.history import Trip, TripEnd
from pantbox.clock import hour_of
from pantbox.ledger.postings import FORFEITED

TallyKey = tuple[int, int, int, datetime, str]
"""Event, station, type, hour (or minute, or period), measure."""

ISSUED = "issued"
RETURNED = "returned"
REFILLED = "refilled"
"""Containers that were out and filled again, at the stall that did. With those issued they are the servings."""
UNSEEN = "unseen"
"""Returns whose issue no stall scanned; counted in `returned` too."""
FORGOTTEN = "forgotten"
"""The same, at the stall that is known to have handed them out, by the hour they came back in."""
BECAME_FORFEITED = "became_forfeited"
"""Of the trips that became written off: those whose last day had passed. That is a deadline and no loss."""
OUT = "out"
EVERYWHERE = 0
"""Stands for the station of what is counted for the event as a whole."""


def became(end: TripEnd) -> str:
    """The measure of trips issued somewhere that ended so, wherever they did."""
    return f"became_{end.value}"


def at_age(end: TripEnd, number: int) -> str:
    """The measure of trips that ended so at the age with this number."""
    return f"{end.value}@{number}"


def tally(trips: Iterable[Trip]) -> Counter[TallyKey]:
    """What these trips count for."""
    counted: Counter[TallyKey] = Counter()
    for trip in trips:
        counted.update(_happened(trip))
        if trip.seen:
            counted.update(_of_the_cohort(trip))
    return counted


def change(before: Iterable[Trip], after: Iterable[Trip]) -> Counter[TallyKey]:
    """What has to be added to the counts, without zeros."""
    counted = tally(after)
    counted.subtract(tally(before))
    return Counter({key: n for key, n in counted.items() if n})


def _happened(trip: Trip) -> Iterator[TallyKey]:
    if trip.seen:
        yield trip.event_id, trip.opened_station_id, trip.type_id, hour_of(trip.opened_at), ISSUED
    for refill in trip.refills:
        yield refill.event_id, refill.station_id, trip.type_id, hour_of(refill.at), REFILLED
    if not trip.end or not trip.ended_at or trip.ended_station_id is None:
        return
    event_id = trip.ended_event_id if trip.end is TripEnd.RETURNED else trip.event_id
    hour = hour_of(trip.ended_at)
    yield event_id or trip.event_id, trip.ended_station_id, trip.type_id, hour, trip.end.value
    if not trip.seen:
        yield event_id or trip.event_id, trip.ended_station_id, trip.type_id, hour, UNSEEN
        if trip.unseen_stall_id is not None:
            yield trip.event_id, trip.unseen_stall_id, trip.type_id, hour, FORGOTTEN


def _of_the_cohort(trip: Trip) -> Iterator[TallyKey]:
    if trip.end is None or trip.ended_at is None:
        yield trip.event_id, EVERYWHERE, trip.type_id, minute_of(trip.opened_at), OUT
        return
    issued_in = hour_of(trip.opened_at)
    yield trip.event_id, trip.opened_station_id, trip.type_id, issued_in, became(trip.end)
    if trip.end is TripEnd.WRITTEN_OFF and trip.end_reason == FORFEITED:
        yield trip.event_id, trip.opened_station_id, trip.type_id, issued_in, BECAME_FORFEITED
    ended = at_age(trip.end, bin_of(age_minutes(trip.opened_at, trip.ended_at)))
    yield trip.event_id, EVERYWHERE, trip.type_id, trip.period, ended


def minute_of(moment: datetime) -> datetime:
    """The whole minute `moment` falls in."""
    return moment.replace(second=0, microsecond=0)


def age_minutes(opened_at: datetime, ended_at: datetime) -> int:
    """How old a trip was, in whole minutes: both times are cut to the minute before."""
    return int((minute_of(ended_at) - minute_of(opened_at)).total_seconds()) // 60
