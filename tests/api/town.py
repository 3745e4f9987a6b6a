"""A small town's festival behind the API: a stall, boxes, a desk, and containers to hand out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pantbox.clock import new_id
from pantbox.containers.making import create_type, labels_of, make_batch
from pantbox.core import Core
from pantbox.places.events import Event
from pantbox.places.organisations import Scope
from pantbox.places.pairing import make_pairing_code, pair
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import Station, StationKind
from pantbox.places.tokens import create_token
from pantbox.refunds.bearers import make_slips

NOW = datetime(2026, 8, 1, 18, tzinfo=UTC)
CUP_ORE = 500
STATIONS = {
    "soup": StationKind.STALL,
    "grill": StationKind.STALL,
    "east": StationKind.PANT_BOX,
    "sign": StationKind.PANT_BOX,
    "desk": StationKind.CASH_DESK,
    "store": StationKind.STORE,
}


@dataclass
class Time:
    """A clock that tests move."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Town:
    """Asks the API as whoever is named."""

    app: Flask
    core: Core
    time: Time
    slug: str = ""
    organisation_id: int = 0
    event_id: int = 0
    type_id: int = 0
    vendor_id: int = 0
    stations: dict[str, int] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    stock: list[str] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def ask(self, method: str, path: str, by: str | None = None, **more: Any) -> TestResponse:
        headers = {**more.pop("headers", {})}
        if by is not None:
            headers["Authorization"] = f"Bearer {self.tokens.get(by, by)}"
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **more)

    def get(self, path: str, by: str | None = None, **more: Any) -> TestResponse:
        return self.ask("GET", path, by, **more)

    def post(self, path: str, body: Any, by: str | None = None, **more: Any) -> TestResponse:
        return self.ask("POST", path, by, json=body, **more)

    def pay(self, path: str, body: Any, by: str | None = None, key: str = "") -> TestResponse:
        return self.post(path, body, by, headers={"Idempotency-Key": key or uuid4().hex})

    def scan(self, kind: str, code: str = "", **more: Any) -> dict[str, Any]:
        """A scan as a device sends it."""
        told = {name: str(value) if isinstance(value, UUID) else value for name, value in more.items()}
        return {"id": str(new_id()), "kind": kind, "code": code, "at": self.time.now.isoformat()} | told

    def send(self, by: str, *scans: Any, **envelope: Any) -> dict[str, Any]:
        """The answer to scans that are taken in."""
        answer = self.post("/scans", {"scans": list(scans), **envelope}, by)
        assert answer.status_code == 200, answer.text
        return dict(answer.json or {})

    def everything_is_sent(self) -> None:
        """Every stall has said that it has sent all it scanned."""
        for stall in ("soup", "grill"):
            beat = {"sent_everything_until": self.time.now.isoformat()}
            assert self.post("/heartbeat", beat, stall).status_code == 200

    def hand_out(self, n: int = 1, by: str = "soup") -> list[str]:
        """So many cups handed out: their codes."""
        codes, self.stock = self.stock[:n], self.stock[n:]
        answers = self.send(by, *(self.scan("issue", code) for code in codes))
        assert [one["verdict"] for one in answers["results"]] == ["accepted"] * n
        self.time.later(minutes=1)
        return codes

    def dispute(self) -> str:
        """The id of a cup's second payment: soup handed it out, grill took it back, then the east box was given it."""
        [cup] = self.hand_out()
        self.send("grill", self.scan("return", cup))
        self.time.later(minutes=20)
        second = self.scan("return", cup)
        [answer] = self.send("east", second)["results"]
        assert answer["verdict"] == "accepted", answer
        return str(second["id"])

    def visit(self, cups: int = 1, by: str = "east") -> dict[str, Any]:
        """A visit with so many cups handed back."""
        visit_id = new_id()
        scans = [self.scan("return", code, visit=visit_id) for code in self.hand_out(cups)]
        return dict(self.send(by, *scans)["visit"])

    def voucher(self, cups: int = 1) -> str:
        """The code of a voucher."""
        visit = self.visit(cups)
        part = {"rail": "voucher", "amount_ore": cups * CUP_ORE}
        answer = self.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})
        assert answer.json
        return str(answer.json["refunds"][0]["code"])


