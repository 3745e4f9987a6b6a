"""A cache between a guest and us files answers by address, and knows nothing of claims, tokens, cookies and languages."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from pantbox.places.organisations import Scope
from pantbox.web.access import OPEN_STATIC
from pantbox.web.caching import CACHEABLE, is_cacheable
from tests.attacks.routes import Callers, Names, routes
from tests.attacks.scene import WITHOUT_A_DATABASE, Scene

KEPT = {"openapi.spec", "stations.worker", "stations.app_manifest", "stations.icon"}
LEAD_ON = {"front", "office.events.index", "office.entrance.login"}
"""Pages that send on whoever is in, or asks for no page in particular."""


@pytest.fixture
def names(scene: Scene) -> Names:
    return Names(scene)


def test_no_answer_of_any_route_is_kept_but_the_few_on_one_list(scene: Scene, names: Names) -> None:
    callers, claim = Callers(scene), {"Pantbox-Claim": names.visit["claim"]}
    kept, answered = set(), set()

    for endpoint, method, rule in routes(scene.app):
        path = names.path(rule, endpoint)
        path += {"api.read": f"?text={scene.stock[0]}", "api.earlier": f"?scan_id={uuid4()}"}.get(
            endpoint, ""
        )
        for by in callers.of(endpoint) if method == "GET" else callers.of(endpoint)[:1]:
            body = {} if method != "GET" else None
            with callers.ask(endpoint, method, path, by, headers=claim, json=body) as answer:
                if answer.status_code in (200, 204):
                    answered.add((endpoint, method))
                if answer.headers["Cache-Control"] != "no-store":
                    kept.add(endpoint)

    asked = {(endpoint, "GET") for endpoint, method, _ in routes(scene.app) if method == "GET"}
    assert {endpoint for endpoint, _ in asked - answered} <= LEAD_ON
    assert {endpoint for endpoint in kept if not endpoint.startswith(OPEN_STATIC)} == KEPT == set(CACHEABLE)


def test_what_may_be_kept_is_the_same_for_everybody_and_sets_no_cookie(scene: Scene, names: Names) -> None:
    office = scene.office()
    someone = {"Authorization": f"Bearer {scene.tokens['soup']}", "Pantbox-Claim": names.visit["claim"],
               "Accept-Language": "de", "Cookie": "language=da", "HX-Request": "true"}  # fmt: skip

    for endpoint, method, rule in routes(scene.app):
        if method != "GET" or not is_cacheable(endpoint):
            continue
        path = names.path(rule, endpoint)
        with (
            scene.client.get(path) as plain,
            scene.client.get(path, headers=someone) as personal,
            office.client.get(path) as member,
        ):
            assert plain.data == personal.data == member.data, path
            assert not any("Set-Cookie" in one.headers for one in (plain, personal, member)), path
        with scene.client.get(f"{path}?lang=de") as chosen:
            assert chosen.headers["Cache-Control"] == "no-store" or "Set-Cookie" not in chosen.headers


def test_a_cache_that_keeps_answers_all_the_same_is_told_what_they_depend_on(
    scene: Scene, names: Names
) -> None:
    visit = names.visit

    own = scene.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": visit["claim"]})
    devices = scene.get("/desk/held", "desk")

    assert {"Authorization", "Pantbox-Claim"} <= set(own.vary) & set(devices.vary)
    assert "Cookie" in scene.client.get("/status").vary


def test_answers_that_hold_a_secret_are_kept_by_nobody(scene: Scene) -> None:
    setup, visit = Scope.SETUP_WRITE.value, scene.visit()
    code = scene.voucher()

    answers = {
        "refund": scene.refund(visit),
        "token": scene.post("/tokens", {"label": "till", "scopes": [setup]}, setup),
        "pairing": scene.post(f"/stations/{scene.stations['soup']}/pairing", {}, setup),
        "vendor's link": scene.post(f"/vendors/{scene.vendor_id}/link", {}, setup),
        "box": scene.client.post(f"/api/v1/boxes/{scene.signs['sign']}/visits", json={"phone": uuid4().hex}),
        "code": scene.get(f"/codes?text=V{code}", "soup"),
        "voucher": scene.client.get(f"/v/{code}"),
        "its paper": scene.client.get(f"/v/{code}/pdf"),
    }

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 300} == {}
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"no-store"}


@WITHOUT_A_DATABASE  # they are refused or led on by their path alone
@pytest.mark.parametrize("path", ["/admin", "/k", "/nothing", "/design/nothing.css", "/k/icon-7.png", "/api/v1/nothing"])  # fmt: skip
def test_no_refusal_and_no_redirect_is_kept(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in (308, 404)
    assert answer.headers["Cache-Control"] == "no-store"
