"""What devices may ask by the kind of their station: one table, and every route tried as every kind."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from pantbox.api.callers import Who, callers_of
from pantbox.api.rights import OF_THE_DEVICE_ITSELF, RIGHTS, WHERE_IT_STOOD_THEN
from pantbox.places.stations import StationKind
from tests.api.town import STATIONS, Town, make_town

KINDS = {**STATIONS, "wash": StationKind.WASH}
STANDS_AT = {
    StationKind.STALL: "soup",
    StationKind.PANT_BOX: "east",
    StationKind.CASH_DESK: "desk",
    StationKind.WASH: "wash",
    StationKind.STORE: "store",
}
NOBODY = UUID(int=0)


@pytest.fixture
def town(town: Town) -> Town:
    """A town with a wash."""
    return make_town(town.app, town.core, town.time, stations=KINDS)


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """(endpoint, method, path) of all that devices may ask."""
    with app.test_request_context():
        built = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("api.") and Who.DEVICE in callers_of(rule.endpoint):
                path = built.build(rule.endpoint, dict.fromkeys(rule.arguments, NOBODY))
                for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                    yield rule.endpoint, method, path.removeprefix("/api/v1")


def may_not(town: Town, method: str, path: str, by: str) -> bool:
    """Whether the station's kind is why a device is refused."""
    body: Any = {} if method == "POST" else None
    answer = town.ask(method, path, by, json=body, headers={"Idempotency-Key": f"{by}-{path}"})
    return answer.status_code == 403 and (answer.json or {})["code"] == "station_may_not"


def test_every_route_of_devices_stands_in_the_table(town: Town) -> None:
    endpoints = {endpoint for endpoint, _, _ in routes(town.app)}

    assert endpoints == RIGHTS.keys()
    assert endpoints >= WHERE_IT_STOOD_THEN | OF_THE_DEVICE_ITSELF


@pytest.mark.parametrize("kind", list(StationKind))
def test_a_device_asks_what_its_stations_kind_may_and_nothing_else(town: Town, kind: StationKind) -> None:
    refused = {
        endpoint
        for endpoint, method, path in routes(town.app)
        if may_not(town, method, path, STANDS_AT[kind])
    }

    assert refused == {endpoint for endpoint, kinds in RIGHTS.items() if kind not in kinds}


def test_no_desk_is_reached_by_anything_else_and_no_store_by_a_box(town: Town) -> None:
    """The table itself, in a few words: else it could allow anything and the test above would agree."""
    at_desk = {endpoint for endpoint, kinds in RIGHTS.items() if kinds == {StationKind.CASH_DESK}}
    of_box = {endpoint for endpoint, kinds in RIGHTS.items() if StationKind.PANT_BOX in kinds}

    assert {path.split("/")[1] for endpoint, _, path in routes(town.app) if endpoint in at_desk} == {"desk"}
    assert not of_box & {
        "api.send_delivery",
        "api.confirm_delivery",
        "api.close_station",
        "api.redeem_voucher",
    }
