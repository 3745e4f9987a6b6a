"""Bags of boxes: from when to when each hung, and what was counted in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Kind
from pantbox.places.stations import StationKind

THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
NOT_OURS = frozenset({"foreign", "rubbish"})
"""What lies in a bag and was never claimed as ours."""
COUNTING = frozenset({StationKind.WASH, StationKind.STORE})
"""Where bags are counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """A scan of a type, a crate or a bag."""

    kind: Kind
    station_id: int
    station_kind: StationKind
    device_id: int | None
    type_id: int | None
    bag: str | None
    quantity: int
    at: datetime
    is_in_pool: bool = False
    """Of a delivery that put deposits into a pool, or took them out of it."""
    reason: str | None = None
    """Why it was sorted out: `damaged`, `contaminated`, `foreign`, `rubbish`."""


@dataclass
class Bag:
    """A bag that hung in a box from one emptying to the next. `counts` by type and reason: the last one of each counts."""

    tag: str
    station_id: int
    since: datetime
    until: datetime
    counts: dict[tuple[int | None, str | None], Count] = field(default_factory=dict)

    @property
    def items(self) -> int | None:
        """How many of ours were counted in it. None: it was not counted."""
        return sum(count.quantity for count in self.counts.values()) if self.counts else None

    def counted(self, type_id: int) -> int:
        """How many of a type were counted in it."""
        return sum(count.quantity for count in self.counts.values() if count.type_id == type_id)

    @property
    def types(self) -> set[int]:
        """The types that were counted in it."""
        return {type_id for type_id, _reason in self.counts if type_id is not None}

    def last_count(self, type_id: int) -> Count:
        """The newest count of a type."""
        return max((c for c in self.counts.values() if c.type_id == type_id), key=lambda count: count.at)


def counts_of(connection: Connection, event_id: int) -> list[Count]:
    """Every scan of an event that is of no single container, in order of time."""
    names = (
        "kind", "station_id", "station_kind", "device_id", "type_id", "bag", "quantity", "effective_at", "deposit_ore", "reason",
    )  # fmt: skip
    rows = connection.execute(
        select(*(SCANS.c[name] for name in names))
        .where(SCANS.c.event_id == event_id, SCANS.c.container_id.is_(None), SCANS.c.acts)
        .order_by(SCANS.c.effective_at, SCANS.c.id)
    )
    return [
        Count(
            Kind(kind),
            station_id,
            StationKind(station_kind),
            device_id,
            type_id,
            bag,
            quantity,
            at,
            ore > 0,
            reason,
        )
        for kind, station_id, station_kind, device_id, type_id, bag, quantity, at, ore, reason in rows
    ]


def bags_of(counts: Iterable[Count]) -> list[Bag]:
    """The bags of every box. A count belongs to the last bag with its tag that was taken down before it; a second count of
    the same type, by whomever, stands instead of the first."""
    taken_down: dict[str, Bag] = {}
    hung_since: dict[int, datetime] = {}
    bags: list[Bag] = []
    for count in counts:
        if count.bag is None:
            continue
        if count.kind is Kind.EMPTY:
            taken_down[count.bag] = Bag(
                count.bag, count.station_id, hung_since.get(count.station_id, THE_BEGINNING), count.at
            )
            bags.append(taken_down[count.bag])
            hung_since[count.station_id] = count.at
        elif count.kind is Kind.COUNT and count.bag in taken_down and count.reason not in NOT_OURS:
            taken_down[count.bag].counts[count.type_id, count.reason] = count
    return bags
