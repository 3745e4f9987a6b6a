"""10,000 scans in one go, against the same rows by COPY and set-based SQL; and a device's outbox over HTTP.

Batches of issues and of their returns take turns, without HTTP on either side. The rival holds the containers, writes every
row that ours writes, and knows nothing else: it is told that each scan is honest. An outbox is sent as devices do, 500 scans
a request, to ours and to the rival of `scans`.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import psycopg

from bench.ground import Ground, durable_server, lay
from bench.load import request, run
from bench.scans import OURS, RIVAL, Contender, Size, serving
from bench.spread import ratio, spread, table
from pantbox.circulation.door import Authority, NewScan, Submission
from pantbox.circulation.group_commit import Doorway
from pantbox.circulation.scan import Kind
from pantbox.clock import new_id
from pantbox.core import create_core
from pantbox.garbage import leave_what_stands
from tests.support.servers import Ports

ROUNDS = 5
BATCH = 10_000
OUTBOX, SENT_AT_ONCE, OUTBOX_OF_A_ROUND = 50_000, 500, 5_000
GOAL = 0.5
"""Promise 18."""
VISITS_OF = 2
STALL, BOX = 2, 10
"""The first of each, as `lay` makes them; their devices' ids are one less."""

HELD = """CREATE TEMP TABLE held ON COMMIT DROP AS
    SELECT s.*, c.id AS container_id, c.type_id, t.deposit_ore AS ore, o.id AS trip_id, o.opened_at,
        date_trunc('day', s.at) AS period, date_trunc('hour', s.at) AS hour, date_trunc('minute', o.opened_at) AS opened
    FROM sent s JOIN container_type t USING (asset) JOIN container c ON c.type_id = t.id AND c.serial = s.serial
    LEFT JOIN trip o ON o.container_id = c.id AND o.end_how IS NULL ORDER BY c.id FOR UPDATE OF c"""
SCANS = """INSERT INTO scan (id, organisation_id, event_id, station_id, station_kind, device_id, seq, kind, code, container_id,
        type_id, quantity, at, effective_at, recorded_at, period, deposit_ore, acts, pooled, by_phone, believed, visit_id,
        content_hash, verdict, standing)
    SELECT id, 1, 1, {station}, '{station_kind}', {station} - 1, seq, '{kind}', code, container_id, type_id, 1, at, at, now(),
        period, ore, true, false, false, true, visit, encode(sha256(code::bytea), 'hex'), 'accepted', 'accepted' FROM held
    ON CONFLICT (id) DO NOTHING"""
ACCOUNTS = """INSERT INTO account (organisation_id, event_id, kind, of, currency)
    VALUES (1, 1, '{debit}', '{debtor}', 'DKK'), (1, 1, '{credit}', '{creditor}', 'DKK') ON CONFLICT DO NOTHING"""
TRANSFERS = """INSERT INTO transfer (id, organisation_id, event_id, debit_account_id, credit_account_id, amount_ore, cause_kind,
        cause_subject, cause_brought_by, at, booked_at)
    SELECT uuidv7(), 1, 1, d.id, c.id, ore, '{kind}', held.id, held.id, at, now() FROM held, account d, account c
    WHERE d.event_id = 1 AND d.kind = '{debit}' AND d.of = '{debtor}'
        AND c.event_id = 1 AND c.kind = '{credit}' AND c.of = '{creditor}'"""
MOVED = """UPDATE container SET state = '{state}', state_at = at, station_id = {station}, latest_at = at, trips = trips + {trips}
    FROM held WHERE container.id = held.container_id"""
OPENED = """INSERT INTO trip (id, known_at, organisation_id, container_id, type_id, event_id, seen, pooled, deposit_ore,
        opened_at, period, opened_station_id, credited_at_stall, credited_ore, paid_again)
    SELECT id, now(), 1, container_id, type_id, 1, true, false, ore, at, period, {station}, false, 0, false FROM held"""
VISITS = """INSERT INTO visit (id, organisation_id, event_id, station_id, device_id, opened_at, credited_since, credited_ore,
        paid_ore, by_phone, code_entry, at_sign)
    SELECT visit, 1, 1, {station}, {station} - 1, min(at), now(), sum(ore), 0, false, 0, false FROM held GROUP BY visit
    ON CONFLICT (id) DO UPDATE SET credited_ore = visit.credited_ore + excluded.credited_ore"""
ENDED = """UPDATE trip SET end_how = 'returned', ended_at = at, ended_station_id = {station}, ended_event_id = 1,
        credited_scan_id = held.id, credited_event_id = 1, credited_station_id = {station}, credited_at = at,
        credited_visit_id = visit, credited_ore = trip.deposit_ore FROM held WHERE trip.id = held.trip_id"""
