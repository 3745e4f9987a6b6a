"""The same money asked for at the same instant from everywhere: books balance, nothing is paid twice, the audit is green."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from pantbox.clock import new_id
from pantbox.places.organisations import Scope
from tests.attacks.play import TIMES
from tests.attacks.scene import Scene
from tests.attacks.test_money_fuzz import assert_books_are_right, forfeit

pytestmark = [
    pytest.mark.parametrize("application", ["postgresql"], indirect=True),
    pytest.mark.postgresql,
]

ROUNDS = 3 * TIMES
CUP_ORE = 500


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each answers, all begun at the same moment."""
    gate = Barrier(len(works))

    def begin(work: Callable[[], Any]) -> Any:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as people:
        return list(people.map(begin, works))


def statuses(answers: list[Any]) -> set[int]:
    return {answer.status_code for answer in answers}


def test_a_voucher_at_a_stall_a_desk_and_three_times_offline_gives_what_was_on_it_and_one_booked_loss(
    make_scene: Callable[..., Scene],
) -> None:
    scene = make_scene(offline_redeem_ore=10_000)
    scene.pay("/desk/float_in", {"amount_ore": 100_000}, "desk")
    for _ in range(ROUNDS):
        code = scene.voucher(cups=2)
        taken = {
            "id": str(new_id()),
            "code": code,
            "amount_ore": 2 * CUP_ORE,
            "at": scene.time.now.isoformat(),
        }

        def hand_in(taken: dict[str, Any] = taken) -> Any:
            return scene.post("/redemptions", {"redemptions": [taken]}, "grill")

        answers = at_once(
            lambda code=code: scene.pay(f"/vouchers/{code}/redeem", {}, "soup"),
            lambda code=code: scene.pay(f"/vouchers/{code}/redeem", {}, "desk"),
            hand_in, hand_in, hand_in,
        )  # fmt: skip

        assert statuses(answers[:2]) <= {200, 409}
        assert statuses(answers[2:]) == {200}
        assert answers[2].json == answers[3].json == answers[4].json

    [(on_them, given)] = scene.sql(
        "SELECT sum(in_ore), sum(out_ore) FROM bearer WHERE event_id = :id", id=scene.event_id
    )
    [(redeemed,)] = scene.sql(
        "SELECT coalesce(sum(amount_ore), 0) FROM redemption WHERE event_id = :id", id=scene.event_id
    )
    assert on_them == given == redeemed == ROUNDS * 2 * CUP_ORE
    assert_books_are_right(scene, scene.event_id)


def test_a_visit_by_three_rails_while_returns_come_in_and_one_is_undone(scene: Scene) -> None:
    scene.pay("/desk/float_in", {"amount_ore": 100_000}, "desk")
    for turn in range(ROUNDS):
        visit_id, codes, more = str(new_id()), scene.hand_out(3), scene.hand_out(2)
        returns = [scene.scan("return", code, visit=visit_id) for code in codes]
        visit = scene.send("east", *returns)["visit"]
        late = [scene.scan("return", code, visit=visit_id, slip=scene.slips[turn % 5]) for code in more]
        undo = scene.scan("undo", codes[0], undoes=returns[0]["id"])

        def refund(rail: str, by: str | None = None, visit: Any = visit, **to: str) -> Callable[[], Any]:
            part = {"rail": rail, "amount_ore": 3 * CUP_ORE, **to}
            asked = {"claim": visit["claim"], "parts": [part]}
            return lambda: scene.pay(f"/visits/{visit['id']}/refund", asked, by)

        paid = at_once(
            refund("voucher"), refund("cash", "desk"), refund("donation", to="trees"),
            lambda late=late: scene.post("/scans", {"scans": late}, "east"),
            lambda undo=undo: scene.post("/scans", {"scans": [undo]}, "east"),
            lambda undo=undo: scene.post("/scans", {"scans": [undo]}, "east"),
        )  # fmt: skip

        assert statuses(paid[:3]) <= {200, 409, 422}
        assert statuses(paid[3:]) == {200}
        assert paid[4].json["results"] == paid[5].json["results"]
    assert_books_are_right(scene, scene.event_id)


