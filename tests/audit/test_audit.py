"""The audit finds nothing in an honest database, and finds each lie by the promise it breaks."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import text

from pantbox.audit import audit
from pantbox.circulation.disputes import settle_dispute
from pantbox.circulation.rollups import fold_deltas
from pantbox.clock import new_id
from pantbox.ledger.postings import Against
from pantbox.places.events import Rail
from pantbox.places.log import By
from pantbox.refunds.refund import Part, Payer, pay_out
from pantbox.refunds.visits import claim_of
from tests.circulation.test_door_in_any_order import PLACES, play, random_scans
from tests.support.festival import DAY, Festival


def failed(festival, event_id=None):
    """The promises that do not hold, by number and name."""
    return {
        (finding.promise, finding.name) for finding in audit(festival.core, event_id) if finding.ok is False
    }


def promises(festival):
    return {promise for promise, _ in failed(festival)}


def tamper(festival, *statements):
    """Change rows as nobody should be able to: triggers away first, and back afterwards."""
    postgresql = festival.core.database.is_postgresql
    with festival.core.database.engine.begin() as connection:
        if postgresql:
            connection.execute(text("SET session_replication_role = replica"))
            kept = []
        else:
            found = connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            ).all()
            kept = [row.sql for row in found]
            for row in found:
                connection.execute(text(f"DROP TRIGGER {row.name}"))
        for statement in statements:
            changed = connection.execute(text(statement))
            assert changed.rowcount, statement
        for sql in kept:
            connection.execute(text(sql))


@pytest.fixture
def day(festival):
    """Some of everything: returned, out, unseen, collected, taken back by a stall, undone, paid twice, a voucher."""
    soup, east = festival.stall("soup"), festival.box("east")
    for n in range(6):
        soup.issue(f"CUP-{n}", at="18:00")
    guest = new_id()
    east.take("CUP-0", at="19:00", visit_id=guest)
    east.take("CUP-1", at="19:00", visit_id=guest)
    east.take("bowl-unseen", at="19:01", visit_id=guest)
    soup.take("CUP-2", at="19:10")
    festival.store().say("collect", "CUP-3", at="20:00")
    with festival.core.database.transaction(festival.organisation_id) as session:
        pay_out(
            session, festival.core.keys, visit_id=guest, claim=claim_of(festival.core.keys, guest),
            parts=[Part(Rail.VOUCHER, 2_000, None)], idempotency_key="once", payer=Payer(None, None), now=festival.now,
        )  # fmt: skip
    undone = east.take("CUP-4", at="19:20")
    east.undo(undone, "CUP-4", at="19:21")
    phone = festival.phone("sign", festival.phone_visit("sign"))
    phone.say("return", "CUP-5", at="19:30")
    east.take("CUP-5", at="19:40")
    settle(festival, east.take("CUP-2", at="20:30").id)
    return festival


def settle(festival, claim_id):
    with festival.core.database.transaction(festival.organisation_id) as session:
        settle_dispute(
            session, festival.organisation_id, festival.event_id, claim_id, Against.STALL, By(details=(("by", "cli"),)), festival.now
        )  # fmt: skip


def test_an_honest_day_breaks_no_promise(day):
    findings = list(audit(day.core))

    assert [finding for finding in findings if finding.ok is False] == []
    assert {finding.promise for finding in findings} == {*range(1, 13), 22, 26}
    # A test's database was made without a key, so nobody answers for its triggers.
    unchecked = {finding.name for finding in findings if finding.ok is None}
    assert unchecked == {"settlements", "triggers are ours"}


def test_folding_counts_in_changes_nothing(day):
    day.core.database.retrying(fold_deltas)

    assert failed(day) == set()


def test_one_event_is_audited_alone(day, core):
    other = Festival(core, slug="other", company_prefix="9520002")
    other.stall("pizza").issue("CUP-1", at="18:00")
    tamper(day, f"UPDATE trip SET deposit_ore = 1 WHERE event_id = {other.event_id}")

    assert failed(day, day.event_id) == set()
    assert failed(day, other.event_id) != set()


@pytest.mark.parametrize("seed", range(4))
def test_random_days_in_random_orders_break_no_promise(core, seed):
    chance = random.Random(seed)
    festival = Festival(core)
    places = [getattr(festival, kind)(name) for kind, name in PLACES]
    visits = {place.station_id: [new_id() for _ in range(3)] for place in places}
    made = random_scans(festival, chance, visits)
    festival.now = DAY + timedelta(days=30)

    play(festival, made, chance)

    assert failed(festival) == set()


LIES = {
    "a trip that never was": (3, "UPDATE trip SET end_how = 'lost' WHERE end_how IS NULL"),
    "a trip that is gone": (3, "DELETE FROM trip WHERE end_how = 'collected'"),
    "another deposit": (3, "UPDATE trip SET deposit_ore = 100 WHERE end_how IS NULL"),
    "a container that is elsewhere": (3, "UPDATE container SET state = 'lost' WHERE trips = 1"),
    "a scan that counts for something else": (3, "UPDATE scan SET standing = 'held' WHERE kind = 'issue'"),
    "a scan at another time": (3, "UPDATE scan SET effective_at = period WHERE kind = 'issue'"),
    "a transfer changed": (7, "UPDATE transfer SET amount_ore = amount_ore + 100 WHERE cause_kind = 'issue'"),
    "a transfer lost": (9, "DELETE FROM transfer WHERE cause_kind = 'return'"),
    "a loss nobody booked": (9, "DELETE FROM transfer WHERE cause_kind = 'contested'"),
    "a stall that pays less": (7, "DELETE FROM transfer WHERE cause_kind = 'return_goods'"),
    "a dispute that nobody booked": (9, "DELETE FROM transfer WHERE cause_kind = 'settled'"),
    "a decision by nobody": (9, "UPDATE return_claim SET settled_by = NULL WHERE settled = 'stall'"),
    "an unclaimed deposit gone": (7, "DELETE FROM transfer WHERE cause_kind = 'end'"),
    "a visit with more on it": (8, "UPDATE visit SET credited_ore = credited_ore + 500"),
    "a visit paid less": (8, "UPDATE visit SET paid_ore = 0 WHERE paid_ore > 0"),
    "a refund gone": (8, "DELETE FROM refund"),
    "a voucher with more on it": (10, "UPDATE bearer SET in_ore = in_ore + 100"),
    "a count too high": (12, "UPDATE rollup_delta SET n = n + 1 WHERE measure = 'issued'"),
    "a stall that was stopped": (
        5,
        "UPDATE scan SET verdict = 'rejected', verdict_reason = 'already_returned' WHERE kind = 'issue'",
    ),
    "accounts of another organisation": (6, "UPDATE account SET organisation_id = 999 WHERE kind = 'DH'"),
    "accounts of another currency": (6, "UPDATE account SET currency = 'EUR' WHERE kind = 'V'"),
    "a yes that became a no": (
        4,
        "INSERT INTO return_claim (id, organisation_id, event_id, container_id, period, state, rung, paid_ore) "
        "SELECT id, organisation_id, event_id, container_id, period, 'refused', 'refused', 0 FROM trip WHERE NOT seen",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_each_lie_is_found_by_the_promise_it_breaks(day, lie):
    promise, statement = LIES[lie]

    tamper(day, statement)

    assert promise in promises(day)


def test_an_old_time_that_a_program_said_when_no_import_was_on_is_found(day):
    late = (
        "2026-12-24 12:00:00.000000+00:00"
        if day.core.database.is_postgresql
        else "2026-12-24 12:00:00.000000"
    )

    tamper(day, f"UPDATE scan SET device_id = NULL, recorded_at = '{late}' WHERE kind = 'collect'")

    assert (4, "old times of programs") in failed(day)


def test_two_open_trips_of_one_container_are_found(day):
    with day.core.database.engine.begin() as connection:
        connection.execute(text("DROP INDEX uq_trip_open"))
        connection.execute(
            text("UPDATE trip SET container_id = (SELECT MIN(container_id) FROM trip), end_how = NULL")
        )

    assert {(2, "one open trip"), (2, "one open trip by law")} <= failed(day)


@pytest.mark.parametrize(("table", "promise"), [("scan", 1), ("transfer", 7)])
def test_a_database_without_its_guards_is_found(day, table, promise):
    with day.core.database.engine.begin() as connection:
        if day.core.database.is_postgresql:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_is_kept"))
        else:
            connection.execute(text(f"DROP TRIGGER {table}_is_not_deleted"))

    assert (promise, f"{table} rows are kept") in failed(day)


def test_a_return_that_two_deposits_went_out_to_is_found(day):
    paid = "(SELECT credited_scan_id FROM trip WHERE seen AND credited_scan_id IS NOT NULL LIMIT 1)"

    tamper(day, f"UPDATE trip SET credited_scan_id = {paid} WHERE NOT seen")

    assert (8, "one deposit for one return") in failed(day)
