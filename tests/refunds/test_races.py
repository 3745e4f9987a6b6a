"""Two at the same instant, in real threads, with real commits."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pantbox.clock import new_id
from pantbox.errors import PantboxError
from pantbox.jobs.onto_slips import fill_slips
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Rail
from pantbox.refunds import till
from pantbox.refunds.onto_slips import put_on_slip
from pantbox.refunds.refund import Part, Payer
from pantbox.refunds.tables import TillMoveKind
from tests.refunds.test_unreadable import credit

AT_ONCE = 6


def together(*works: Callable[[], Any]) -> list[Any]:
    """What each work came to, begun at the same instant: its result, or its refusal's code."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return work()
        except PantboxError as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_two_stalls_that_scan_a_voucher_at_the_same_instant_redeem_it_once(festival):
    code = festival.voucher(cups=2)

    told = together(*[lambda where=where: festival.redeem(code, where) for where in ("soup", "grill") * 2])

    refusals = [one for one in told if isinstance(one, str)]
    assert refusals == ["bearer_empty"] * 3
    assert festival.left_on(code) == 0


def test_parts_taken_at_the_same_instant_are_no_more_than_was_on_it(festival):
    code = festival.voucher(cups=2)

    told = together(*[lambda: festival.redeem(code, "soup", 300)] * AT_ONCE)

    assert sum(not isinstance(one, str) for one in told) == 3
    assert {one for one in told if isinstance(one, str)} == {"bearer_has_less"}
    assert festival.left_on(code) == 100


def test_a_redemption_sent_twice_at_the_same_instant_is_one(festival):
    code = festival.voucher(cups=4)

    told = together(*[lambda: festival.redeem(code, "soup", 500, key="tap")] * AT_ONCE)

    assert len({one.id for one in told}) == 1
    assert festival.left_on(code) == 1500


def test_one_key_for_two_vouchers_at_the_same_instant_redeems_one(festival):
    codes = [festival.voucher() for _ in range(2)]

    told = together(*[lambda code=code: festival.redeem(code, "soup", key="tap") for code in codes])

    assert [one for one in told if isinstance(one, str)] == ["idempotency_key_reused"]
    assert sum(festival.left_on(code) for code in codes) == 500


def test_a_visit_paid_from_two_places_at_the_same_instant_is_paid_once(festival):
    visit = festival.visit(cups=2)

    told = together(
        *[lambda: festival.pay(visit, Part(Rail.VOUCHER, 1000))] * 3,
        *[lambda: festival.pay(visit, Part(Rail.CASH, 1000), where="desk")] * 3,
    )

    assert [one for one in told if isinstance(one, str)] == ["visit_has_less"] * 5
    assert festival.view(visit).left_ore == 0


def test_a_refund_sent_twice_at_the_same_instant_is_one(festival):
    visit = festival.visit(cups=4)

    told = together(*[lambda: festival.pay(visit, Part(Rail.VOUCHER, 500), key="tap")] * AT_ONCE)

    assert len({refund.id for refunds in told for refund in refunds}) == 1
    assert festival.view(visit).paid_ore == 500


def test_a_visit_is_paid_while_returns_come_in_and_not_an_ore_is_lost(festival):
    visit = festival.visit(cups=1)
    cups = festival.hand_out(8)

    told = together(
        *[lambda cup=cup: festival.scan("return", [cup], "east", visit_id=visit) for cup in cups],
        *[lambda: festival.pay(visit, Part(Rail.DONATION, 500, "sea"))] * 4,
    )

    paid = sum(not isinstance(one, str) for one in told[8:])
    view = festival.view(visit)
    assert paid >= 1
    assert (view.credited_ore, view.paid_ore) == (4500, 500 * paid)


def test_the_first_returns_of_a_visit_may_come_at_the_same_instant(festival):
    visit, cups = new_id(), festival.hand_out(AT_ONCE)

    together(*[lambda cup=cup: festival.scan("return", [cup], "east", visit_id=visit) for cup in cups])

    assert festival.view(visit).credited_ore == 500 * AT_ONCE


