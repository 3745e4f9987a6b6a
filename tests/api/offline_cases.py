"""The table of cases of a voucher a stall took without network: what is known, and what the stall gets and the scheme loses.

Each row runs on the pure rule and through `POST /redemptions`. In every row the soup stall hands over goods for 5 kr. at
moment `AT`; a voucher holds 5 kr., and the event allows 10 kr. of each.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from pantbox.clock import new_id
from pantbox.refunds.making import revoke_slips
from pantbox.refunds.redeeming_rule import Short
from tests.api.town import CUP_ORE, NOW, Town

AT = NOW + timedelta(hours=2)
LIMIT_ORE = 1000


class Stall:
    """What happens around one taking. It begins ten minutes before `AT`, the soup stall having been silent for long."""

    def __init__(self, town: Town) -> None:
        self.town = town
        with town.core.database.transaction() as session:
            allowed = {"ore": LIMIT_ORE, "id": town.event_id}
            session.execute(text("UPDATE event SET offline_redeem_ore = :ore WHERE id = :id"), allowed)
        self.voucher, self.slip = town.voucher(), town.slips[0]
        self.code, self.amount_ore, self.more = self.voucher, CUP_ORE, dict[str, Any]()
        self.wait_until(AT - timedelta(minutes=10))

    def wait_until(self, moment: datetime) -> None:
        self.town.time.now = moment

    def answered(self, seconds: float, by: str = "soup") -> None:
        """A request of the stall's device is answered, so long after `AT`."""
        self.wait_until(AT + timedelta(seconds=seconds))
        assert self.town.get("/station", by).status_code == 200

    def scans(self, seconds: float) -> None:
        """The stall hands a cup out, so long after `AT`, and is answered."""
        self.wait_until(AT + timedelta(seconds=seconds))
        self.town.hand_out()

    def redeems(self, by: str, ore: int | None = None, key: str = "", seconds: float = -600) -> None:
        self.wait_until(AT + timedelta(seconds=seconds))
        answer = self.town.pay(f"/vouchers/{self.code}/redeem", {"amount_ore": ore}, by, key=key)
        assert answer.status_code == 200, answer.text

    def takes(self, by: str, ore: int = CUP_ORE, seconds: float = 0) -> dict[str, Any]:
        """A stall hands in, an hour later, what it took without network."""
        at = AT + timedelta(seconds=seconds)
        told = {"id": str(new_id()), "code": self.code, "amount_ore": ore, "at": at.isoformat()}
        self.wait_until(max(self.town.time.now, AT + timedelta(hours=1)))
        answer = self.town.post("/redemptions", {"redemptions": [told | self.more]}, by)
        assert answer.status_code == 200, answer.text
        return dict((answer.json or {})["results"][0])

    def failed(self, seconds: float) -> None:
        """The stall's device asked about this code and got no answer."""
        self.more["failed_at"] = (AT + timedelta(seconds=seconds)).isoformat()

    def is_the_slip(self) -> None:
        self.code = self.slip

    def revoke(self) -> None:
        with self.town.core.database.transaction(self.town.organisation_id) as session:
            assert revoke_slips(session, self.town.event_id, [1], self.town.time.now) == 1


def nothing(stall: Stall) -> None:
    """Nothing else happens."""


def empty(stall: Stall) -> None:
    stall.is_the_slip()


def revoked(stall: Stall) -> None:
    stall.is_the_slip()
    stall.revoke()


def expired(stall: Stall) -> None:
    with stall.town.core.database.transaction() as session:
        past = {"until": str(AT - timedelta(days=1))[:19] + ".000000", "number": 1}
        session.execute(
            text("UPDATE bearer SET valid_until = :until WHERE kind = 'voucher' AND number = :number"), past
        )


def here_before(stall: Stall) -> None:
    stall.redeems("soup")


def here_before_in_part(stall: Stall) -> None:
    stall.redeems("soup", 200)
    stall.redeems("grill")


def here_after(stall: Stall) -> None:
    stall.redeems("soup", seconds=600)


def here_before_without_network(stall: Stall) -> None:
    stall.takes("soup", seconds=-60)


def elsewhere_before(stall: Stall) -> None:
    stall.redeems("grill")


def elsewhere_after(stall: Stall) -> None:
    stall.redeems("grill", seconds=600)


def elsewhere_in_part(stall: Stall) -> None:
    stall.redeems("desk", 300)


def two_in_the_same_minute(stall: Stall) -> None:
    stall.takes("grill", seconds=20)


def a_third_in_the_same_minute(stall: Stall) -> None:
    stall.redeems("desk")
    stall.takes("grill", seconds=20)


def in_contact(stall: Stall) -> None:
    stall.answered(-25)
    stall.answered(+25)
    stall.redeems("grill", seconds=60)


def in_contact_by_scans(stall: Stall) -> None:
    stall.scans(-20)
    stall.scans(+20)
    stall.redeems("grill", seconds=120)


