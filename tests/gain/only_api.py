"""Moves of money that only the API has: slips, vouchers, crates, what nobody can read, and a desk's till.

Each says, in deposits, what the actor has more in hand by it beside what is on accounts, and what a count of the till misses.
"""

from collections.abc import Callable, Collection
from typing import Any

from pantbox.clock import new_id
from tests.gain.moves import Move
from tests.model import pure
from tests.model.pure import DEPOSIT_ORE

UNREADABLE_MAX = 3
"""In one visit."""


def onto_a_slip(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    for visit in mine:
        for id_ in door.visits.get(visit, ()):
            left = door.money_of(id_)[1]
            if (
                left
                and door.refund(
                    id_, {"rail": "slip", "amount_ore": left, "to": door.slips[0]}, now
                ).status_code
                == 200
            ):
                door.vouchers.append((door.slips[0], left))
    return 0, 0


def take_my_voucher(door: Any, move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    if not door.vouchers:
        return 0, 0
    code, _ = door.vouchers.pop()
    answer = door.pay("/redeem", {"code": code}, move.place, now)
    if answer.status_code != 200:
        return 0, 0
    door.used.append((code, answer.json["amount_ore"]))
    return -(answer.json["amount_ore"] // DEPOSIT_ORE) * (door.is_vendors and move.place == "s1"), 0


def say_taken_offline(door: Any, move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    for code, ore in [*door.used, (door.slips[0], DEPOSIT_ORE)]:
        at = pure.moment(now - move.late * 10).isoformat()
        told = {"id": str(new_id()), "code": code, "amount_ore": ore, "at": at}
        door.ask("POST", "/redemptions", {"redemptions": [told]}, "s1", now)
    return 0, 0


def send_crates(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    door.delivery = new_id()
    lines = [{"type_id": door.ground.type_id, "quantity": 3}]
    door.ask(
        "POST",
        "/deliveries",
        {"id": str(door.delivery), "to": door.signs["s1"], "lines": lines},
        "w",
        now,
    )
    return 0, 0


def confirm_crates(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    lines = [{"type_id": door.ground.type_id, "quantity": 1}]
    door.ask(
        "POST",
        f"/deliveries/{door.delivery or new_id()}/confirm",
        {"id": str(new_id()), "lines": lines},
        "s1",
        now,
    )
    return 0, 0


def withdraw_crates(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    door.ask("POST", f"/deliveries/{door.delivery or new_id()}/withdraw", {}, "w", now)
    return 0, 0


def close(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    counted = [{"type_id": door.ground.type_id, "quantity": 9}]
    door.ask("POST", "/station/close", {"id": str(new_id()), "counted": counted, "till_ore": 0}, "s1", now)
    return 0, 0


def unreadable(door: Any, move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    body = {
        "visit": str(door.unreadable),
        "type_id": door.ground.type_id,
        "quantity": int(move.place),
    }
    answer = door.pay("/desk/unreadable", body, "k", now)
    credited = door.money_of(door.unreadable)[0] // DEPOSIT_ORE
    more = int(move.place) if answer.status_code == 200 else 0
    assert credited <= UNREADABLE_MAX
    return more, more


def float_in(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    door.pay("/desk/float_in", {"amount_ore": 2 * DEPOSIT_ORE}, "k", now)
    return 0, 0


def coins(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    """What the books say is in the till goes into a pocket: the next true count misses all of it."""
    told = door.ask("GET", "/desk", None, "k", now).json
    expected = int(told["expected_ore"]) // DEPOSIT_ORE - door.pocketed
    door.pocketed += max(0, expected)
    return max(0, expected), max(0, expected)


def till(door: Any, _move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
    told = door.ask("GET", "/desk", None, "k", now).json
    there = max(0, int(told["expected_ore"]) - door.pocketed * DEPOSIT_ORE)
    door.pay("/desk/count", {"amount_ore": there}, "k", now)
    door.pocketed = 0
    return 0, 0


ACTS: dict[str, Callable[..., tuple[int, int]]] = {
    "onto a slip": onto_a_slip,
    "take my voucher": take_my_voucher,
    "say taken offline": say_taken_offline,
    "send crates": send_crates,
    "confirm crates": confirm_crates,
    "withdraw crates": withdraw_crates,
    "close": close,
    "unreadable": unreadable,
    "float in": float_in,
    "coins": coins,
    "till": till,
}
