"""What was tried and refused, and must go on being refused: odd scans, money that is not there, requests out of shape."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from pantbox.clock import new_id
from pantbox.containers.grai import Grai
from pantbox.containers.types import ContainerType
from pantbox.places.events import Rail
from pantbox.places.organisations import Scope
from tests.api.town import CUP_ORE
from tests.attacks.scene import Scene
from wsgi import create_app

MISSES_MAX = 120
"""Wrong pairing codes of one address in a minute, at most."""
NESTED = 200_000
BODY_BYTES = 17 * 1024 * 1024


@pytest.fixture
def limited(scene: Scene) -> Iterator[Scene]:
    """The scene with limits, and no proxy that is trusted."""
    app = create_app(replace(scene.core.settings, rate_limits=True), scene.time)
    yield replace(scene, app=app)
    app.extensions["pantbox"].core.database.dispose()


def kept(scene: Scene) -> int:
    """How many scans the database holds of this town."""
    return int(
        scene.sql("SELECT count(*) FROM scan WHERE organisation_id = :id", id=scene.organisation_id)[0][0]
    )


def test_an_id_is_one_scan_whatever_is_said_of_it_later(scene: Scene) -> None:
    scan = scene.scan("issue", scene.stock[0])
    first = scene.verdicts("soup", scan)

    told = [
        scene.verdicts("soup", scan, clock={"offset_ms": 90_000, "uncertainty_ms": 5}),
        scene.verdicts("soup", {**scan, "code": scene.stock[1]}),
        scene.verdicts("soup", {**scan, "kind": "return"}),
        scene.verdicts("grill", scan),
    ]

    assert told == [first, *[[("rejected", "id_reused")]] * 3]
    assert kept(scene) == 1
    assert scene.failures() == []


def test_a_quantity_that_is_none_counts_nothing_and_fails_no_neighbour(scene: Scene) -> None:
    with scene.core.database.reading(scene.organisation_id) as session:
        cups = Grai(session.get_one(ContainerType, scene.type_id).asset).link("http://pant.example")
    quantities: list[Any] = [0, -1, 100_001, 10**30, 1.5, "many", None, []]
    odd = [scene.scan("count", cups, quantity=quantity) for quantity in quantities]

    told = scene.verdicts("store", *odd, scene.scan("collect", scene.stock[0]))

    assert [verdict for verdict, _ in told[:-1]] == ["rejected"] * len(odd)
    assert told[-1][1] not in ("malformed", "quantity_wrong")
    assert kept(scene) == 1
    assert scene.failures() == []


CLOCKS = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-08-01T18:00:00", "0001-01-01T00:00:00+14:00",
          "9999-12-31T23:59:59-14:00", "2126-08-01T18:00:00Z", "yesterday", "", 0, -(10**30)]  # fmt: skip


def test_no_clock_however_wrong_brings_it_down_or_makes_money(scene: Scene) -> None:
    [code] = scene.hand_out()
    scans = [{**scene.scan("return", code), "at": at, "visit": str(new_id())} for at in CLOCKS]

    answers = [scene.post("/scans", {"scans": [scan]}, "east") for scan in scans]

    assert {answer.status_code for answer in answers} == {200}
    money = [one["credited_ore"] for answer in answers for one in (answer.json or {})["visits"]]
    assert sum(money) <= CUP_ORE
    assert scene.failures() == []


TEXTS = ["\x00", "\ud800", "\u202eevil", "🍲" * 50, "x" * 10_000, "'; DROP TABLE scan; --", "\x1b[2J"]


@pytest.mark.parametrize("field", ["code", "bag", "reason", "slip", "told", "visit", "kind"])
def test_no_text_in_a_scan_brings_it_down(scene: Scene, field: str) -> None:
    first, *others = scene.stock[: len(TEXTS) + 1]
    bodies = [
        {"scans": [{**scene.scan("return", first), field: text}, scene.scan("return", other)]}
        for text, other in zip(TEXTS, others, strict=True)
    ]

    answers = [scene.post("/scans", body, "east") for body in bodies]

    assert {answer.status_code for answer in answers} <= {200, 400, 422}
    assert scene.verdicts("soup", scene.scan("issue", scene.stock[-1])) == [("accepted", None)]
    assert scene.failures() == []


def test_requests_out_of_shape_are_refused_before_they_are_read(scene: Scene) -> None:
    token = {"Authorization": f"Bearer {scene.tokens['soup']}"}
    sent = {"path": "/api/v1/scans", "headers": token, "content_type": "application/json"}

    nested = scene.client.post(data="[" * NESTED + "]" * NESTED, **sent)
    large = scene.client.post(data=b" " * BODY_BYTES, **sent)
    traced = scene.client.open("/status", method="TRACE", headers={"Cookie": "secret=1"})
    many = scene.post("/scans", {"scans": [{}] * 10_001}, "soup")

    assert (nested.status_code, large.status_code, traced.status_code, many.status_code) == (
        400,
        413,
        405,
        422,
    )
    assert "secret" not in traced.text


def test_who_makes_addresses_up_guesses_no_more_pairing_codes(limited: Scene) -> None:
    def guess(n: int) -> int:
        made_up = {"X-Forwarded-For": f"10.0.{n // 250}.{n % 250}", "X-Real-IP": f"10.1.0.{n % 250}", "Forwarded": f"for=10.2.0.{n % 250}"}  # fmt: skip
        return limited.post("/pair", {"code": f"{n:08}"}, headers=made_up).status_code

    told = [guess(n) for n in range(MISSES_MAX + 2)]

    bound = told.index(429)
    assert bound <= MISSES_MAX
    assert told == [404] * bound + [429] * (len(told) - bound)


def test_error_pages_and_metrics_tell_nothing(scene: Scene) -> None:
    code = scene.voucher()
    scene.client.get(f"/v/{code}")

    page = scene.client.get("/<script>alert(1)</script>")
    metrics = scene.client.get("/metrics").text

    assert (page.status_code, "<script>alert" in page.text) == (404, False)
    assert not any(word in metrics for word in (code, scene.slug, scene.signs["east"], scene.tokens["soup"]))


PARTS: list[tuple[list[dict[str, Any]], int, str]] = [
    ([{"rail": "voucher", "amount_ore": 1001}], 409, "visit_has_less"),
    ([{"rail": "voucher", "amount_ore": 500}, {"rail": "donation", "amount_ore": 501, "to": "trees"}], 409, "visit_has_less"),
    ([{"rail": "donation", "amount_ore": 500, "to": "whales"}], 422, "cause_unknown"),
    ([{"rail": "cash", "amount_ore": 500}], 403, "station_may_not"),
    ([{"rail": "voucher", "amount_ore": 333}], 422, "amount_not_in_coins"),
    ([{"rail": "slip", "amount_ore": 500, "to": "ZZZZZZZZZZZZZZZZ"}], 404, "bearer_unknown"),
    ([{"rail": "voucher", "amount_ore": 0}], 422, "invalid_input"),
    ([{"rail": "voucher", "amount_ore": -500}], 422, "invalid_input"),
    ([{"rail": "bank", "amount_ore": 500}], 422, "invalid_input"),
    ([], 422, "invalid_input"),
]  # fmt: skip


def test_money_that_is_not_there_is_not_paid(scene: Scene) -> None:
    visit = scene.visit(cups=2)

    answers = [
        scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": parts})
        for parts, _, _ in PARTS
    ]

    told = [(answer.status_code, (answer.json or {})["code"]) for answer in answers]
    assert told == [(status, code) for _, status, code in PARTS]
    assert scene.sql("SELECT id FROM refund WHERE organisation_id = :id", id=scene.organisation_id) == []
    assert scene.failures() == []


def test_a_claim_opens_its_own_visit_and_a_ticket_is_its_own_devices(scene: Scene) -> None:
    own, other = scene.visit(), scene.visit(by="west")
    part = {"rail": "voucher", "amount_ore": CUP_ORE}
    claims = [
        other["claim"],
        "",
        "0" * 16,
        f"T{own['id']}",
        own["claim"][:-1] + ("1" if own["claim"].endswith("0") else "0"),
        "T1.1.0000000000000000",
    ]

    answers = [
        scene.pay(f"/visits/{own['id']}/refund", {"claim": claim, "parts": [part]}) for claim in claims
    ]

    assert {answer.status_code for answer in answers} <= {403, 422}
    assert scene.balances()[f"payable:{scene.stations['east']}"] == CUP_ORE


def test_a_refund_sent_again_is_the_same_and_its_key_pays_nothing_else(scene: Scene) -> None:
    visit = scene.visit(cups=2)
    path, part = f"/visits/{visit['id']}/refund", {"rail": "voucher", "amount_ore": CUP_ORE}
    asked = {"claim": visit["claim"], "parts": [part]}

    first, again = (scene.pay(path, asked, key="one") for _ in range(2))
    other = scene.pay(path, {**asked, "parts": [{**part, "amount_ore": 2 * CUP_ORE}]}, key="one")

    assert (first.status_code, again.status_code) == (200, 200)
    assert [one["id"] for one in first.json["refunds"]] == [one["id"] for one in again.json["refunds"]]
    assert (other.status_code, other.json["code"]) == (409, "idempotency_key_reused")
    assert scene.balances()["vouchers:voucher"] == CUP_ORE


def test_a_way_that_is_switched_off_pays_nothing(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(rails=[Rail.SLIP])
    visit = scene.visit()

    answer = scene.refund(visit)

    assert (answer.status_code, answer.json["code"]) == (409, "rail_not_here")


def test_a_link_is_the_same_container_whatever_its_host_and_case_and_another_schemes_is_none(
    scene: Scene, make_scene: Callable[..., Scene]
) -> None:
    theirs = make_scene()
    link = scene.stock[0]
    other = "https://evil.example/8003/" + link.rpartition("/8003/")[2]

    told = [scene.verdicts("soup", scene.scan("issue", one)) for one in (link, other, link.lower())]
    foreign = scene.verdicts("soup", scene.scan("issue", theirs.stock[0]))

    assert [one[0][0] for one in told] == ["accepted", "duplicate", "duplicate"]
    assert foreign == [("rejected", "foreign_operator")]
    booked = scene.sql("SELECT amount_ore FROM transfer WHERE event_id = :id", id=scene.event_id)
    assert booked == [(CUP_ORE,)]


def test_what_a_revoked_device_scans_waits_in_quarantine_and_books_nothing(scene: Scene) -> None:
    devices = (scene.get(f"/events/{scene.event_id}/devices", Scope.SETUP_WRITE.value).json or {})["devices"]
    stolen = next(one["id"] for one in devices if one["station_id"] == scene.stations["soup"])
    scene.ask("DELETE", f"/devices/{stolen}", Scope.SETUP_WRITE.value)

    told = scene.verdicts("soup", scene.scan("issue", scene.stock[0]))

    assert told == [("held", "device_revoked")]
    assert scene.get("/station", "soup").status_code == 401
    assert (kept(scene), scene.balances()) == (0, {})
    waiting = scene.get(f"/events/{scene.event_id}/quarantine", Scope.SETUP_WRITE.value).json
    assert len(next(one for one in waiting.values() if isinstance(one, list))) == 1