COUNTED = "INSERT INTO rollup_delta (organisation_id, event_id, station_id, type_id, hour, measure, recorded_at, n) "
COUNTED_OUT = (
    COUNTED
    + """SELECT 1, 1, {station}, type_id, hour, 'issued', now(), count(*) FROM held GROUP BY type_id, hour UNION ALL
    SELECT 1, 1, 0, type_id, date_trunc('minute', at), 'out', now(), count(*) FROM held
        GROUP BY type_id, date_trunc('minute', at)"""
)
COUNTED_BACK = (
    COUNTED
    + """SELECT 1, 1, {station}, type_id, hour, 'returned', now(), count(*) FROM held GROUP BY type_id, hour UNION ALL
    SELECT 1, 1, {stall}, type_id, date_trunc('hour', opened_at), 'became_returned', now(), count(*) FROM held
        GROUP BY type_id, date_trunc('hour', opened_at) UNION ALL
    SELECT 1, 1, 0, type_id, opened, 'out', now(), -count(*) FROM held GROUP BY type_id, opened UNION ALL
    SELECT 1, 1, 0, type_id, period, 'returned@' || extract(epoch FROM date_trunc('minute', at) - opened)::int / 60, now(),
        count(*) FROM held GROUP BY type_id, period, extract(epoch FROM date_trunc('minute', at) - opened)::int / 60"""
)
OUT = {"kind": "issue", "station": STALL, "station_kind": "stall", "debit": "V", "debtor": STALL, "credit": "DH",
       "creditor": STALL, "state": "issued", "trips": 1}  # fmt: skip
BACK = {"kind": "return", "station": BOX, "station_kind": "pant_box", "debit": "DH", "debtor": STALL, "credit": "RP",
        "creditor": BOX, "state": "returned", "trips": 0, "stall": STALL}  # fmt: skip
