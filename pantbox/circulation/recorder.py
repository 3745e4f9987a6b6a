"""The one door: `record_scans` takes any number of scans and costs a fixed number of statements.

Lock the containers in order of id, and only then look which scans are known already: a scan sent twice at the same
moment waits here, and finds itself. Judge (pure). Write every set by one statement. The caller commits, and answers
only after that.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from pantbox.circulation.door import Answer, Authority, Elsewhere, NewScan, Submission
from pantbox.circulation.ground import Ground, TypeGround, load_ground, stalls_heard_until
from pantbox.circulation.history import History
from pantbox.circulation.judge import Judged, Refused, Rules, VisitSoFar, judge
from pantbox.circulation.known import Window, known_scans, lock_containers, lock_visits, windows
from pantbox.circulation.scan import Kind, Reason, Scan, Verdict
from pantbox.circulation.verdicts import refusal, standing
from pantbox.circulation.writing import Writing
from pantbox.containers.codes import Code, CodeKind, read_code
from pantbox.errors import BadInput
from pantbox.keys import Keys
from pantbox.ledger.postings import Purse

COUNTED_KINDS = frozenset({Kind.COUNT, Kind.RECEIVE, Kind.DISPATCH, Kind.WASH, Kind.EMPTY, Kind.COLLECT})
"""What may be said of a type, a crate or a bag instead of one container."""


@dataclass
class Arrival:
    """One scan on its way through the door."""

    authority: Authority
    new: NewScan
    code: Code | None = None
    refused: Reason | None = None
    container: Row[Any] | None = None
    answer: Answer | None = None


@dataclass
class Batch:
    """Everything one call works on."""

    session: Session
    organisation_id: int
    now: datetime
    ground: Ground
    arrivals: list[Arrival]
    windows: dict[int, Window] = field(default_factory=dict)
    visits: dict[UUID, Row[Any]] = field(default_factory=dict)
    purses: dict[UUID, Purse] = field(default_factory=dict)
    so_far: dict[UUID, VisitSoFar] = field(default_factory=dict)


def record_scans(
    session: Session, keys: Keys, submissions: Sequence[Submission], now: datetime
) -> list[list[Answer]]:
    """Record scans of one organisation, and answer each, in the order they were sent.

    Raises `NotFound("station_unknown")` when an authority stands nowhere; `Conflict("scan_collided")` when another
    transaction recorded one of these ids at the same moment (the caller tries again, one request at a time).
    """
    arrivals = [Arrival(sent.authority, new) for sent in submissions for new in sent.scans]
    ground = load_ground(session, [sent.authority for sent in submissions])
    batch = Batch(session, submissions[0].authority.organisation_id, now, ground, arrivals)
    _read(batch, keys)
    _lock(batch)
    _answer_known(batch)
    judged = _judge(batch)
    writing = Writing(session.connection(), batch.organisation_id, now, batch.purses)
    _write(batch, judged, writing)
    answers = iter(batch.arrivals)
    return [[_answered(next(answers)) for _ in sent.scans] for sent in submissions]


def _read(batch: Batch, keys: Keys) -> None:
    for arrival in batch.arrivals:
        try:
            arrival.code = read_code(arrival.new.code, keys) if arrival.new.kind is not Kind.EMPTY else None
        except BadInput as error:
            arrival.refused = Reason(error.code)


def _lock(batch: Batch) -> None:
    connection = batch.session.connection()
    codes = sorted({a.code for a in batch.arrivals if a.code and a.code.kind in (CodeKind.CONTAINER, CodeKind.HUMAN)},
                   key=lambda code: (code.kind, code.asset, code.value))  # fmt: skip
    containers = lock_containers(connection, batch.organisation_id, codes) if codes else {}
    for arrival in batch.arrivals:
        if arrival.code is None or arrival.code.kind not in (CodeKind.CONTAINER, CodeKind.HUMAN):
            continue
        arrival.container = containers.get(arrival.code)
        if arrival.container is None:
            arrival.refused = Reason.UNKNOWN_CODE
        elif arrival.container.organisation_id != batch.organisation_id:
            arrival.refused, arrival.container = Reason.FOREIGN_OPERATOR, None
    visit_ids = {visit for a in batch.arrivals if (visit := _visit_of(a))}
    batch.visits = lock_visits(connection, sorted(visit_ids))
    for visit_id, row in batch.visits.items():
        batch.purses[visit_id] = Purse(row.credited_ore, row.paid_ore)
        batch.so_far[visit_id] = VisitSoFar(row.unseen, row.phone_paid, row.phone_bound)


def _visit_of(arrival: Arrival) -> UUID | None:
    return arrival.authority.phone_visit_id or arrival.new.visit_id


def _answer_known(batch: Batch) -> None:
    """Answer from the table what was recorded before, and refuse ids that are used for something else."""
    known = known_scans(batch.session.connection(), sorted({a.new.id for a in batch.arrivals}))
    first: dict[UUID, Arrival] = {}
    for arrival in batch.arrivals:
        row, twin = known.get(arrival.new.id), first.setdefault(arrival.new.id, arrival)
        content = arrival.new.content_hash(arrival.authority)
        if row is not None:
            same = row.content_hash == content and row.organisation_id == batch.organisation_id
            arrival.answer = _repeated(arrival, row) if same else _refusal(arrival, Reason.ID_REUSED)
        elif twin is not arrival and content != twin.new.content_hash(twin.authority):
            arrival.answer = _refusal(arrival, Reason.ID_REUSED)
        elif arrival.refused:
            arrival.answer = _refusal(arrival, arrival.refused)


def _repeated(arrival: Arrival, row: Row[Any]) -> Answer:
    return _answer(arrival, Verdict(row.verdict), Reason(row.verdict_reason) if row.verdict_reason else None,
                   Verdict(row.standing), row.deposit_ore)  # fmt: skip


def _refusal(arrival: Arrival, reason: Reason) -> Answer:
    return Answer(arrival.new.id, Verdict.REJECTED, reason, Verdict.REJECTED)


def _judge(batch: Batch) -> dict[int, tuple[Window, Judged]]:
    """Each touched container's history before and after."""
    new: dict[int, list[Scan | Refused]] = defaultdict(list)
    seen: set[UUID] = set()
    for arrival in batch.arrivals:
        if arrival.answer or arrival.container is None or arrival.new.id in seen:
            continue
        seen.add(arrival.new.id)
        new[arrival.container.id].append(_scan(batch, arrival, arrival.container))
    since = {one: min(_inner(scan).period for scan in scans) for one, scans in new.items()}
    batch.windows = windows(batch.session.connection(), since)
    rules = _rules(
        batch, any_return=any(_inner(s).kind is Kind.RETURN for scans in new.values() for s in scans)
    )
    judged = {}
    for container_id, scans in sorted(new.items()):
        window = batch.windows.get(container_id) or Window([], [], {})
        judged[container_id] = (window, judge(window.scans, scans, rules, batch.so_far))
    return judged


