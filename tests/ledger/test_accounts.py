"""Accounts: opened when first needed, and remembered only once they are there for good."""

import pytest

from pantbox.ledger.accounts import AccountKey, AccountKind, account_ids
from tests.support.statements import statements

VENDOR = AccountKey(1, AccountKind.VENDOR, "7")
HELD = AccountKey(1, AccountKind.HELD, "7")


class TurnedBack(Exception):
    """Somebody thought better of it."""


def ids_of(core, *keys):
    with core.database.transaction() as session:
        return account_ids(session.connection(), 1, keys)


def test_an_account_is_opened_once(core):
    assert ids_of(core, VENDOR, HELD) == ids_of(core, HELD, VENDOR)


def test_accounts_that_were_committed_before_are_not_asked_for_again(core):
    ids_of(core, VENDOR), ids_of(core, VENDOR)

    with statements(core.database.engine) as told:
        ids_of(core, VENDOR)

    assert not [statement for statement in told if "account" in statement]


def test_an_account_whose_opening_was_turned_back_is_not_remembered(core):
    def open_and_think_better_of_it():
        with core.database.transaction() as session:
            for _ in range(2):  # found the second time, but only by who opened it
                account_ids(session.connection(), 1, [VENDOR])
            raise TurnedBack

    with pytest.raises(TurnedBack):
        open_and_think_better_of_it()

    held, vendor = ids_of(core, HELD)[HELD], ids_of(core, VENDOR)[VENDOR]

    assert held != vendor
    assert ids_of(core, HELD, VENDOR) == {HELD: held, VENDOR: vendor}
