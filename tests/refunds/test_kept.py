"""What was paid, redeemed or counted is never changed or deleted: the database itself refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pantbox.clock import new_id
from pantbox.places.events import Rail
from pantbox.refunds import till
from pantbox.refunds.refund import Part
from pantbox.refunds.tables import TillMoveKind
from tests.refunds.test_unreadable import credit

TABLES = {
    "refund": "amount_ore",
    "redemption": "amount_ore",
    "till_move": "amount_ore",
    "unreadable": "quantity",
    "transfer": "amount_ore",
}


def test_the_evidence_stays_as_it_was_written(festival):
    festival.pay(festival.visit(), Part(Rail.CASH, 500), where="desk")
    festival.redeem(festival.voucher())
    credit(festival, new_id())
    festival.doing(
        lambda s: till.move_coins(
            s,
            TillMoveKind.FLOAT_IN,
            station_id=festival.stations["desk"],
            amount_ore=100,
            idempotency_key="a",
            now=festival.now,
        )
    )

    for table, column in TABLES.items():
        for statement in (f"UPDATE {table} SET {column} = 1", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="never changed or deleted"):
                festival.doing(lambda s, told=statement: s.execute(text(told)))


def test_no_mistake_of_ours_can_pay_more_than_came_in(festival):
    festival.voucher()

    for statement in (
        "UPDATE visit SET paid_ore = credited_ore + 1",
        "UPDATE visit SET paid_ore = -1",
        "UPDATE bearer SET out_ore = in_ore + 1",
        "UPDATE bearer SET out_ore = -1",
    ):
        with pytest.raises(DBAPIError):
            festival.doing(lambda s, told=statement: s.execute(text(told)))
