"""What the audit says of vouchers taken without network: it holds of what happened, and falls when a row says something else."""

import pytest
from sqlalchemy import text

from pantbox.audit.payments import findings
from pantbox.clock import new_id
from pantbox.places.events import Rail
from pantbox.refunds.redeeming_offline import TakenOffline, redeem_offline
from pantbox.refunds.refund import Part
from tests.refunds.test_audited_bookings import Undone, statement_of


@pytest.fixture
def after_a_night(festival):
    """A festival where one voucher was used twice without network, and money came onto a slip after a stall had taken it."""
    festival.doing(lambda s: s.execute(text("UPDATE event SET offline_redeem_ore = 1000")))
    code, [slip] = festival.voucher(), festival.slips()
    festival.later(minutes=5)
    take(festival, code, "soup")
    take(festival, code, "grill")
    take(festival, slip, "soup", 1000)
    festival.pay(festival.visit(), Part(Rail.SLIP, 500, slip))
    return festival


def take(festival, code, where, amount_ore=500):
    told = TakenOffline(new_id(), code, amount_ore, festival.now)
    festival.doing(
        lambda s: redeem_offline(
            s, festival.core.keys, told, station_id=festival.stations[where], device_id=1, now=festival.now
        )
    )


CHANGES = (
    ("UPDATE bearer SET lost_ore = lost_ore - 50 WHERE lost_ore > 0", "lost by vouchers and slips"),
    ("UPDATE bearer SET owed_ore = 0", "waiting for money on slips"),
    ("again offline_redemption", "no voucher loses more than was put on it"),
    ("again offline_redemption", "no loss by what a stall could know"),
    ("UPDATE bearer SET revoked_at = created_at", "no loss by what a stall could know"),
)


def test_it_holds_of_what_happened(after_a_night):
    found = after_a_night.doing(lambda s: list(findings(s.connection(), after_a_night.event_id)))
    told = {one.name: (one.left, one.right) for one in found}

    assert [one.name for one in found if not one.ok] == []
    assert told["lost by vouchers and slips"] == (500, 500)
    assert told["waiting for money on slips"] == (500, 500)


@pytest.mark.parametrize(("change", "name"), CHANGES)
def test_each_falls_when_a_row_says_something_else(after_a_night, change, name):
    told = []

    def tamper(session):
        session.execute(text(statement_of(session, change)))
        told.extend(findings(session.connection(), after_a_night.event_id))
        raise Undone

    with pytest.raises(Undone):
        after_a_night.doing(tamper)
    assert name in [finding.name for finding in told if not finding.ok]
