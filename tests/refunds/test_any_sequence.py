"""Whatever people ask for, in whatever order and however often: no more goes out than came in, and the books say so."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pantbox.circulation.scan import Kind
from pantbox.clock import new_id
from pantbox.errors import PantboxError
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Rail
from pantbox.refunds.refund import Part
from tests.refunds.festival import Festival, make_festival

DEPOSITS_ORE = (500, 525, 510)
"""Whole coins, a tie and less than one: rounding is tried too."""
COIN_ORE, HALF_A_COIN_ORE = 50, 25

which = st.integers(0, 2)
amounts = st.sampled_from([10, 25, 50, 475, 500, 525, 550, 1050, 2000])
parts = st.lists(st.tuples(st.sampled_from(Rail), amounts), min_size=1, max_size=3)
steps = st.one_of(
    st.tuples(st.just("hand_back"), which),
    st.tuples(st.just("undo"), which),
    st.tuples(st.just("pay"), which, parts, which),
    st.tuples(st.just("redeem"), which, st.sampled_from(["grill", "desk"]), st.none() | amounts, which),
)


@dataclass
class Story:
    """A festival, and what has happened at it."""

    festival: Festival
    visits: list[UUID] = field(default_factory=lambda: [new_id() for _ in range(3)])
    slips: list[str] = field(default_factory=list)
    bearers: list[str] = field(default_factory=list)
    returns: list[tuple[str, UUID]] = field(default_factory=list)
    coins_ore: dict[UUID, int] = field(default_factory=dict)

    def hand_back(self, visit: int) -> None:
        cups = self.festival.hand_out()
        [answer] = self.festival.scan("return", cups, "desk", visit_id=self.visits[visit])
        self.returns.append((cups[0], answer.id))

    def undo(self, back: int) -> None:
        code, scan_id = self.returns[-1 - back]
        self.festival.scan(Kind.UNDO, [code], "desk", undoes=scan_id)

    def pay(self, visit: int, wanted: list[tuple[Rail, int]], key: int) -> None:
        to = {Rail.SLIP: self.slips[visit], Rail.DONATION: "sea"}
        asked = [Part(rail, ore, to.get(rail)) for rail, ore in wanted]
        for refund in self.festival.pay(self.visits[visit], *asked, key=str(key), where="desk"):
            if refund.coins_ore is not None:
                self.coins_ore[refund.id] = refund.coins_ore
            if refund.code and refund.code not in self.bearers:
                self.bearers.append(refund.code)

    def redeem(self, back: int, where: str, amount_ore: int | None, key: int) -> None:
        given_back = self.festival.redeem(self.bearers[-1 - back], where, amount_ore, key=str(key))
        if given_back.coins_ore is not None:
            self.coins_ore[given_back.id] = given_back.coins_ore

    def do(self, step: tuple[Any, ...]) -> None:
        try:
            getattr(self, step[0])(*step[1:])
        except (PantboxError, IndexError):
            pass  # refused, or there is nothing yet to do it with


@given(st.sampled_from(DEPOSITS_ORE), st.lists(steps, min_size=4, max_size=14))
@example(
    500,
    [
        ("hand_back", 0),
        ("pay", 0, [(Rail.DONATION, 25)], 0),
        ("pay", 0, [(Rail.CASH, 475)], 1),
        ("hand_back", 1),
        ("pay", 1, [(Rail.VOUCHER, 50)] * 2, 0),
        ("redeem", 0, "grill", 25, 0),
        ("redeem", 0, "desk", None, 1),
    ],
)
@example(
    525,
    [
        ("hand_back", 0),
        ("pay", 0, [(Rail.CASH, 525)], 0),
        ("undo", 0),
        ("hand_back", 0),
        ("pay", 0, [(Rail.CASH, 525)], 1),
    ],
)
@example(
    525,
    [
        ("hand_back", 0),
        ("pay", 0, [(Rail.VOUCHER, 525)], 0),
        ("redeem", 0, "desk", None, 0),
        ("redeem", 0, "desk", None, 0),
    ],
)
@settings(max_examples=15, deadline=None)
def test_no_sequence_of_requests_makes_money(core, deposit_ore, sequence):
    festival = make_festival(core, cups=14, deposit_ore=deposit_ore)
    story = Story(festival, slips=festival.slips(3))
    story.bearers += story.slips

    for step in sequence:
        story.do(step)

    festival.check()
    books = festival.books()
    lost_ore = -sum(ore for key, ore in books.items() if key.kind is AccountKind.LOSS)
    in_goods_ore = festival.account(AccountKind.VENDOR, "grill")
    donated_ore = festival.account(AccountKind.DONATIONS, "sea")
    coins_ore = sum(story.coins_ore.values())
    rounded_ore = -festival.account(AccountKind.ROUNDING)
    assert coins_ore == festival.account(AccountKind.CASH, "desk")
    odd_deposits = len(story.returns) if deposit_ore % COIN_ORE else 0
    assert rounded_ore <= HALF_A_COIN_ORE * min(odd_deposits, len(story.coins_ore))
    assert odd_deposits or rounded_ore == 0
    assert lost_ore >= 0
    assert coins_ore + donated_ore + in_goods_ore - rounded_ore <= deposit_ore * len(story.returns) + lost_ore
