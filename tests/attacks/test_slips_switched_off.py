"""An event offers slips no more: money that comes later onto a slip scanned before still comes, and holds up nobody's."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.errors import Conflict
from pantbox.jobs import onto_slips as job
from pantbox.jobs.unachieved import Unachieved
from pantbox.keys import Keys
from pantbox.refunds import onto_slips
from tests.attacks.scene import Scene


def waits_on_slip(scene: Scene, slip: str) -> str:
    """A return that waits, in a visit whose guest scanned a slip first."""
    scan = scene.scan("return", scene.stock.pop(), visit=str(new_id()), slip=slip)
    assert scene.send("east", scan)["results"][0]["verdict"] == "held"
    return str(scan["id"])


def release(scene: Scene, scan_ids: list[str]) -> None:
    assert scene.post("/desk/release", {"scan_ids": scan_ids}, "desk").status_code == 200


def offer_slips_no_more(scene: Scene) -> None:
    scene.time.later(hours=10)
    for box in ("sign", "west", "east"):
        assert scene.post(f"/stations/{scene.stations[box]}/close", None, "setup:write").status_code == 200
    rails = {"rails": ["voucher", "cash", "donation"]}
    assert scene.ask("PATCH", f"/events/{scene.event_id}", "setup:write", json=rails).status_code == 200


def left_on(scene: Scene, slip: str) -> int:
    return int((scene.get(f"/vouchers/{slip}").json or {})["left_ore"])


def test_what_is_paid_later_is_on_the_slip_that_was_scanned_while_it_was_offered(
    make_scene: Callable[..., Scene],
) -> None:
    scene = make_scene(unseen_policy="hold")
    slip = scene.slips[0]
    waiting = waits_on_slip(scene, slip)
    offer_slips_no_more(scene)
    release(scene, [waiting])

    assert job.fill_slips(scene.core, scene.time.now) >= 1  # others share the database

    assert left_on(scene, slip) == 500
    assert scene.failures() == []


def test_a_slip_that_is_scanned_first_then_is_refused(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene()
    [cup] = scene.hand_out()
    offer_slips_no_more(scene)

    answer = scene.send("desk", scene.scan("return", cup, visit=str(new_id()), slip=scene.slips[0]))

    assert answer["visits"][0]["left_ore"] == 500
    assert left_on(scene, scene.slips[0]) == 0


def test_visits_that_cannot_be_paid_onto_their_slips_hold_up_no_other(
    make_scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onto_slips, "AT_ONCE_MAX", 3)
    stuck, other = (make_scene(unseen_policy="hold") for _ in range(2))
    scans = [waits_on_slip(stuck, slip) for slip in stuck.slips[:3]]
    mine = waits_on_slip(other, other.slips[0])
    release(stuck, scans)
    release(other, [mine])
    pay = job.pay_onto_own_slip

    def pay_no_stuck_one(session: Session, keys: Keys, visit_id: UUID, now: datetime) -> int:
        if session.get_one(VisitRow, visit_id).event_id == stuck.event_id:
            raise Conflict("bearer_revoked", number=1)
        return pay(session, keys, visit_id, now)

    monkeypatch.setattr(job, "pay_onto_own_slip", pay_no_stuck_one)

    with pytest.raises(Unachieved):
        job.fill_slips(other.core, other.time.now)

    assert left_on(other, other.slips[0]) == 500
