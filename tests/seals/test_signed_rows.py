"""Scans and transfers carry a signature, which only connections of this installation make."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Connection, insert, text

from pantbox.circulation.rows import SCANS
from pantbox.circulation.scan import Verdict
from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.db import Database
from pantbox.seals.rows import row_text, text_of
from pantbox.seals.signed_rows import TABLES, is_signed, signed
from pantbox.signatures import SIGNS_WITH, signing_keys
from tests.audit.test_audit import failed
from tests.support.festival import Festival

NOT_OURS = (1, "rows were written by us")
FRAGMENTS = ["|", "\\", "content_hash=", "ab", "a" * 64, "id=", "x"]
WELCOME = some.text(
    some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40
) | some.lists(some.sampled_from(FRAGMENTS), max_size=3).map("".join)
SHORT = WELCOME.map(lambda told: told[:40])
MOMENTS = some.datetimes(timezones=some.just(UTC)).filter(lambda at: 1 < at.year < 9999)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=WELCOME, bag=SHORT | some.none(), reason=SHORT, at=MOMENTS, quantity=some.integers(1, 100_000))
def test_a_rows_text_is_the_same_before_it_is_written_and_as_the_database_makes_it(
    festival: Festival, code: str, bag: str | None, reason: str, at: datetime, quantity: int
) -> None:
    row = _a_scan(festival) | {"code": code, "bag": bag, "reason": reason, "at": at, "quantity": quantity}
    with festival.core.database.connection() as connection:
        [made] = signed(connection, "scan", [row])
        connection.execute(insert(SCANS).values(made))
        sealed = _sealed(connection, made)

    assert sealed == row_text(TABLES["scan"], made)
    assert is_signed(signing_keys(festival.core.keys).rows, "scan", sealed)


def test_a_guests_code_that_looks_like_a_signature_does_not_stop_the_audit(festival: Festival) -> None:
    link = festival.thing("CUP-1").link
    festival.stall("soup").issue("CUP-1", at="18:00")

    taken = festival.box("east").say(
        "return", "CUP-1", "19:00", code=f"{link}?x=|content_hash=ab", bag="|content_hash=ab"
    )

    assert taken.verdict is Verdict.ACCEPTED
    assert failed(festival) == set()


def test_what_looks_like_a_signature_in_a_code_changes_nothing(festival: Festival) -> None:
    row = _a_scan(festival) | {"code": f"|content_hash={'a' * 64}|"}
    with festival.core.database.connection() as connection:
        [made] = signed(connection, "scan", [row])
        connection.execute(insert(SCANS).values(made))

        assert is_signed(signing_keys(festival.core.keys).rows, "scan", _sealed(connection, made))


def test_a_scan_of_before_there_were_signatures_is_answered_as_before(festival: Festival) -> None:
    stall = festival.stall("soup")
    scan = stall.scan("issue", "CUP-1", "18:00")
    ours = festival.core
    festival.core = replace(ours, database=Database(ours.database.url))
    [before] = stall.send(scan)
    festival.core.database.dispose()
    festival.core = ours

    [again] = stall.send(scan)

    assert (again.verdict, festival.count(ScanRow)) == (before.verdict, 1)
    assert NOT_OURS in failed(festival)


def test_a_signed_scan_is_answered_again_and_its_id_is_of_no_other(festival: Festival) -> None:
    stall = festival.stall("soup")
    scan = stall.scan("issue", "CUP-1", "18:00")
    stall.send(scan)

    [same] = stall.send(scan)
    [other] = stall.send(stall.scan("issue", "CUP-2", "18:00", id=scan.id))

    assert (same.verdict, other.verdict) == (Verdict.ACCEPTED, Verdict.REJECTED)
    assert failed(festival) == set()


def test_without_a_key_nothing_is_signed(festival: Festival) -> None:
    row = _a_scan(festival)
    with festival.core.database.connection() as connection:
        connection.info[SIGNS_WITH], key = "", connection.info[SIGNS_WITH]

        assert signed(connection, "scan", [row]) == [row]
        connection.info[SIGNS_WITH] = key


def _a_scan(festival: Festival) -> dict[str, object]:
    """A row as the door makes it, with an id and content of its own."""
    stall = festival.stall("soup")
    now = festival.core.clock()
    return {
        "id": new_id(), "organisation_id": festival.organisation_id, "event_id": festival.event_id, "station_id": stall.station_id,
        "station_kind": "stall", "kind": "issue", "code": "x", "quantity": 1, "at": now, "effective_at": now, "recorded_at": now,
        "period": now, "deposit_ore": 0, "acts": True, "pooled": False, "by_phone": False, "believed": True,
        "content_hash": uuid4().hex * 2, "verdict": "accepted", "standing": "accepted", "bag": None, "reason": None,
    }  # fmt: skip


def _sealed(connection: Connection, row: dict[str, object]) -> str:
    found = text(
        f"SELECT {text_of(TABLES['scan'], connection.dialect.name)} FROM scan t WHERE t.content_hash = :hash"
    )
    return str(connection.execute(found, {"hash": row["content_hash"]}).scalar_one())
