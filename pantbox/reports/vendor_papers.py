"""What came to a vendor's stalls and how they closed, for the vendor's private link."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.stock.closings import Closed, closed
from pantbox.stock.listing import ShownDelivery, deliveries_of
from pantbox.stock.tables import Closing

SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class VendorPapers:
    """The latest deliveries to and from these stalls, and their closings, the newest first."""

    deliveries: tuple[ShownDelivery, ...]
    closings: tuple[Closed, ...]

    @property
    def type_ids(self) -> set[int]:
        """The types that stand on them."""
        delivered = {line.type_id for one in self.deliveries for line in one.lines}
        return delivered | {line.type_id for one in self.closings for line in one.counted}


def vendor_papers(session: Session, event_id: int, station_ids: Collection[int]) -> VendorPapers:
    """The papers of these stalls."""
    deliveries = deliveries_of(session, event_id, station_ids=station_ids, limit=SHOWN_MAX)
    closings = session.scalars(
        select(Closing)
        .where(Closing.station_id.in_(station_ids))
        .order_by(Closing.at.desc())
        .limit(SHOWN_MAX)
    )
    return VendorPapers(tuple(deliveries), tuple(closed(session, closings.all())))
