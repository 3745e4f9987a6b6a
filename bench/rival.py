"""The rival of `POST /scans`: the same writes to the same tables, by hand, with Flask and bare psycopg (or sqlite3).

It knows what a scan of an honest round does and nothing else: no late scans, no undo, no holds, no fold. So it shows
what the database and HTTP cost by themselves. Each request is a transaction of its own, as anybody would write it.
"""

import hashlib
import hmac
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask, request
from psycopg.rows import namedtuple_row
from uuid_utils.compat import uuid7

from bench.on_sqlite import OnSqlite

Accounts = dict[tuple[int, str, str], int]

local = threading.local()
accounts: Accounts = {}


def connection() -> psycopg.Connection[Any]:
    """This thread's connection. psycopg prepares what is sent often."""
    if not hasattr(local, "connection"):
        where = os.environ["RIVAL_DATABASE"]
        if where.startswith("sqlite:///"):
            local.connection = OnSqlite(where.removeprefix("sqlite:///"))
        else:
            local.connection = psycopg.connect(where, row_factory=namedtuple_row, autocommit=True)
    return local.connection  # type: ignore[no-any-return]


def create_app() -> Flask:
    """The whole rival."""
    app = Flask(__name__)

    @app.post("/api/v1/scans")
    def scans() -> Any:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        sent = request.get_json()["scans"]
        opened = connection()
        found: Accounts = {}
        with opened.transaction(), opened.cursor() as cursor:
            answer = {"results": [record(cursor, found, token, scan) for scan in sent]}
        accounts.update(found)
        return answer

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    return app


DEVICE = """SELECT d.id, d.organisation_id, d.event_id, d.station_id, s.kind, d.token_hash FROM device d
            JOIN station s ON s.id = d.station_id WHERE d.token_hash = %s AND d.revoked_at IS NULL"""
CONTAINER = """SELECT c.id, c.type_id, c.retired_at, t.deposit_ore, o.id AS trip_id, o.opened_at, o.opened_station_id
               FROM container c JOIN container_type t ON t.id = c.type_id
               LEFT JOIN trip o ON o.container_id = c.id AND o.end_how IS NULL
               WHERE t.asset = %s AND c.serial = %s FOR UPDATE OF c"""
SCAN = """INSERT INTO scan (id, organisation_id, event_id, station_id, station_kind, device_id, seq, kind, code,
            container_id, type_id, quantity, at, effective_at, recorded_at, period, deposit_ore, acts, pooled, by_phone,
            believed, visit_id, terms, content_hash, verdict, standing)
          VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 1, %s, %s, %s, %s, %s, true, false, false, true, %s, %s, %s,
            'accepted', 'accepted') ON CONFLICT (id) DO NOTHING"""
OPENS = """INSERT INTO trip (known_at, id, organisation_id, container_id, type_id, event_id, seen, pooled, deposit_ore, opened_at,
             period, opened_station_id, credited_at_stall, credited_ore, paid_again)
           VALUES (now(), %s, %s, %s, %s, %s, true, false, %s, %s, %s, %s, false, 0, false)"""
ENDS = """UPDATE trip SET end_how = 'returned', ended_at = %s, ended_station_id = %s, ended_event_id = %s,
            credited_scan_id = %s, credited_event_id = %s, credited_station_id = %s, credited_at = %s,
            credited_visit_id = %s, credited_ore = deposit_ore WHERE id = %s"""
VISIT = """INSERT INTO visit (id, organisation_id, event_id, station_id, opened_at, credited_ore, paid_ore,
             credited_since, by_phone, code_entry, at_sign) VALUES (%s, %s, %s, %s, %s, %s, 0, now(), false, 0, false)
           ON CONFLICT (id) DO UPDATE SET credited_ore = visit.credited_ore + excluded.credited_ore"""