STEPS = {
    Kind.ISSUE: [sql.format(**OUT) for sql in (SCANS, OPENED, ACCOUNTS, TRANSFERS, MOVED, COUNTED_OUT)],
    Kind.RETURN: [sql.format(**BACK) for sql in (SCANS, VISITS, ENDED, ACCOUNTS, TRANSFERS, MOVED, COUNTED_BACK)],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """One scan of a batch."""

    id: UUID
    kind: Kind
    code: str
    at: datetime
    seq: int
    visit: UUID | None


def bench() -> dict[str, Any]:
    """Batches by both, in turn; then the outboxes."""
    with durable_server() as server:
        server.run(*(f"CREATE DATABASE {name}" for name in ("ours", "theirs")))
        containers = ROUNDS * BATCH + OUTBOX
        ports = Ports("main")
        grounds = {name: lay(server.url(name), containers, ports.free()) for name in ("ours", "theirs")}
        seconds = batches(grounds["ours"], grounds["theirs"], ROUNDS, BATCH)
        outboxes = _outboxes(grounds)
    rates = {name: [2 * BATCH / one for one in taken] for name, taken in seconds.items()}
    return {
        "bench": "batch",
        "rounds": ROUNDS,
        "batch": BATCH,
        "ours_per_second": spread(rates["ours"]),
        "rival_per_second": spread(rates["theirs"]),
        "ratio": ratio(rates["ours"], rates["theirs"]),
        "goal": GOAL,
        "outbox": outboxes,
    }


def batches(ours: Ground, theirs: Ground, rounds: int, size: int) -> dict[str, list[float]]:
    """Seconds that both needed for a batch of issues and one of their returns, round by round."""
    leave_what_stands()  # as servers do
    core = create_core(ours.settings)
    doorway = Doorway(core)
    authorities = {Kind.ISSUE: Authority(1, 1, STALL, STALL - 1), Kind.RETURN: Authority(1, 1, BOX, BOX - 1)}

    def by_us(sent: Sequence[Sent]) -> None:
        answers = doorway.record(Submission(authorities[sent[0].kind], as_scans(sent)))
        assert all(answer.verdict == "accepted" for answer in answers)

    taken: dict[str, list[float]] = {"ours": [], "theirs": []}
    with psycopg.connect(theirs.settings.database_url.replace("+psycopg", ""), autocommit=True) as connection:
        sides: list[tuple[str, Ground, Callable[[Sequence[Sent]], None]]] = [
            ("ours", ours, by_us), ("theirs", theirs, lambda sent: copied(connection, sent)),
        ]  # fmt: skip
        for number in range(rounds):
            for name, ground, record in sides if number % 2 else reversed(sides):
                codes = ground.codes[number * size : (number + 1) * size]
                out, back = list(batch_of(Kind.ISSUE, codes)), list(batch_of(Kind.RETURN, codes))
                began = time.perf_counter()
                record(out)
                record(back)
                taken[name].append(time.perf_counter() - began)
    core.database.dispose()
    return taken


def copied(connection: psycopg.Connection[Any], sent: Sequence[Sent]) -> None:
    """The rival: all rows by COPY into a table of its own, then set by set."""
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE sent (id uuid, seq int, code text, asset text, serial text, at timestamptz, visit uuid)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY sent FROM STDIN") as rows:
            for one in sent:
                grai = one.code.rpartition("/")[2]
                rows.write_row((one.id, one.seq, one.code, grai[1:14], grai[14:], one.at, one.visit))
        cursor.execute(HELD)
        for step in STEPS[sent[0].kind]:
            cursor.execute(step.encode())


def as_scans(sent: Sequence[Sent]) -> tuple[NewScan, ...]:
    """As the door takes them."""
    return tuple(NewScan(one.id, one.kind, one.code, one.at, seq=one.seq, visit_id=one.visit) for one in sent)


def batch_of(kind: Kind, codes: Sequence[str]) -> Iterator[Sent]:
    """A scan of each, a millisecond apart."""
    minutes = {Kind.ISSUE: 60, Kind.RETURN: 20}
    at = datetime.now(UTC) - timedelta(minutes=minutes[kind])
    visit = None
    for number, code in enumerate(codes):
        if kind is Kind.RETURN and number % VISITS_OF == 0:
            visit = new_id()
        yield Sent(new_id(), kind, code, at + timedelta(milliseconds=number), number, visit)


def _outboxes(grounds: dict[str, Ground]) -> dict[str, Any]:
    """A few thousand scans by both in turn, for the ratio; and a full outbox by us."""
    size = Size()
    ours = Contender(OURS, size, grounds["ours"], islice(grounds["ours"].codes, ROUNDS * BATCH, None))
    theirs = Contender(RIVAL, size, grounds["theirs"], islice(grounds["theirs"].codes, ROUNDS * BATCH, None))
    rates: dict[str, list[float]] = {OURS: [], RIVAL: []}
    with serving(ours), serving(theirs):
        for number in range(ROUNDS):
            for one in (ours, theirs) if number % 2 else (theirs, ours):
                rates[one.name].append(OUTBOX_OF_A_ROUND / _send(one, OUTBOX_OF_A_ROUND))
        seconds = _send(ours, OUTBOX)
    return {
        "scans": OUTBOX, "seconds": seconds, "ours_per_second": spread(rates[OURS]),
        "rival_per_second": spread(rates[RIVAL]), "ratio": ratio(rates[OURS], rates[RIVAL]),
    }  # fmt: skip


def _send(to: Contender, scans: int) -> float:
    """Seconds that one device needs to send so many scans, half of them issues and half their returns."""
    codes = list(islice(to.fresh, scans // 2))
    requests = []
    for kind, token in ((Kind.ISSUE, to.ground.stall_tokens[0]), (Kind.RETURN, to.ground.box_tokens[0])):
        for first in range(0, len(codes), SENT_AT_ONCE):
            body = {"scans": [_as_sent(one) for one in batch_of(kind, codes[first : first + SENT_AT_ONCE])]}
            requests.append(request(to.port, "/api/v1/scans", token, json.dumps(body).encode()))
    return run(to.port, [requests], 600).seconds


def _as_sent(scan: Sent) -> dict[str, Any]:
    told = {"id": str(scan.id), "seq": scan.seq, "kind": scan.kind.value, "code": scan.code, "at": scan.at.isoformat(),
            "terms": 1}  # fmt: skip
    return told | ({"visit": str(scan.visit)} if scan.visit else {})


def told(found: dict[str, Any]) -> str:
    """As a table."""
    outbox = found["outbox"]
    rows = [
        (f"a batch of {found['batch']:,}", found["ours_per_second"], found["rival_per_second"], found["ratio"], found["goal"]),
        (f"an outbox, {SENT_AT_ONCE} a request", outbox["ours_per_second"], outbox["rival_per_second"], outbox["ratio"], None),
    ]  # fmt: skip
    titles = (f"scans per second, median of {found['rounds']} rounds", "pantbox", "rival", "ratio", "goal")
    ends = f"an outbox of {outbox['scans']:,} scans sent in {outbox['seconds']:.1f} s"
    return "\n".join([*table(titles, rows), ends])
