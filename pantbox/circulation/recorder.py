"""The one door: `record_scans` takes any number of scans and costs a fixed number of statements.

Lock the containers in order of id, and only then look which scans are known already: a scan sent twice at the same
moment waits here, and finds itself. Judge (pure). Write every set by one statement. The caller commits, and answers
only after that. An honest scan waits for the database three times: to lock, to look, to write.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.engine import Row

from pantbox import sets
from pantbox.circulation import answers
from pantbox.circulation.arrivals import (
    Arrival,
    Context,
    effective_time,
    read_codes,
    refuse_foreign,
    scan_of_container,
    visit_row,
)
from pantbox.circulation.bound_counts import Bounds
from pantbox.circulation.bounds import judged_within
from pantbox.circulation.box_claims import (
    asking_version_and_locking,
    below_capacity,
    boxes_to_lock,
    returned_at,
)
from pantbox.circulation.counting import count
from pantbox.circulation.device_words import LATE_MAX, DeviceWords, device_words
from pantbox.circulation.door import Answer, NewScan, Submission, is_same_content
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.ground import EventGround, Ground, ground_at, stalls_heard_until
from pantbox.circulation.judge import Judged, Rules, Void, judge, with_visit
from pantbox.circulation.known import (
    NOTHING,
    Before,
    Window,
    before_batch,
    by_code,
    lock_visits,
    locking_containers,
)
from pantbox.circulation.scan import Kind, Reason, Scan
from pantbox.circulation.writing import Writing
from pantbox.keys import Keys
from pantbox.ledger.postings import Purse


@dataclass
class Batch:
    """Everything one call works on."""

    connection: Connection
    organisation_id: int
    now: datetime
    ground: Ground
    arrivals: list[Arrival]
    before: Before
    purses: dict[UUID, Purse] = field(default_factory=dict)
    refused_codes: Counter[tuple[int, int, Reason]] = field(default_factory=Counter)

    @property
    def waiting(self) -> list[Arrival]:
        """The arrivals that have no answer yet, without those that came twice."""
        return [arrival for arrival in self.arrivals if arrival.answer is None and not arrival.is_twin]


def record_scans(
    connection: Connection, keys: Keys, submissions: Sequence[Submission], now: datetime
) -> list[list[Answer]]:
    """Record scans of one organisation, and answer each, in the order they were sent.

    Raises `NotFound("station_unknown")` when an authority stands nowhere; `Conflict("scan_collided")` when another
    transaction recorded one of these ids at the same moment (the caller tries again, one request at a time).
    """
    arrivals = [Arrival(sent.authority, new) for sent in submissions for new in sent.scans]
    batch = _look_up(connection, keys, arrivals, now)
    twins = _answer_known(batch)
    new = _new_scans(batch)
    _open_purses(batch, new)
    judged = _judge(batch, new)
    _lock_others(batch, judged)
    _write(batch, judged)
    for twin, first in twins:
        twin.answer = first.answer
    answered = iter(arrivals)
    return [[_answered(next(answered)) for _ in sent.scans] for sent in submissions]


def _look_up(connection: Connection, keys: Keys, arrivals: list[Arrival], now: datetime) -> Batch:
    """Lock the containers, then ask for all that the new scans may change."""
    organisation_id = arrivals[0].authority.organisation_id
    read_codes(arrivals, keys)
    boxes = boxes_to_lock(connection, organisation_id, arrivals)
    ground = _lock_containers(connection, organisation_id, arrivals, boxes)
    now = ground.not_before_closings(now)
    undone = {arrival.new.undoes for arrival in arrivals if arrival.new.undoes}
    since: dict[int, datetime] = {}
    opened: dict[UUID, dict[str, Any]] = {}
    phones: set[UUID] = set()
    counted: dict[int, UUID] = {}
    for arrival in arrivals:
        if arrival.container is not None:
            event = ground.events[arrival.authority.event_id]
            period = event.boundaries.period(_looked_at_since(arrival.new, now, event))
            container_id = arrival.container.id
            since[container_id] = min(period, since.get(container_id, period))
            if arrival.visit_id and arrival.visit_id == arrival.authority.phone_visit_id:
                phones.add(arrival.visit_id)  # whoever has its token has opened it
            elif arrival.visit_id:
                opened.setdefault(arrival.visit_id, visit_row(arrival, now))
            if arrival.visit_id and arrival.authority.station_id in boxes:
                counted.setdefault(arrival.authority.station_id, arrival.visit_id)
    ids = {arrival.new.id for arrival in arrivals} | undone
    visit_of = {visit_id: station_id for station_id, visit_id in counted.items()}
    before = before_batch(connection, ids, since, opened, phones, visit_of)
    return Batch(connection, organisation_id, now, ground, arrivals, before)


def _looked_at_since(new: NewScan, now: datetime, event: EventGround) -> datetime:
    """When a scan happened; of the count of a full bag, when the return was made that it counts: what was decided of that
    says what the count is worth."""
    happened = effective_time(new, now, event)
    return min(happened, new.counts_claim_at) if new.counts_claim_at else happened


def _lock_containers(
    connection: Connection, organisation_id: int, arrivals: list[Arrival], boxes: Mapping[int, bool]
) -> Ground:
    """Find each scan's container, with the ground it is scanned on."""
    named = [arrival for arrival in arrivals if arrival.names_a_container and not arrival.refused]
    codes = sorted({a.code for a in named if a.code}, key=lambda code: (code.kind, code.asset, code.value))
    version, containers = sets.together(
        connection,
        [
            asking_version_and_locking(connection, organisation_id, boxes),
            locking_containers(connection, organisation_id, codes),
        ],
    )
    ground = ground_at(connection, organisation_id, version.rows[0].ground_version)
    ground.check(arrival.authority for arrival in arrivals)
    refuse_foreign(arrivals, ground)
    found = by_code(containers.rows)
    for arrival in named:
        if not arrival.refused:
            arrival.container = found.get(arrival.code) if arrival.code else None
            if arrival.container is None:
                arrival.refused = Reason.UNKNOWN_CODE
    return ground


