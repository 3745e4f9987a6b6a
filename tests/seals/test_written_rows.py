"""Prices, papers and hashes of codes are signed by our process as it means them, whatever a trigger of a stranger's makes of them."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, delete, text

from pantbox.core import Core
from pantbox.keys import hashed
from pantbox.places.crew import make_crew_slip
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.pairing import make_pairing_code, pair, revoke
from pantbox.places.setup import change_terms, vendor_link
from pantbox.places.stations import Station
from pantbox.places.vendors import Vendor
from pantbox.refunds.making import make_slips
from pantbox.seals.tables import RowVersion
from pantbox.seals.written_rows import sign_all, sign_what_is_there
from pantbox.signatures import signing_keys
from tests.audit.test_audit import failed
from tests.support.festival import Festival

MEANT = "rows are as we meant them"
OTHER_HASH = "ab" * 32

PRICE = ("terms", "deposits", """'{"1": 900}'""")
TOKEN = ("device", "token_hash", f"'{OTHER_HASH}'")
HOLDER = ("crew_slip", "holder", "'Somebody else'")


def _guards(connection: Connection, table: str) -> list[tuple[str, str]]:
    names = f"{table}_is_%"
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE :names"),
        {"names": names},
    )
    return [(row.name, row.sql) for row in rows]


@contextmanager
def strangers_trigger(core: Core, table: str, column: str, value: str) -> Any:
    """Whoever owns the schema has our own connections write another value, and puts everything back."""
    if core.database.is_postgresql:
        make = [
            f"CREATE FUNCTION strange() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.{column} := {value}; RETURN NEW; END $$",
            f"CREATE TRIGGER a_strange BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION strange()",
        ]
        undo = ["DROP FUNCTION strange() CASCADE"]
    else:
        with core.database.connection() as connection:
            guards = _guards(connection, table)
        make = [f"DROP TRIGGER {name}" for name, _ in guards] + [
            f"CREATE TRIGGER a_strange AFTER INSERT ON {table} BEGIN"
            f" UPDATE {table} SET {column} = {value} WHERE id = NEW.id; END"
        ]
        undo = ["DROP TRIGGER a_strange", *(sql for _, sql in guards)]
    for statements in (make, undo):
        with core.database.connection() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        if statements is make:
            yield


def _new_price(festival: Festival) -> None:
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        change_terms(session, event, {1: 700, 2: 1000}, festival.core.clock())


def _new_device(festival: Festival) -> None:
    festival.stall("soup")
    with festival.core.database.transaction() as session:
        stall = session.query(Station).filter_by(name="soup").one()
        code = make_pairing_code(session, stall, festival.core.clock())
        pair(session, code, name="phone", now=festival.core.clock())


def _new_crew_slip(festival: Festival) -> None:
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        keys = festival.core.keys
        make_crew_slip(session, keys, event, "Ida", base_url="http://x", now=festival.core.clock())


@pytest.mark.parametrize(
    ("write", "told"), [(_new_price, PRICE), (_new_device, TOKEN), (_new_crew_slip, HOLDER)]
)
def test_what_a_strangers_trigger_makes_of_a_row_as_we_write_it_is_noticed_when_the_trigger_is_gone(
    festival: Festival, write: Callable[[Festival], None], told: tuple[str, str, str]
) -> None:
    write(festival)
    assert failed(festival) == set()

    with strangers_trigger(festival.core, *told):
        write(festival)

    assert MEANT in {name for _, name in failed(festival)}


def test_a_slip_that_was_given_another_code_is_noticed(festival: Festival) -> None:
    other = f"'{hashed('A CODE OF MINE')}'"
    with (
        strangers_trigger(festival.core, "bearer", "code_hash", other),
        festival.core.database.transaction() as session,
    ):
        event = session.get_one(Event, festival.event_id)
        make_slips(
            session, festival.core.keys, event.organisation_id, event.id, 1,
            base_url="http://x", now=festival.core.clock(),
        )  # fmt: skip

    assert (10, "papers' codes are ours") in failed(festival)


@pytest.mark.parametrize("first", ["revoke", "rename"])
def test_what_two_people_make_of_one_row_at_once_is_no_strangers_work(festival: Festival, first: str) -> None:
    _new_device(festival)
    database = festival.core.database
    with database.transaction() as one:
        device = one.query(Device).order_by(Device.id.desc()).first()
        assert device is not None
        if database.is_postgresql:  # the other one writes one at a time
            with database.transaction() as other:
                other.get_one(Device, device.id).name = "another"
        if first == "revoke":
            revoke(device, festival.core.clock())
        else:
            device.name = "third"

    assert failed(festival) == set()


def test_a_vendor_whose_private_link_is_somebody_elses_is_noticed(festival: Festival) -> None:
    festival.stall("soup")
    with festival.core.database.transaction() as session:
        vendor = session.query(Vendor).first()
        assert vendor is not None
        vendor_link(festival.core.keys, vendor)
    assert failed(festival) == set()
    with festival.core.database.transaction() as session:
        session.query(Vendor).first().link_hash = hashed("A LINK OF MINE")

    assert failed(festival) == {(22, "vendors' links are ours")}


BEHIND_OUR_BACK = [
    ("event", "second_payments_max", "99", "name", "'Harvest'"),
    ("device", "station_id", "1", "name", "'another'"),
    ("vendor", "company_number", "'1'", "name", "'Soup'"),
]


@pytest.mark.parametrize("told", BEHIND_OUR_BACK, ids=[told[0] for told in BEHIND_OUR_BACK])
def test_a_row_that_was_changed_behind_our_back_is_not_made_ours_by_what_we_do_with_it_next(
    festival: Festival, told: tuple[str, ...]
) -> None:
    table, column, value, other, new = told
    festival.stall("soup")
    with festival.core.database.connection() as connection:
        if festival.core.database.is_postgresql:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text(f"UPDATE {table} SET {column} = {value}"))
        else:
            connection.exec_driver_sql("PRAGMA foreign_keys = off")
            update = f"{table}_version_update"
            [sql] = connection.exec_driver_sql(
                f"SELECT sql FROM sqlite_master WHERE name = '{update}'"
            ).scalars()
            connection.exec_driver_sql(f"DROP TRIGGER {update}")
            connection.exec_driver_sql(f"UPDATE {table} SET {column} = {value}")
            connection.exec_driver_sql(sql)
    before = failed(festival)

    with festival.core.database.connection() as connection:
        connection.execute(text(f"UPDATE {table} SET {other} = {new}"))

    assert "rows stand as they were changed" in {name for _, name in before}
    assert "rows were changed by us" in {name for _, name in failed(festival)}


def test_a_row_is_signed_once_whatever_changes_of_it_later(festival: Festival) -> None:
    _new_device(festival)
    with festival.core.database.transaction() as session:
        for device in session.query(Device):
            device.battery_percent, device.name = 7, "another"
    with festival.core.database.connection() as connection:
        versions = connection.execute(
            text("SELECT count(*) AS n FROM row_version WHERE of_table = 'written device' GROUP BY of_row")
        ).all()

    assert {row.n for row in versions} == {1}
    assert failed(festival) == set()


def test_what_is_put_in_later_is_signed_by_no_migration(festival: Festival) -> None:
    key = signing_keys(festival.core.keys).rows
    with festival.core.database.connection() as connection:
        sign_what_is_there(connection, key)
        connection.execute(
            text(
                "INSERT INTO terms (event_id, version, in_force_from, deposits, organisation_id)"
                " SELECT event_id, 9, in_force_from, deposits, organisation_id FROM terms"
            )
        )
        sign_what_is_there(connection, key)

    assert {name for _, name in failed(festival)} == {MEANT}


def test_a_database_of_before_is_signed_as_it_is(festival: Festival) -> None:
    _new_price(festival)
    with festival.core.database.connection() as connection:
        key = signing_keys(festival.core.keys).rows
        if festival.core.database.is_postgresql:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for name, _ in _guards(connection, "row_version"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.execute(delete(RowVersion).where(RowVersion.of_table.like("written %")))
        sign_what_is_there(connection, key)
        sign_all(connection, key)

    assert MEANT not in {name for _, name in failed(festival)}
