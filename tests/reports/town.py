"""An everyday scheme of the same organisation as a festival of these tests, with the same containers."""

from dataclasses import replace
from datetime import timedelta

from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import StationKind
from tests.reports.festival import DEPOSITS, OPENS, Festival


def in_town(festival: Festival) -> Festival:
    """A café and a box on a square, as a festival of its own without an end."""
    with festival.core.database.transaction() as session:
        new = NewEvent(
            slug="town", name="Town", starts_at=OPENS - timedelta(days=9), ends_at=None, trip_days_max=30,
            deposits={festival.types[slug]: ore for slug, ore in DEPOSITS.items()},
        )  # fmt: skip
        event = create_event(session, festival.organisation_id, new, OPENS - timedelta(days=9))
        cafe = create_station(
            session, event, StationKind.STALL, "Café", vendor=create_vendor(session, event, "Café")
        )
        square = create_station(session, event, StationKind.PANT_BOX, "Square", capacity=100)
        return replace(festival, event_id=event.id, places={"café": cafe.id, "square": square.id})