def test_forfeiture_against_returns_and_undos_of_the_same_containers(scene: Scene) -> None:
    issues = [scene.scan("issue", code) for code in scene.stock[:12]]
    scene.send("soup", *issues)
    codes, due = [one["code"] for one in issues], scene.time.now + timedelta(days=11)
    undos = [scene.scan("undo", one["code"], undoes=one["id"]) for one in issues]
    there, back = ([scene.scan("return", code, visit=str(new_id())) for code in order] for order in (codes, codes[::-1]))  # fmt: skip

    def close() -> None:
        forfeit(scene, scene.event_id, at=due)

    at_once(
        close,
        lambda: scene.send("east", *there),
        lambda: scene.send("soup", *undos),
        lambda: scene.send("west", *back),
    )

    assert_books_are_right(scene, scene.event_id)


def test_scans_let_out_of_quarantine_by_two_people_at_once_are_recorded_once(scene: Scene) -> None:
    devices = (scene.get(f"/events/{scene.event_id}/devices", Scope.SETUP_WRITE.value).json or {})["devices"]
    grill = next(one["id"] for one in devices if one["station_id"] == scene.stations["grill"])
    at = (scene.time.now - timedelta(minutes=5)).isoformat()
    scans = [scene.scan("issue", code, at=at, told="accepted") for code in scene.stock[:6]]
    scene.ask("DELETE", f"/devices/{grill}", Scope.SETUP_WRITE.value)
    scene.send("grill", *scans)

    def let_out() -> Any:
        path = f"/events/{scene.event_id}/quarantine/release"
        return scene.post(path, {"scan_ids": [one["id"] for one in scans]}, Scope.SETUP_WRITE.value)

    answers = at_once(let_out, let_out, lambda: scene.post("/scans", {"scans": scans}, "grill"))

    recorded = scene.sql("SELECT count(*) FROM scan WHERE device_id = :id", id=grill)
    assert statuses(answers) <= {200, 404}
    assert recorded == [(len(scans),)]
    assert_books_are_right(scene, scene.event_id)


def test_a_till_counted_twice_while_it_pays_is_right_afterwards(scene: Scene) -> None:
    scene.pay("/desk/float_in", {"amount_ore": 100_000}, "desk")
    visits = [scene.visit() for _ in range(4)]

    def pay(visit: dict[str, Any]) -> Callable[[], Any]:
        asked = {"claim": visit["claim"], "parts": [{"rail": "cash", "amount_ore": CUP_ORE}]}
        return lambda: scene.pay(f"/visits/{visit['id']}/refund", asked, "desk")

    def count() -> Any:
        return scene.pay("/desk/count", {"amount_ore": 100_000}, "desk")

    answers = at_once(*map(pay, visits), count, count)
    last = scene.pay("/desk/count", {"amount_ore": 98_000}, "desk")

    assert statuses(answers) == {200}
    assert last.status_code == 200
    assert scene.get("/desk", "desk").json == {"expected_ore": 98_000}
    assert_books_are_right(scene, scene.event_id)


def test_one_phone_that_opens_five_visits_at_once_has_one_bound(scene: Scene) -> None:
    phone, codes = uuid4().hex, scene.hand_out(20)
    path = f"/boxes/{scene.signs['sign']}/visits"
    opened = at_once(*[lambda: scene.post(path, {"phone": phone})] * 5)
    tokens = {answer.json["token"] for answer in opened if answer.status_code == 200}

    told = at_once(*[
        lambda token=token, n=n: scene.post("/scans", {"scans": [scene.scan("return", code) for code in codes[4 * n : 4 * n + 4]]}, token)
        for n, token in enumerate((list(tokens) * 5)[:5])
    ])  # fmt: skip

    paid = sum(one["verdict"] == "accepted" for answer in told if answer.status_code == 200 for one in answer.json["results"])  # fmt: skip
    assert tokens
    assert paid <= 4
    assert_books_are_right(scene, scene.event_id)
