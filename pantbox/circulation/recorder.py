"""The one door: `record_scans` takes any number of scans and costs a fixed number of statements.

Lock the containers in order of id, and only then look which scans are known already: a scan sent twice at the same
moment waits here, and finds itself. Judge (pure). Write every set by one statement. The caller commits, and answers
only after that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from pantbox.circulation import answers
from pantbox.circulation.arrivals import Arrival, effective_time, read_codes, scan_of_container
from pantbox.circulation.counting import count
from pantbox.circulation.door import Answer, Submission
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.ground import Ground, load_ground, stalls_heard_until
from pantbox.circulation.judge import Judged, Rules, VisitSoFar, Void, judge, with_visit
from pantbox.circulation.known import NOTHING, Window, known_and_windows, lock_containers, lock_visits
from pantbox.circulation.scan import Reason, Scan
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
    known: dict[UUID, Row[Any]] = field(default_factory=dict)
    purses: dict[UUID, Purse] = field(default_factory=dict)
    so_far: dict[UUID, VisitSoFar] = field(default_factory=dict)
    refused_codes: Counter[tuple[int, int, Reason]] = field(default_factory=Counter)

    @property
    def waiting(self) -> list[Arrival]:
        """The arrivals that have no answer yet, without those that came twice."""
        return [arrival for arrival in self.arrivals if arrival.answer is None and not arrival.is_twin]


def record_scans(
    session: Session, keys: Keys, submissions: Sequence[Submission], now: datetime
) -> list[list[Answer]]:
    """Record scans of one organisation, and answer each, in the order they were sent.

    Raises `NotFound("station_unknown")` when an authority stands nowhere; `Conflict("scan_collided")` when another
    transaction recorded one of these ids at the same moment (the caller tries again, one request at a time).
    """
    arrivals = [Arrival(sent.authority, new) for sent in submissions for new in sent.scans]
    connection = session.connection()
    organisation_id = submissions[0].authority.organisation_id
    ground = load_ground(connection, organisation_id)
    ground.check(sent.authority for sent in submissions)
    batch = Batch(connection, organisation_id, now, ground, arrivals)
    read_codes(arrivals, ground, keys)
    _lock_containers(batch)
    windows = _look_up(batch)
    twins = _answer_known(batch)
    new = _new_scans(batch)
    touched = {scan.container_id for scan in new.values() if isinstance(scan, Scan)}
    before = {one: window for one, window in windows.items() if one in touched}
    _lock_visits(batch, new, before)
    _write(batch, _judge(batch, new, before))
    for twin, first in twins:
        twin.answer = first.answer
    answered = iter(arrivals)
    return [[_answered(next(answered)) for _ in sent.scans] for sent in submissions]


def _lock_containers(batch: Batch) -> None:
    named = [arrival for arrival in batch.arrivals if arrival.names_a_container and not arrival.refused]
    codes = sorted({a.code for a in named if a.code}, key=lambda code: (code.kind, code.asset, code.value))
    containers = lock_containers(batch.connection, batch.organisation_id, codes)
    for arrival in named:
        arrival.container = containers.get(arrival.code) if arrival.code else None
        if arrival.container is None:
            arrival.refused = Reason.UNKNOWN_CODE


def _look_up(batch: Batch) -> dict[int, Window]:
    """Which scans are known, and the end of each container's history that new ones may change, in one question."""
    undone = {arrival.new.undoes for arrival in batch.arrivals if arrival.new.undoes}
    since: dict[int, datetime] = {}
    for arrival in batch.arrivals:
        if arrival.container is not None:
            event = batch.ground.events[arrival.authority.event_id]
            period = event.boundaries.period(effective_time(arrival.new, batch.now, event))
            container_id = arrival.container.id
            since[container_id] = min(period, since.get(container_id, period))
    ids = {arrival.new.id for arrival in batch.arrivals} | undone
    batch.known, found = known_and_windows(batch.connection, ids, since)
    return found


def _answer_known(batch: Batch) -> list[tuple[Arrival, Arrival]]:
    """Answer from the table what was recorded before, and refuse ids used for something else and codes that are not ours.

    Returns the scans that came twice in this batch, each with the one that came first: they get the same answer.
    """
    first: dict[UUID, Arrival] = {}
    twins = []
    for arrival in batch.arrivals:
        row, twin = batch.known.get(arrival.new.id), first.setdefault(arrival.new.id, arrival)
        if row is not None:
            same = row.content_hash == arrival.content_hash and row.organisation_id == batch.organisation_id
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
    new: dict[UUID, Scan | Void] = {}
    for arrival in batch.waiting:
        if arrival.container is not None:
            new[arrival.new.id] = scan_of_container(
                arrival, arrival.container, batch.ground, batch.now, batch.known
            )
    return new


