"""Bags of boxes: from when to when each hung, and what was counted in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, select, true

from pantbox.circulation.fold import REREAD_WINDOW
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
    recorded_at: datetime
    reason: str | None = None
    """Why it was sorted out: `damaged`, `contaminated`, `foreign`, `rubbish`."""


@dataclass(frozen=True, slots=True)
class ConfirmedCount:
    """How many of a type others found in a bag than who scanned at its box, where and when the last of them counted."""

    quantity: int
    station_id: int
    at: datetime


@dataclass
class Bag:
    """A bag that hung in a box from one emptying to the next. `counts` by type and reason: the last one of each counts, but
    what a box, a stall or a desk says stands for nothing that a wash or a store says.

    `has_anothers_tag`: two boxes took down a bag with one tag before it was counted. Nobody knows whose bag is counted.
    """

    tag: str
    station_id: int
    since: datetime
    until: datetime
    counts: dict[tuple[int | None, str | None], Count] = field(default_factory=dict)
    has_anothers_tag: bool = False

    @property
    def items(self) -> int | None:
        """How many of ours were counted in it. None: it was not counted."""
        return sum(count.quantity for count in self.counts.values()) if self.counts else None

    @property
    def types(self) -> set[int]:
        """The types that were counted in it."""
        return {type_id for type_id, _reason in self.counts if type_id is not None}

    def count(self, count: Count) -> None:
        """Take a count of what was in it, if that is of our types."""
        if count.reason in NOT_OURS:
            return
        key = (count.type_id, count.reason)
        stands = self.counts.get(key)
        if stands is None or count.station_kind in COUNTING or stands.station_kind not in COUNTING:
            self.counts[key] = count

    def confirmed(self, type_id: int, scanned_by: Collection[int | None]) -> ConfirmedCount | None:
        """How many of a type a wash or a store counted, with other devices than those that scanned at the box. None: none."""
        counts = [
            count
            for count in self.counts.values()
            if count.type_id == type_id
            and count.station_kind in COUNTING
            and (count.device_id is None or count.device_id not in scanned_by)
        ]
        if not counts:
            return None
        last = max(counts, key=lambda count: count.at)
        return ConfirmedCount(sum(count.quantity for count in counts), last.station_id, last.at)


def counts_of(connection: Connection, event_id: int, known_by: datetime | None = None) -> list[Count]:
    """Every scan of an event that is of no single container, in order of time; `known_by`: recorded before then."""
    names = (
        "kind", "station_id", "station_kind", "device_id", "type_id", "bag", "quantity", "effective_at", "recorded_at",
        "reason",
    )  # fmt: skip
    rows = connection.execute(
        select(*(SCANS.c[name] for name in names))
        .where(SCANS.c.event_id == event_id, SCANS.c.container_id.is_(None), SCANS.c.acts)
        .where(true() if known_by is None else SCANS.c.recorded_at < known_by)
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
            recorded_at,
            reason,
        )
        for kind, station_id, station_kind, device_id, type_id, bag, quantity, at, recorded_at, reason in rows
    ]


def bags_of(counts: Iterable[Count]) -> list[Bag]:
    """The bags of every box. A count belongs to the last bag with its tag that was taken down before it; a second count of
    the same type stands instead of the first."""
    taken_down: dict[str, Bag] = {}
    hung_since: dict[int, datetime] = {}
    bags: list[Bag] = []
    for count in _without_late_changes(list(counts)):
        if count.bag is None:
            continue
        before = taken_down.get(count.bag)
        if count.kind is Kind.EMPTY:
            if before and _is_read_again(before, count):
                continue
            since = hung_since.get(count.station_id, THE_BEGINNING)
            bag = taken_down[count.bag] = Bag(count.bag, count.station_id, since, count.at)
            if before and not before.counts and before.station_id != bag.station_id:
                before.has_anothers_tag = bag.has_anothers_tag = True
            bags.append(bag)
            hung_since[count.station_id] = count.at
        elif count.kind is Kind.COUNT and before and not before.has_anothers_tag:
            before.count(count)
    return bags


def _is_read_again(bag: Bag, change: Count) -> bool:
    """Whether a bag is said to be taken down that was a moment ago: its tag was scanned twice."""
    return not bag.counts and bag.station_id == change.station_id and change.at - bag.until <= REREAD_WINDOW


def _without_late_changes(known: Sequence[Count]) -> Iterator[Count]:
    """All but changes of a bag that were recorded when the bag they would cut in two was counted already.

    Else what was counted once would pay for the claims of each part in turn.
    """
    counted: dict[str, list[Count]] = defaultdict(list)
    for count in known:
        if count.kind is Kind.COUNT and count.bag and count.station_kind in COUNTING:
            counted[count.bag].append(count)
    changes: dict[int, list[Count]] = defaultdict(list)
    for change in sorted(known, key=lambda one: (one.recorded_at, one.at)):
        if (
            change.kind is Kind.EMPTY
            and change.bag
            and not _cuts(change, changes[change.station_id], counted)
        ):
            changes[change.station_id].append(change)
    stand = {id(change) for of_box in changes.values() for change in of_box}
    for count in known:
        if count.kind is not Kind.EMPTY or id(count) in stand:
            yield count


def _cuts(change: Count, others: Sequence[Count], counted: Mapping[str, Sequence[Count]]) -> bool:
    """Whether a bag hung then that had been taken down and counted by when this change was recorded."""
    following = min((one for one in others if one.at > change.at), key=lambda one: one.at, default=None)
    return following is not None and any(
        count.at > following.at and count.recorded_at < change.recorded_at
        for count in counted[following.bag or ""]
    )
