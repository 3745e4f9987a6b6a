"""Who took the time before an event was closed and books after it changes no figure of the closed report."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from pantbox.clock import new_id
from pantbox.jobs import onto_slips
from pantbox.reports.as_json import as_json
from pantbox.reports.event_report import event_report
from tests.attacks.scene import Scene

BESIDE = ("later", "generated_at", "sealed")


@dataclass
class Festival:
    """One of everything that may still be booked: a visit with money, a return that waits, a voucher, a dispute."""

    scene: Scene
    visit: dict[str, Any]
    held: str
    voucher: str
    dispute: Any

    def refund(self, rail: str, by: str | None = None, **more: Any) -> TestResponse:
        part = {"rail": rail, "amount_ore": self.visit["left_ore"], **more}
        body = {"claim": self.visit["claim"], "parts": [part]}
        return self.scene.pay(f"/visits/{self.visit['id']}/refund", body, *([by] if by else []))


def closed_figures(scene: Scene) -> dict[str, Any]:
    with scene.core.database.reading() as session:
        told = as_json(event_report(session.connection(), scene.event_id, scene.time.now))
    return {name: value for name, value in told.items() if name not in BESIDE}


def close(scene: Scene) -> None:
    scene.time.later(seconds=1)
    assert scene.post(f"/events/{scene.event_id}/close", None, "setup:write").status_code == 200
    scene.time.later(seconds=1)


DEEDS: dict[str, Callable[[Festival], TestResponse]] = {
    "voucher": lambda here: here.refund("voucher"),
    "cash": lambda here: here.refund("cash", "desk"),
    "donation": lambda here: here.refund("donation", to="trees"),
    "redemption": lambda here: here.scene.pay("/redeem", {"code": here.voucher, "amount_ore": 500}, "soup"),
    "release": lambda here: here.scene.post("/desk/release", {"scan_ids": [here.held]}, "desk"),
    "refusal": lambda here: here.scene.post("/desk/refuse", {"scan_ids": [here.held]}, "desk"),
    "dispute": lambda here: here.scene.post(
        f"/events/{here.scene.event_id}/disputes/{here.dispute}", {"against": "stall"}, "money:write"
    ),
    "till": lambda here: here.scene.pay("/desk/count", {"amount_ore": 50_000}, "desk"),
    "unreadable": lambda here: here.scene.pay(
        "/desk/unreadable", {"visit": str(new_id()), "type_id": here.scene.type_id, "quantity": 2}, "desk"
    ),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_a_slow_server_books_after_the_closing_changes_no_closed_figure(
    make_scene: Callable[..., Scene], deed: Callable[[Festival], TestResponse]
) -> None:
    scene = make_scene(unseen_policy="hold")
    dispute, voucher, visit = scene.dispute(), scene.voucher(), scene.visit(2)
    waits = scene.scan("return", scene.stock.pop(), visit=str(uuid4()))
    scene.send("east", waits)
    scene.time.later(minutes=5)
    at = scene.time.now
    close(scene)
    before, now = closed_figures(scene), scene.time.now

    scene.time.now = at
    answer = deed(Festival(scene, visit, waits["id"], voucher, dispute))
    scene.time.now = now

    assert answer.status_code == 200
    assert closed_figures(scene) == before


def test_a_job_that_began_before_the_closing_changes_no_closed_figure(
    make_scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = make_scene(unseen_policy="hold")
    waits = [
        scene.scan("return", scene.stock.pop(), visit=str(uuid4()), slip=slip) for slip in scene.slips[:2]
    ]
    scene.send("east", *waits)
    scene.post("/desk/release", {"scan_ids": [one["id"] for one in waits]}, "desk")
    scene.time.later(minutes=5)
    began, before = scene.time.now, []
    pay = onto_slips.pay_onto_own_slip

    def pay_after_the_closing(*told: Any) -> int:
        if not before:
            before.append(closed_figures(scene))
        return pay(*told)

    monkeypatch.setattr(onto_slips, "pay_onto_own_slip", pay_after_the_closing)
    close(scene)

    assert onto_slips.fill_slips(scene.core, began) >= 2  # others share the database
    assert closed_figures(scene) == before[0]