def _answer_known(batch: Batch) -> list[tuple[Arrival, Arrival]]:
    """Answer from the table what was recorded before, and refuse ids used for something else and codes that are not ours.

    Returns the scans that came twice in this batch, each with the one that came first: they get the same answer.
    """
    first: dict[UUID, Arrival] = {}
    twins = []
    for arrival in batch.arrivals:
        row, twin = batch.before.known.get(arrival.new.id), first.setdefault(arrival.new.id, arrival)
        if row is not None:
            is_same = is_same_content(row.content_hash, arrival.content_hash)
            same = is_same and row.organisation_id == batch.organisation_id
            arrival.answer = (
                answers.again(arrival, row) if same else answers.refused(arrival, Reason.ID_REUSED)
            )
        elif twin.content_hash != arrival.content_hash:
            arrival.answer = answers.refused(arrival, Reason.ID_REUSED)
        elif arrival.refused:
            arrival.answer = answers.refused(arrival, arrival.refused)
            if twin is arrival:
                place = (arrival.authority.event_id, arrival.authority.station_id, arrival.refused)
                batch.refused_codes[place] += 1
        elif twin is not arrival:
            arrival.is_twin = True
            twins.append((arrival, twin))
    return twins


def _new_scans(batch: Batch) -> dict[UUID, Scan | Void]:
    """The scans of containers that are new, by id, in order of arrival."""
    waiting = [arrival for arrival in batch.waiting if arrival.container is not None]
    context = Context(batch.now, batch.before.known, batch.before.visits, _words(batch, waiting))
    return {
        arrival.new.id: scan_of_container(arrival, arrival.container, batch.ground, context)
        for arrival in waiting
        if arrival.container is not None
    }


def _words(batch: Batch, waiting: Iterable[Arrival]) -> DeviceWords:
    """How far the devices have spoken that hand in old returns or undos; of others nothing need be asked."""
    times = [
        (
            arrival.authority,
            effective_time(arrival.new, batch.now, batch.ground.events[arrival.authority.event_id]),
        )
        for arrival in waiting
        if arrival.new.kind in {*RETURNS, Kind.UNDO}
    ]
    return device_words(
        batch.connection, [(by, at) for by, at in times if at < batch.now - LATE_MAX], batch.now
    )


def _open_purses(batch: Batch, new: dict[UUID, Scan | Void]) -> None:
    """The money of the visits that are named. One visit is of one station: what names another's gets one of its own."""
    named = [arrival for arrival in batch.waiting if arrival.container is not None and arrival.visit_id]
    rows = batch.before.visits
    elsewhere = [arrival for arrival in named if not _is_here(batch, rows, arrival)]
    for arrival in elsewhere:
        arrival.visit_elsewhere = True
    if elsewhere:
        own = {arrival.visit_id: visit_row(arrival, batch.now) for arrival in elsewhere if arrival.visit_id}
        rows = rows | lock_visits(batch.connection, own, ())
    for arrival in elsewhere:
        # Its own is somebody else's only by design of whoever chose the ids: then it is nobody's.
        visit_id = arrival.visit_id if _is_here(batch, rows, arrival) else None
        new[arrival.new.id] = with_visit(new[arrival.new.id], visit_id)
    _take(batch, rows.values())
    # Whose money has gone out, its undo comes too late.
    missing = set(_paid_by_undone(batch)) - batch.purses.keys()
    if missing:
        _take(batch, lock_visits(batch.connection, {}, missing).values())


