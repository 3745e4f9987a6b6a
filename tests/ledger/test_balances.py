"""Balances: credits less debits, now and as of any time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balance, balances
from pantbox.ledger.transfers import Booking, Cause, book

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)
VENDOR = AccountKey(1, AccountKind.VENDOR, "7")
HELD = AccountKey(1, AccountKind.HELD, "7")
PAYABLE = AccountKey(1, AccountKind.PAYABLE, "9")


def booking(debit, credit, amount_ore, at):
    return Booking(debit, credit, amount_ore, Cause("trial", uuid4(), uuid4()), at)


@pytest.fixture
def connection(core):
    """A ledger with an issue at noon, its return at one, and another issue at noon that came to us at three."""
    with core.database.transaction() as session:
        connection = session.connection()
        hour = timedelta(hours=1)
        book(connection, 1, [booking(VENDOR, HELD, 500, NOON)], NOON)
        book(connection, 1, [booking(HELD, PAYABLE, 500, NOON + hour)], NOON + hour)
        book(connection, 1, [booking(VENDOR, HELD, 2500, NOON)], NOON + 3 * hour)
        other = AccountKey(2, AccountKind.HELD, "7")
        book(connection, 1, [booking(AccountKey(2, AccountKind.VENDOR, "7"), other, 999, NOON)], NOON)
        yield connection


def test_what_a_vendor_owes_is_below_nought_and_what_we_owe_above(connection):
    assert balances(connection, 1) == {VENDOR: -3000, HELD: 2500, PAYABLE: 500}


def test_one_balance_is_as_in_all_of_them(connection):
    assert {key: balance(connection, key) for key in (VENDOR, HELD, PAYABLE)} == balances(connection, 1)


def test_the_books_balance(connection):
    assert sum(balances(connection, 1).values()) == 0


def test_an_account_that_was_never_used_has_nothing_on_it(connection):
    assert balance(connection, AccountKey(1, AccountKind.BANK)) == 0
    assert balances(connection, 3) == {}


@pytest.mark.parametrize(
    ("at", "held_ore"),
    [
        (NOON - timedelta(microseconds=1), 0),
        (NOON, 3000),
        (NOON + timedelta(hours=1), 2500),
        (NOON + timedelta(days=1), 2500),
    ],
)
def test_as_of_when_things_happened(connection, at, held_ore):
    assert balance(connection, HELD, at) == balances(connection, 1, at)[HELD] == held_ore


@pytest.mark.parametrize(
    ("known_at", "held_ore"),
    [(NOON, 500), (NOON + timedelta(hours=2), 0), (NOON + timedelta(hours=3), 2500)],
)
def test_as_the_books_stood_when_somebody_read_them(connection, known_at, held_ore):
    assert balance(connection, HELD, known_at=known_at) == held_ore
    assert balances(connection, 1, known_at=known_at)[HELD] == held_ore


def test_balances_are_whole_numbers_on_every_database(connection):
    assert {type(ore) for ore in balances(connection, 1).values()} == {int}