TRANSFER = """INSERT INTO transfer (id, organisation_id, event_id, debit_account_id, credit_account_id, amount_ore,
                cause_kind, cause_subject, cause_brought_by, at, booked_at)
              VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
MOVED = "UPDATE container SET state = %s, state_at = %s, station_id = %s, latest_at = %s, trips = trips + %s WHERE id = %s"
COUNTED = "INSERT INTO rollup_delta (organisation_id, event_id, station_id, type_id, hour, measure, n, recorded_at) VALUES "
ROW = "(%s, %s, %s, %s, %s, %s, %s, now())"
NEW_ACCOUNT = """INSERT INTO account (organisation_id, event_id, kind, of, currency) VALUES (%s, %s, %s, %s, 'DKK')
                 ON CONFLICT (event_id, kind, of) DO NOTHING"""
ACCOUNT = "SELECT id FROM account WHERE event_id = %s AND kind = %s AND of = %s"


@dataclass
class Fact:
    """One scan with whoever sent it, in one transaction."""

    cursor: Any
    found: Accounts
    device: Any
    thing: Any
    id: UUID
    at: datetime
    period: datetime
    visit: UUID | None


def record(cursor: Any, found: Accounts, token: str, scan: Mapping[str, Any]) -> dict[str, Any]:
    """One scan: who sends it, what it is of, the evidence, the trip, the money, the counts."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    device = cursor.execute(DEVICE, (digest,)).fetchone()
    if device is None or not hmac.compare_digest(device.token_hash, digest):
        raise PermissionError
    grai = scan["code"].rpartition("/")[2]
    thing = cursor.execute(CONTAINER, (grai[1:14], grai[14:])).fetchone()
    at = datetime.fromisoformat(scan["at"])
    visit = UUID(scan["visit"]) if "visit" in scan else None
    fact = Fact(
        cursor,
        found,
        device,
        thing,
        UUID(scan["id"]),
        at,
        at.replace(hour=4, minute=0, second=0, microsecond=0),
        visit,
    )
    content = hashlib.sha256(repr(scan).encode()).hexdigest()
    evidence = (
        fact.id, device.organisation_id, device.event_id, device.station_id, device.kind, device.id, scan["seq"],
        scan["kind"], scan["code"], thing.id, thing.type_id, at, at, at, fact.period, thing.deposit_ore, visit,
        scan["terms"], content,
    )  # fmt: skip
    cursor.execute(SCAN, evidence)
    if cursor.rowcount:
        hand_out(fact) if scan["kind"] == "issue" else take_back(fact)
    return {
        "id": scan["id"],
        "verdict": "accepted",
        "standing": "accepted",
        "container": grai,
        "type_id": thing.type_id,
        "deposit_ore": thing.deposit_ore,
    }


def hand_out(fact: Fact) -> None:
    """A trip opens, the vendor owes its deposit."""
    device, thing, at = fact.device, fact.thing, fact.at
    stall = device.station_id
    trip = (fact.id, device.organisation_id, thing.id, thing.type_id, device.event_id, thing.deposit_ore, at,
            fact.period, stall)  # fmt: skip
    fact.cursor.execute(OPENS, trip)
    book(fact, "issue", ("V", str(stall)), ("DH", str(stall)))
    fact.cursor.execute(MOVED, ("issued", at, stall, at, 1, thing.id))
    count(fact, (stall, hour(at), "issued", 1), (0, minute(at), "out", 1))


def take_back(fact: Fact) -> None:
    """The trip ends, its deposit is the guest's."""
    device, thing, at = fact.device, fact.thing, fact.at
    box, event, stall = device.station_id, device.event_id, thing.opened_station_id
    fact.cursor.execute(ENDS, (at, box, event, fact.id, event, box, at, fact.visit, thing.trip_id))
    fact.cursor.execute(VISIT, (fact.visit, device.organisation_id, event, box, at, thing.deposit_ore))
    book(fact, "return", ("DH", str(stall)), ("RP", str(box)))
    fact.cursor.execute(MOVED, ("returned", at, box, at, 0, thing.id))
    age = int((at - thing.opened_at).total_seconds() // 60)
    count(
        fact,
        (box, hour(at), "returned", 1),
        (stall, hour(thing.opened_at), "became_returned", 1),
        (0, minute(thing.opened_at), "out", -1),
        (0, fact.period, f"returned@{age}", 1),
    )


def book(fact: Fact, kind: str, debit: tuple[str, str], credit: tuple[str, str]) -> None:
    """The deposit from one account to the other."""
    ids = [account(fact, *key) for key in (debit, credit)]
    device = fact.device
    transfer = (uuid7(), device.organisation_id, device.event_id, *ids, fact.thing.deposit_ore, kind, fact.id, fact.id,
                fact.at, fact.at)  # fmt: skip
    fact.cursor.execute(TRANSFER, transfer)


def account(fact: Fact, kind: str, of: str) -> int:
    """An account's id; remembered for good once the request is committed."""
    key = (fact.device.event_id, kind, of)
    if key in accounts:
        return accounts[key]
    fact.cursor.execute(NEW_ACCOUNT, (fact.device.organisation_id, *key))
    fact.found[key] = fact.cursor.execute(ACCOUNT, key).fetchone().id
    return fact.found[key]


def count(fact: Fact, *counts: tuple[int, datetime, str, int]) -> None:
    """What the scan counts for."""
    device = fact.device
    rows = [
        value
        for station, moment, measure, n in counts
        for value in (
            device.organisation_id,
            device.event_id,
            station,
            fact.thing.type_id,
            moment,
            measure,
            n,
        )
    ]
    fact.cursor.execute(COUNTED + ", ".join([ROW] * len(counts)), rows)


def minute(moment: datetime) -> datetime:
    """The whole minute."""
    return moment.replace(second=0, microsecond=0)


def hour(moment: datetime) -> datetime:
    """The whole hour."""
    return moment.replace(minute=0, second=0, microsecond=0)