TownOfAKind = TypeVar("TownOfAKind", bound=Town)


def make_town(
    app: Flask,
    core: Core,
    time: Time,
    *,
    stations: Mapping[str, StationKind] = STATIONS,
    of: type[TownOfAKind] = Town,
    **event: Any,
) -> TownOfAKind:
    """A town whose festival has begun; each is an organisation of its own. `event`: what its event has that others have not."""
    time.now = NOW
    town = of(app, core, time, slug=f"town-{uuid4().hex[:12]}")
    with core.database.transaction() as session:
        _people(session, town)
        _places(session, town, stations, event)
        _programs(session, town)
    return town


def _people(session: Any, town: Town) -> None:
    prefix = f"{uuid4().int % 10**9:09}"
    organisation = create_organisation(session, slug=town.slug, name="The town", company_prefix=prefix)
    town.organisation_id = organisation.id
    cup = create_type(
        session,
        organisation,
        slug="cup",
        names={"da": "Kop", "en": "Cup", "de": "Becher"},
        deposit_ore=CUP_ORE,
    )
    town.type_id = cup.id
    batch = make_batch(session, town.core.keys, cup, name="Cups", quantity=40, now=NOW)
    town.stock = [one.link for one in labels_of(session, batch.id, "http://pant.example")]


def _places(session: Any, town: Town, stations: Mapping[str, StationKind], event_is: dict[str, Any]) -> None:
    told = {
        "slug": town.slug,
        "name": "Summer",
        "starts_at": NOW - timedelta(days=1),
        "ends_at": NOW + timedelta(days=4),
        "return_until": NOW + timedelta(days=10),
        "deposits": {town.type_id: CUP_ORE},
        "causes": [{"key": "trees", "name": "Trees"}],
    }
    new = NewEvent(**(told | event_is))
    event = create_event(session, town.organisation_id, new, NOW - timedelta(days=1))
    town.event_id = event.id
    town.slips = _slips(session, town, event, 5)
    town.vendor_id = _stations(session, town, event, "Mette's kitchen", stations)


def another_event(
    town: Town, new: NewEvent, stations: Mapping[str, StationKind], *, vendor: str, slips: int
) -> int:
    """Another event of the same organisation, from its first moment, with a vendor whose stalls are its own: its id."""
    with town.core.database.transaction() as session:
        event = create_event(session, town.organisation_id, new, new.starts_at)
        _slips(session, town, event, slips)
        _stations(session, town, event, vendor, stations)
        return event.id


def _slips(session: Any, town: Town, event: Event, number: int) -> list[str]:
    made = make_slips(
        session,
        town.core.keys,
        town.organisation_id,
        event.id,
        number,
        base_url="http://pant.example",
        now=NOW,
    )
    return [slip.code for slip in made]


def _stations(
    session: Any, town: Town, event: Event, name_of_vendor: str, stations: Mapping[str, StationKind]
) -> int:
    """Make an event's stations, each with a device. The id of the stalls' vendor."""
    vendor = create_vendor(session, event, name_of_vendor)
    for name, kind in stations.items():
        station: Station = create_station(
            session, event, kind, name, vendor=vendor if kind is StationKind.STALL else None,
            has_screen=name != "sign",
        )  # fmt: skip
        town.stations[name], town.signs[name] = station.id, station.sign
        paired = pair(session, make_pairing_code(session, station, NOW), name=name, now=NOW)
        town.tokens[name] = paired.token
    return vendor.id


def _programs(session: Any, town: Town) -> None:
    for scope in Scope:
        _, secret = create_token(session, town.organisation_id, label=scope, scopes=[scope], now=NOW)
        town.tokens[scope.value] = secret