def in_contact_and_money_on_it(stall: Stall) -> None:
    stall.answered(-25)
    stall.answered(+25)


def another_device_in_contact(stall: Stall) -> None:
    stall.answered(-5, by="grill")
    stall.answered(+5, by="grill")
    stall.redeems("grill", seconds=60)


def in_contact_by_redeeming(stall: Stall) -> None:
    """Another voucher is redeemed by network shortly before and after."""
    others = [stall.town.voucher() for _ in range(2)]
    for code, seconds in zip(others, (-20, +20), strict=True):
        stall.wait_until(AT + timedelta(seconds=seconds))
        assert stall.town.pay(f"/vouchers/{code}/redeem", {}, "soup").status_code == 200
    stall.redeems("grill", seconds=60)


def flapping(stall: Stall) -> None:
    in_contact(stall)
    stall.failed(-3)


def a_try_that_failed_long_before(stall: Stall) -> None:
    in_contact(stall)
    stall.failed(-600)


def a_gap_that_began_long_before(stall: Stall) -> None:
    stall.answered(-40)
    stall.answered(+5)
    stall.redeems("grill", seconds=60)


def a_gap_that_ended_long_after(stall: Stall) -> None:
    stall.answered(-5)
    stall.answered(+40)
    stall.redeems("grill", seconds=60)


def the_answer_was_lost(stall: Stall) -> None:
    in_contact_and_money_on_it(stall)
    stall.redeems("soup", key="a-try", seconds=30)
    stall.more["tried"] = "a-try"
    stall.failed(0)


def over_the_limit(stall: Stall) -> None:
    stall.amount_ore = 1500


def more_than_was_ever_on_it(stall: Stall) -> None:
    stall.redeems("grill", 300)
    stall.amount_ore = 1000


NEAR = {"contact_before": AT - timedelta(seconds=25), "contact_after": AT + timedelta(seconds=25)}
GONE = {"left_ore": 0}


@dataclass(frozen=True, slots=True)
class Case:
    """One row. `known` is what the rule is told beyond an untouched voucher; `happens` brings that about in a town."""

    happens: Callable[[Stall], None]
    credited_ore: int
    lost_ore: int
    short: Short | None = None
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.happens.__name__


CASES = (
    Case(nothing, 500, 0),
    Case(empty, 0, 0, Short.NOT_ON_IT, {"ever_ore": 0, "left_ore": 0}),
    Case(revoked, 0, 0, Short.REVOKED, {"ever_ore": 0, "left_ore": 0, "is_revoked": True}),
    Case(expired, 0, 0, Short.EXPIRED, {"is_expired": True}),
    Case(here_before, 0, 0, Short.REDEEMED_HERE, GONE | {"redeemed_here": True}),
    Case(here_before_in_part, 0, 0, Short.REDEEMED_HERE, GONE | {"redeemed_here": True}),
    Case(here_after, 0, 0, Short.REDEEMED_HERE, GONE | {"redeemed_here": True}),
    Case(here_before_without_network, 0, 0, Short.REDEEMED_HERE, GONE | {"redeemed_here": True}),
    Case(elsewhere_before, 500, 500, None, GONE),
    Case(elsewhere_after, 500, 500, None, GONE),
    Case(elsewhere_in_part, 500, 300, None, {"left_ore": 200}),
    Case(two_in_the_same_minute, 500, 500, None, GONE),
    Case(a_third_in_the_same_minute, 0, 0, Short.NOT_ON_IT, GONE | {"lost_ore": 500}),
    Case(in_contact, 0, 0, Short.WAS_ONLINE, GONE | NEAR),
    Case(in_contact_by_scans, 0, 0, Short.WAS_ONLINE, GONE | NEAR),
    Case(in_contact_by_redeeming, 0, 0, Short.WAS_ONLINE, GONE | NEAR),
    Case(in_contact_and_money_on_it, 500, 0, None, NEAR),
    Case(another_device_in_contact, 500, 500, None, GONE),
    Case(flapping, 500, 500, None, GONE | NEAR | {"failed_at": AT - timedelta(seconds=3)}),
    Case(
        a_try_that_failed_long_before, 0, 0, Short.WAS_ONLINE,
        GONE | NEAR | {"failed_at": AT - timedelta(seconds=600)},
    ),
    Case(
        a_gap_that_began_long_before, 500, 500, None,
        GONE | NEAR | {"contact_before": AT - timedelta(seconds=40)},
    ),
    Case(
        a_gap_that_ended_long_after, 500, 500, None,
        GONE | NEAR | {"contact_after": AT + timedelta(seconds=40)},
    ),
    Case(the_answer_was_lost, 500, 0, None, GONE | NEAR | {"online_ore": 500, "failed_at": AT}),
    Case(over_the_limit, 1000, 500, Short.OVER_THE_LIMIT, {"amount_ore": 1500}),
    Case(more_than_was_ever_on_it, 700, 500, Short.NOT_ON_IT, {"amount_ore": 1000, "left_ore": 200}),
)  # fmt: skip
