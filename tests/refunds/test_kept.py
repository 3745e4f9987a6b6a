"""What was paid, redeemed or counted is never changed or deleted: the database itself refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pantbox.clock import new_id
from pantbox.places.events import Rail
from pantbox.refunds import till
from pantbox.refunds.refund import Part
from tests.refunds.test_unreadable import credit


@pytest.mark.parametrize("table", ["refund", "redemption", "till_move", "unreadable", "transfer"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET amount_ore = 1", "DELETE FROM {}"])
def test_the_evidence_stays_as_it_was_written(festival, table, statement):
    festival.pay(festival.visit(), Part(Rail.CASH, 500), where="desk")
    festival.redeem(festival.voucher())
    credit(festival, new_id())
    festival.doing(
        lambda s: till.float_in(
            s, station_id=festival.stations["desk"], amount_ore=100, idempotency_key="a", now=festival.now
        )
    )
    told = statement.format(table).replace(
        "amount_ore", "quantity" if table == "unreadable" else "amount_ore"
    )

    with pytest.raises(DBAPIError, match="never changed or deleted"):
        festival.doing(lambda s: s.execute(text(told)))


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("visit", "paid_ore = credited_ore + 1"),
        ("visit", "paid_ore = -1"),
        ("bearer", "out_ore = in_ore + 1"),
        ("bearer", "out_ore = -1"),
    ],
)
def test_no_mistake_of_ours_can_pay_more_than_came_in(festival, table, change):
    festival.voucher()

    with pytest.raises(DBAPIError):
        festival.doing(lambda s: s.execute(text(f"UPDATE {table} SET {change}")))
