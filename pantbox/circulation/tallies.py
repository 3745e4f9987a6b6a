"""Counts per event, station, type and hour that the live page reads. Pure: a function of trips, so always what they say."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from pantbox.circulation.history import Trip, TripEnd
from pantbox.clock import hour_of

TallyKey = tuple[int, int, int, datetime, str]
"""Event, station, type, hour, measure."""

ISSUED = "issued"
RETURNED = "returned"
UNSEEN = "unseen"
"""Returns whose issue no stall scanned; counted in `returned` too."""


def tally(trips: Iterable[Trip]) -> Counter[TallyKey]:
    """What these trips count for."""
    counted: Counter[TallyKey] = Counter()
    for trip in trips:
        if trip.seen:
            counted[
                (trip.event_id, trip.opened_station_id, trip.type_id, hour_of(trip.opened_at), ISSUED)
            ] += 1
        if trip.end and trip.ended_at and trip.ended_station_id is not None:
            event_id = trip.ended_event_id if trip.end is TripEnd.RETURNED else trip.event_id
            place = (event_id or trip.event_id, trip.ended_station_id, trip.type_id, hour_of(trip.ended_at))
            counted[(*place, trip.end.value)] += 1
            if not trip.seen:
                counted[(*place, UNSEEN)] += 1
    return counted


def change(before: Iterable[Trip], after: Iterable[Trip]) -> Counter[TallyKey]:
    """What has to be added to the counts, without zeros."""
    counted = tally(after)
    counted.subtract(tally(before))
    return Counter({key: n for key, n in counted.items() if n})