def _inner(scan: Scan | Refused) -> Scan:
    return scan.scan if isinstance(scan, Refused) else scan


def _rules(batch: Batch, *, any_return: bool) -> dict[int, Rules]:
    return {
        event_id: Rules(
            event.policy,
            event.unseen_per_visit_max,
            stalls_heard_until(batch.session.connection(), event_id) if any_return else None,
        )
        for event_id, event in batch.ground.events.items()
    }


def _scan(batch: Batch, arrival: Arrival, container: Row[Any]) -> Scan | Refused:
    new, authority = arrival.new, arrival.authority
    event = batch.ground.events[authority.event_id]
    station_kind = batch.ground.station_kinds[authority.station_id]
    effective_at = min(new.at + new.clock_offset, batch.now)
    if new.told is None and effective_at < event.times.earliest:
        effective_at = batch.now  # A live scan of a device with no idea of the time happened just now.
    kind = batch.ground.types[container.asset]
    deposit = event.terms.deposit_ore(kind.id, shown=new.terms, at=effective_at)
    scan = Scan(
        id=new.id,
        kind=new.kind,
        container_id=container.id,
        type_id=kind.id,
        event_id=authority.event_id,
        station_id=authority.station_id,
        station_kind=station_kind,
        effective_at=effective_at,
        recorded_at=batch.now,
        period=event.boundaries.period(effective_at),
        deposit_ore=deposit or kind.deposit_ore,
        pooled=kind.id in event.pooled_types,
        by_phone=authority.phone_visit_id is not None,
        visit_id=_visit_of(arrival),
        undoes=new.undoes,
        reason=new.reason,
    )
    reason = refusal(new.kind, station_kind, effective_at, batch.now, event.times)
    if reason is None and new.kind is Kind.ISSUE and new.told is None and container.retired_at:
        reason = Reason.RETIRED_CONTAINER
    return Refused(scan, reason) if reason else scan