def _paid_by_undone(batch: Batch) -> Iterator[UUID]:
    """The visits that returns are paid in which are undone now, and issues whose deposit a desk paid with another's return."""
    undone = {arrival.new.undoes for arrival in batch.waiting if arrival.new.undoes}
    for one in undone:
        row = batch.before.known.get(one)
        if row is not None and row.visit_id:
            yield row.visit_id
    for window in batch.before.windows.values() if undone else ():
        with_these = {window.decisions[one].paid_with for one in undone & window.decisions.keys()}
        yield from (scan.visit_id for scan in window.scans if scan.id in with_these and scan.visit_id)


def _take(batch: Batch, rows: Iterable[Row[Any]]) -> None:
    for row in rows:
        batch.purses[row.id] = Purse(row.credited_ore, row.paid_ore)


def _is_here(batch: Batch, rows: Mapping[UUID, Row[Any]], arrival: Arrival) -> bool:
    row = rows[arrival.visit_id] if arrival.visit_id else None
    here = (batch.organisation_id, arrival.authority.station_id)
    return row is not None and (row.organisation_id, row.station_id) == here


def _lock_others(batch: Batch, judged: dict[int, tuple[Window, Judged]]) -> None:
    """Lock the visits that nobody named and whose money changes all the same: a late scan moves it."""
    counting = [(window, outcome) for window, outcome in judged.values() if outcome.anything_counts]
    others = {one for window, outcome in counting for one in outcome.visits_moved(window.trips)}
    missing = others - batch.purses.keys()
    if missing:
        _take(batch, lock_visits(batch.connection, {}, missing).values())


def _judge(batch: Batch, new: dict[UUID, Scan | Void]) -> dict[int, tuple[Window, Judged]]:
    """Each touched container's history before and after."""
    of_container: dict[int, list[Scan | Void]] = defaultdict(list)
    for arrival in batch.waiting:
        if arrival.container is not None:
            of_container[arrival.container.id].append(new.pop(arrival.new.id))
    windows = {one: batch.before.windows.get(one, NOTHING) for one in of_container}
    rules = _rules(batch, [[*windows[one].scans, *map(_scan, scans)] for one, scans in of_container.items()])
    below = below_capacity(batch.connection, batch.ground, returned_at(batch.arrivals), batch.before.boxes)

    def judge_all(bounds: Bounds) -> dict[int, tuple[Window, Judged]]:
        anew = replace(rules, taken_back=Counter())
        return {
            one: (windows[one], _judge_container(windows[one], scans, anew, bounds))
            for one, scans in sorted(of_container.items())
        }

    return judged_within(batch.connection, judge_all, below)


def _judge_container(window: Window, scans: Sequence[Scan | Void], rules: Rules, bounds: Bounds) -> Judged:
    return judge(window.scans, window.decisions, scans, rules, bounds, carried=window.carried)


def _scan(new: Scan | Void) -> Scan:
    return new.scan if isinstance(new, Void) else new


def _rules(batch: Batch, histories: Iterable[Sequence[Scan]]) -> Rules:
    # Only what looks like a second return may wait for a stall that was not heard yet.
    any_double = any(sum(scan.kind in RETURNS for scan in scans) > 1 for scans in histories)
    events = {arrival.authority.event_id for arrival in batch.waiting}
    heard = stalls_heard_until(batch.connection, events, batch.now) if any_double else {}
    terms = {event_id: event.pays for event_id, event in batch.ground.events.items()}
    return Rules(terms, heard, batch.purses)


def _write(batch: Batch, judged: dict[int, tuple[Window, Judged]]) -> None:
    writing = Writing(batch.connection, batch.organisation_id, batch.now, batch.purses)
    trips = {one: answers.trips_by_scan(outcome.history) for one, (_, outcome) in judged.items()}
    for arrival in batch.waiting:
        if arrival.container is None:
            count(arrival, batch.ground, batch.now, writing)
            continue
        _, outcome = judged[arrival.container.id]
        scan = outcome.new[arrival.new.id]
        arrival.answer = answers.judged(arrival, scan, outcome, trips[arrival.container.id], batch.now)
        writing.scan(arrival, scan, arrival.answer)
    writing.look_up_losses(judged.values())
    for container_id, (window, outcome) in judged.items():
        if outcome.anything_counts:
            writing.container(container_id, window, outcome, min(outcome.new))
    writing.refused_codes(batch.refused_codes)
    asked = {
        arrival.answer.visit_id for arrival in batch.arrivals if arrival.answer and arrival.answer.visit_id
    }
    money = writing.finish(asked)
    for arrival in batch.arrivals:
        if arrival.answer and arrival.answer.visit_id in money:
            arrival.answer = replace(arrival.answer, money=money[arrival.answer.visit_id])


def _answered(arrival: Arrival) -> Answer:
    if arrival.answer is None:
        raise AssertionError(f"a scan went through the door unanswered: {arrival.new.id}")
    return arrival.answer