def test_a_slip_scanned_first_takes_each_ore_once_while_a_desk_pays_the_visit_too(festival):
    [slip], visit, cups = festival.slips(), new_id(), festival.hand_out(4)
    core = festival.core

    def box(cup):
        festival.scan("return", [cup], "east", visit_id=visit)
        festival.doing(lambda s: put_on_slip(s, core.keys, visit, slip, Payer(), festival.now))

    told = together(
        *[lambda cup=cup: box(cup) for cup in cups],
        *[lambda: festival.pay(visit, Part(Rail.CASH, 500), where="desk")] * 3,
        lambda: fill_slips(core, festival.now),
    )

    paid_at_the_desk = sum(isinstance(one, list) for one in told)
    assert festival.view(visit).left_ore == 0
    assert festival.left_on(slip) == 500 * (4 - paid_at_the_desk)


def test_two_guests_put_money_on_two_slips_crosswise_and_nobody_waits_for_ever(festival):
    one, two = festival.slips(2)
    visits = [festival.visit(cups=2) for _ in range(4)]
    parts = [Part(Rail.SLIP, 500, one), Part(Rail.SLIP, 500, two)]

    together(
        *[lambda visit=visit: festival.pay(visit, *parts) for visit in visits[:2]],
        *[lambda visit=visit: festival.pay(visit, *reversed(parts)) for visit in visits[2:]],
    )

    assert [festival.left_on(slip) for slip in (one, two)] == [2000, 2000]


def test_a_slip_is_filled_and_emptied_at_the_same_instant(festival):
    [slip] = festival.slips()
    festival.pay(festival.visit(cups=2), Part(Rail.SLIP, 1000, slip))
    visits = [festival.visit() for _ in range(3)]

    told = together(
        *[lambda visit=visit: festival.pay(visit, Part(Rail.SLIP, 500, slip)) for visit in visits],
        *[lambda: festival.redeem(slip, "desk")] * 3,
    )

    taken = sum(one.amount_ore for one in told[3:] if not isinstance(one, str))
    assert taken + festival.left_on(slip) == 2500


def test_vouchers_made_at_the_same_instant_have_numbers_of_their_own(festival):
    visits = [festival.visit() for _ in range(AT_ONCE)]

    told = together(*[lambda visit=visit: festival.pay(visit, Part(Rail.VOUCHER, 500)) for visit in visits])

    assert sorted(refunds[0].number for refunds in told) == list(range(1, AT_ONCE + 1))


def test_one_phone_at_two_signs_at_the_same_instant_has_one_bound(festival):
    cups = festival.hand_out(8)

    visits = together(*[lambda where=where: festival.phone_at(where) for where in ("sign", "far sign")])

    for visit, where, part in zip(visits, ("sign", "far sign"), (cups[:4], cups[4:]), strict=True):
        festival.phone_scans(visit, part, where)
    assert sum(festival.view(visit.id).credited_ore for visit in visits) == 2000


def test_a_till_is_counted_while_it_pays(festival):
    visits = [festival.visit() for _ in range(4)]
    count = {"station_id": festival.stations["desk"], "amount_ore": 0, "idempotency_key": "count"}

    told = together(
        *[lambda visit=visit: festival.pay(visit, Part(Rail.CASH, 500), where="desk") for visit in visits],
        lambda: festival.doing(lambda s: till.move_coins(s, TillMoveKind.COUNTED, now=festival.now, **count)),
    )

    paid_before = -told[-1].expected_ore
    assert festival.account(AccountKind.LOSS, "cash") == paid_before
    assert festival.account(AccountKind.CASH, "desk") == 2000 - paid_before


def test_three_unreadable_ones_stay_three_at_the_same_instant(festival):
    visit = new_id()

    told = together(*[lambda: credit(festival, visit, 2)] * 4)

    assert [one for one in told if isinstance(one, str)] == ["limit_reached"] * 3
    assert festival.view(visit).credited_ore == 1000


def test_requests_with_their_parts_crosswise_never_wait_on_each_other(festival, collisions):
    slips = festival.slips(2)
    visits = [festival.visit(cups=4) for _ in range(4)]
    parts = [
        Part(Rail.VOUCHER, 500), Part(Rail.CASH, 500), *[Part(Rail.SLIP, 500, slip) for slip in slips]
    ]  # fmt: skip

    together(
        *[
            lambda visit=visit, asked=asked: festival.pay(visit, *asked, where="desk")
            for visit, asked in zip(visits, (parts, parts[::-1]) * 2, strict=True)
        ],
        *[lambda slip=slip: festival.redeem(slip, "desk") for slip in slips],
    )

    assert [festival.view(visit).left_ore for visit in visits] == [0] * 4
    assert collisions == []
