"""What the audit says of refunds, redemptions and tills: it holds of what happened, and each falls when a row says something else."""

import pytest
from sqlalchemy import text

from pantbox.audit.bookings import findings
from pantbox.clock import new_id
from pantbox.places.events import Rail
from pantbox.refunds import till
from pantbox.refunds.redeeming_offline import TakenOffline, redeem_offline
from pantbox.refunds.refund import Part
from pantbox.refunds.tables import TillMoveKind
from tests.refunds.test_unreadable import credit


class Undone(Exception):
    """Takes a transaction back."""


@pytest.fixture
def after_a_night(festival):
    """A festival at which everything happened that moves money."""
    [slip] = festival.slips()
    visit = festival.visit(cups=4)
    festival.pay(
        visit, Part(Rail.SLIP, 500, slip), Part(Rail.DONATION, 350, "sea"), Part(Rail.CASH, 500), where="desk"
    )
    festival.redeem(festival.voucher(cups=2), amount_ore=350)
    festival.redeem(slip, "desk")
    used_again = TakenOffline(new_id(), slip, 200, festival.now)
    festival.doing(lambda s: s.execute(text("UPDATE event SET offline_redeem_ore = 500")))
    festival.doing(
        lambda s: redeem_offline(
            s,
            festival.core.keys,
            used_again,
            station_id=festival.stations["soup"],
            device_id=1,
            now=festival.now,
        )
    )
    festival.scan("return", festival.hand_out(), "east")
    festival.scan("return", festival.hand_out(), "grill", visit_id=new_id())
    credit(festival, new_id(), 2)
    desk = {"station_id": festival.stations["desk"], "now": festival.now}
    for what, amount_ore in (
        (TillMoveKind.FLOAT_IN, 10_000),
        (TillMoveKind.COUNTED, 8_500),
        (TillMoveKind.FLOAT_OUT, 500),
    ):
        festival.doing(
            lambda s, what=what, ore=amount_ore: till.move_coins(
                s, what, amount_ore=ore, idempotency_key=what, **desk
            )
        )
    return festival


def test_they_hold_of_what_happened(after_a_night):
    found = after_a_night.doing(lambda s: list(findings(s.connection(), after_a_night.event_id)))

    assert [(one.promise, one.name) for one in found] == [
        (8, "refunds"), (8, "refunds payable"), (8, "tills"), (10, "redemptions"),
        (10, "redemptions at another event"), (10, "redeemed twice"),
    ]  # fmt: skip
    assert all(one.ok and one.left == one.right for one in found)
    assert [one.name for one in found if one.left == 0] == ["redemptions at another event"]


def test_they_hold_of_all_events_together(after_a_night):
    found = after_a_night.doing(lambda s: list(findings(s.connection(), None)))

    assert all(one.ok for one in found)


CHANGES = (
    ("UPDATE visit SET credited_ore = credited_ore + 1", "refunds payable"),
    ("UPDATE trip SET credited_visit_id = NULL", "refunds payable"),
    ("again refund", "refunds"),
    ("again refund", "tills"),
    ("again offline_redemption", "redeemed twice"),
    ("again redemption", "redemptions"),
    ("again redemption", "tills"),
    ("again till_move", "tills"),
)


def test_each_falls_when_a_row_says_something_else(after_a_night):
    stood = [(change, name) for change, name in CHANGES if name not in fallen_after(after_a_night, change)]

    assert stood == []


def fallen_after(festival, change):
    """The findings that fall when a change is made. It is taken back."""
    told = []

    def tamper(session):
        session.execute(text(statement_of(session, change)))
        told.extend(findings(session.connection(), festival.event_id))
        raise Undone

    with pytest.raises(Undone):
        festival.doing(tamper)
    return [finding.name for finding in told if not finding.ok]


def statement_of(session, change):
    """The change itself; `again x`: every row of x once more, under another id and request."""
    if not change.startswith("again "):
        return change
    table = change.removeprefix("again ")
    columns = list(session.execute(text(f"SELECT * FROM {table}")).keys())
    fresh = (
        "gen_random_uuid()"
        if session.get_bind().dialect.name == "postgresql"
        else "lower(hex(randomblob(16)))"
    )
    copied = ", ".join(fresh if name in ("id", "request_id") else name for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {copied} FROM {table}"