def _write(batch: Batch, judged: dict[int, tuple[Window, Judged]], writing: Writing) -> None:
    done: dict[UUID, Answer] = {}
    for arrival in batch.arrivals:
        if arrival.answer is None and arrival.new.id in done:
            arrival.answer = done[arrival.new.id]
        if arrival.answer:
            continue
        if arrival.container is None:
            arrival.answer = _count(batch, arrival, writing)
        else:
            window, outcome = judged[arrival.container.id]
            arrival.answer = _judged_answer(arrival, outcome)
            scan = next(s for s in outcome.scans if s.id == arrival.new.id)
            writing.scan(arrival.authority, arrival.new, scan, arrival.answer)
            if arrival.new.id in outcome.holds:
                writing.hold(scan, outcome.holds[arrival.new.id])
        done[arrival.new.id] = arrival.answer
    for container_id, (window, outcome) in judged.items():
        arrived = min(outcome.told, default=None)
        if arrived:
            writing.container(container_id, window, outcome, arrived)
    stations = {visit: a.authority for a in batch.arrivals if (visit := _visit_of(a))}
    writing.finish(stations, batch.visits, batch.so_far)


def _judged_answer(arrival: Arrival, outcome: Judged) -> Answer:
    verdict, reason = outcome.told[arrival.new.id]
    scan = next(s for s in outcome.scans if s.id == arrival.new.id)
    trip_deposit, trip_id = _trip_of(outcome.history, scan)
    before = outcome.history.first_returns.get(scan.id)
    elsewhere = (
        Elsewhere(before.station_id, before.effective_at)
        if before and verdict is not Verdict.ACCEPTED
        else None
    )
    stands = standing(scan, verdict, reason, outcome.history)
    return _answer(arrival, verdict, reason, stands, trip_deposit or scan.deposit_ore, trip_id, elsewhere)


def _trip_of(history: History, scan: Scan) -> tuple[int | None, UUID | None]:
    for trip in history.trips:
        claims = {claim.scan_id for claim in (trip.credited, trip.contested) if claim}
        if trip.id == scan.id or scan.id in claims:
            return trip.deposit_ore, trip.id
    return None, None


def _answer(
    arrival: Arrival, verdict: Verdict, reason: Reason | None, standing: Verdict, deposit_ore: int | None,
    trip: UUID | None = None, elsewhere: Elsewhere | None = None,
) -> Answer:  # fmt: skip
    container = arrival.container
    if container is None:
        return Answer(arrival.new.id, verdict, reason, standing)
    grai = f"0{container.asset}{container.serial}"
    return Answer(arrival.new.id, verdict, reason, standing, container.id, grai, container.human_code,
                  container.type_id, deposit_ore, trip, elsewhere)  # fmt: skip


def _count(batch: Batch, arrival: Arrival, writing: Writing) -> Answer:
    """A scan of a type, a crate, a bag or of nothing but the station: kept as a count, of no container."""
    authority, new = arrival.authority, arrival.new
    event = batch.ground.events[authority.event_id]
    station_kind = batch.ground.station_kinds[authority.station_id]
    effective_at = min(new.at + new.clock_offset, batch.now)
    reason = refusal(new.kind, station_kind, effective_at, batch.now, event.times)
    kind = _type_of(batch, arrival.code)
    if reason is None and (
        new.kind not in COUNTED_KINDS or (arrival.code and arrival.code.kind is CodeKind.TYPE and not kind)
    ):
        reason = Reason.STATION_MAY_NOT if kind else Reason.UNKNOWN_CODE
    verdict = Verdict.REJECTED if reason else Verdict.ACCEPTED
    answer = Answer(new.id, verdict, reason, verdict, type_id=kind.id if kind else None)
    period = event.boundaries.period(effective_at)
    writing.count(authority, new, answer, station_kind, effective_at, period)
    if reason is None and kind and kind.id in event.pooled_types:
        deposit = event.terms.deposit_ore(kind.id, shown=new.terms, at=effective_at) or kind.deposit_ore
        writing.pool(authority, new, station_kind, kind.id, deposit, effective_at)
    return answer


def _type_of(batch: Batch, code: Code | None) -> TypeGround | None:
    return batch.ground.types.get(code.asset) if code and code.kind is CodeKind.TYPE else None


def _answered(arrival: Arrival) -> Answer:
    if arrival.answer is None:
        raise AssertionError(f"a scan went through the door unanswered: {arrival.new.id}")
    return arrival.answer