def _lock_visits(batch: Batch, new: dict[UUID, Scan | Void], before: dict[int, Window]) -> None:
    """Lock the visits whose money may change. One visit is of one station: what names another's gets one of its own."""
    named = [arrival for arrival in batch.waiting if arrival.container is not None and arrival.visit_id]
    rows = _locked(batch, named, {visit_id for window in before.values() for visit_id in window.visit_ids})
    elsewhere = [arrival for arrival in named if not _is_here(batch, rows, arrival)]
    for arrival in elsewhere:
        arrival.visit_elsewhere = True
    rows |= _locked(batch, elsewhere, ())
    for arrival in elsewhere:
        # Its own is somebody else's only by design of whoever chose the ids: then it is nobody's.
        visit_id = arrival.visit_id if _is_here(batch, rows, arrival) else None
        new[arrival.new.id] = with_visit(new[arrival.new.id], visit_id)
    for row in rows.values():
        batch.purses[row.id] = Purse(row.credited_ore, row.paid_ore)
        batch.so_far[row.id] = VisitSoFar(row.unseen, row.phone_paid, row.phone_bound)


def _locked(batch: Batch, named: Sequence[Arrival], others: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    opened: dict[UUID, dict[str, Any]] = {}
    for arrival in named:
        if arrival.visit_id:
            opened.setdefault(arrival.visit_id, _visit_row(batch, arrival))
    return lock_visits(batch.connection, list(opened.values()), others)


def _is_here(batch: Batch, rows: dict[UUID, Row[Any]], arrival: Arrival) -> bool:
    row = rows[arrival.visit_id] if arrival.visit_id else None
    here = (batch.organisation_id, arrival.authority.station_id)
    return row is not None and (row.organisation_id, row.station_id) == here


def _visit_row(batch: Batch, arrival: Arrival) -> dict[str, Any]:
    return {
        "id": arrival.visit_id,
        "organisation_id": batch.organisation_id,
        "event_id": arrival.authority.event_id,
        "station_id": arrival.authority.station_id,
        "device_id": arrival.authority.device_id,
        "opened_at": batch.now,
        "credited_ore": 0,
        "paid_ore": 0,
        "unseen": 0,
        "by_phone": arrival.authority.phone_visit_id is not None,
        "phone_paid": 0,
    }


def _judge(
    batch: Batch, new: dict[UUID, Scan | Void], before: dict[int, Window]
) -> dict[int, tuple[Window, Judged]]:
    """Each touched container's history before and after."""
    of_container: dict[int, list[Scan | Void]] = defaultdict(list)
    for arrival in batch.waiting:
        if arrival.container is not None:
            of_container[arrival.container.id].append(new.pop(arrival.new.id))
    rules = _rules(batch)
    judged = {}
    for container_id, scans in sorted(of_container.items()):
        window = before.get(container_id, NOTHING)
        outcome = judge(window.scans, scans, rules, batch.so_far, delivered_to=window.delivered_to)
        judged[container_id] = (window, outcome)
    return judged


def _rules(batch: Batch) -> dict[int, Rules]:
    any_return = any(arrival.new.kind in RETURNS for arrival in batch.waiting)
    events = {arrival.authority.event_id for arrival in batch.waiting}
    heard = stalls_heard_until(batch.connection, events, batch.now) if any_return else {}
    return {
        event_id: Rules(event.policy, event.unseen_per_visit_max, event.types_in_use, heard.get(event_id))
        for event_id, event in batch.ground.events.items()
    }


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
        if scan.id in outcome.holds:
            writing.hold(scan, outcome.holds[scan.id])
    writing.look_up_losses(judged.values())
    for container_id, (window, outcome) in judged.items():
        if outcome.anything_counts:
            writing.container(container_id, window, outcome, min(outcome.new))
    writing.refused_codes(batch.refused_codes)
    writing.finish(batch.so_far)


def _answered(arrival: Arrival) -> Answer:
    if arrival.answer is None:
        raise AssertionError(f"a scan went through the door unanswered: {arrival.new.id}")
    return arrival.answer
