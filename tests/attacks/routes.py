"""Every route of the whole application, read off the application itself, and asked with what is really there."""

import re
from collections.abc import Iterator
from copy import copy
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from pantbox.api.callers import callers_of
from pantbox.clock import new_id
from pantbox.places.organisations import Scope
from pantbox.places.setup import vendor_link
from pantbox.places.vendors import Vendor
from tests.attacks.scene import Office, Scene

CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
DEVICES = ("soup", "east", "desk", "store", "wash")
ARGUMENT = re.compile(r"<(?:(?P<converter>[^:<>]+):)?(?P<name>[^<>]+)>")
FILES = {
    "static_admin_static": "office.css",
    "static_design": "tokens.css",
    "static_kiosk_static": "guest.css",
}


class Names:
    """What one organisation's rows are called in addresses: ids, slugs, signs, codes, links."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.visit, self.voucher = scene.visit(), scene.voucher()
        setup = Scope.SETUP_WRITE.value
        batch = self._first("/batches", "batches")
        owner = f"{scene.slug}@example.dk"
        scene.post(
            "/users", {"email": owner, "name": "Anna", "password": "long enough", "role": "viewer"}, setup
        )
        sent = {
            "id": str(new_id()),
            "to": scene.signs["grill"],
            "lines": [{"type_id": scene.type_id, "quantity": 5}],
        }
        assert scene.post("/deliveries", sent, "store").status_code < 300
        wanted = {"id": str(new_id()), "type_id": scene.type_id, "quantity": 5}
        assert scene.post("/station/requests", wanted, "soup").status_code < 300
        self.values: dict[str, Any] = {
            "event_id": scene.event_id, "slug": scene.slug, "type_id": scene.type_id, "vendor_id": scene.vendor_id,
            "station_id": scene.stations["soup"], "sign": scene.signs["east"], "visit_id": self.visit["id"],
            "code": self.voucher, "text": scene.stock[0].rpartition("/8003/")[2], "size": 192, "number": 1,
            "link": self._vendor_link(), "batch_id": batch, "delivery_id": sent["id"],
            "container_id": self._first(f"/batches/{batch}/containers", "containers"),
            "device_id": self._device(), "user_id": self._first("/users", "users"),
            "token_id": self._first("/tokens", "tokens"), "request_id": wanted["id"], "claim": new_id(),
        }  # fmt: skip

    def of_nobody(self) -> "Names":
        """The same addresses with names that nobody has."""
        other = copy(self)
        other.values = {
            **self.values,
            **{name: 10**15 for name in self.values if name.endswith("_id")},
            "slug": f"town-{uuid4().hex[:12]}", "sign": "ZZZZZZ", "code": "Z" * 16, "number": 999, "visit_id": uuid4(),
            "delivery_id": uuid4(), "request_id": uuid4(), "claim": uuid4(),
        }  # fmt: skip
        return other

    def _first(self, path: str, name: str) -> int:
        return int((self.scene.get(path, Scope.SETUP_WRITE.value).json or {})[name][0]["id"])

    def _device(self) -> int:
        told = self.scene.get(f"/events/{self.scene.event_id}/devices", Scope.SETUP_WRITE.value).json or {}
        return int(
            next(one["id"] for one in told["devices"] if one["station_id"] == self.scene.stations["soup"])
        )

    def _vendor_link(self) -> str:
        with self.scene.core.database.transaction() as session:
            return vendor_link(self.scene.core.keys, session.get_one(Vendor, self.scene.vendor_id))

    def path(self, rule: str, endpoint: str) -> str:
        """The address of a rule for this organisation's rows."""
        values = {**self.values, "path": FILES.get(endpoint, "")}
        return ARGUMENT.sub(lambda found: str(values[found["name"]]), rule)


class Callers:
    """Everybody an organisation has: devices, programs with each scope, an owner in the office."""

    def __init__(self, scene: Scene, office: Office | None = None) -> None:
        self.scene, self.office = scene, office or scene.office()

    def of(self, endpoint: str) -> tuple[str | None, ...]:
        """Who may ask an endpoint, each by a token of the scene; None: anybody."""
        with self.scene.app.app_context():
            admitted = callers_of(endpoint)
        programs = tuple(one.value for one in admitted if isinstance(one, Scope))
        devices = DEVICES if any(not isinstance(one, Scope) for one in admitted) else ()
        return (*devices, *programs) or (None,)

    def ask(self, endpoint: str, method: str, path: str, by: str | None = None, **more: Any) -> TestResponse:
        """The answer to one of them."""
        if endpoint.startswith("office."):
            if method in CHANGES:
                return self.office.post(path, more.get("json") or {}, page="/admin/me")
            return self.office.client.get(path)
        if not path.startswith("/api/v1/"):
            return self.scene.client.open(path, method=method, **more)
        return self.scene.ask(method, path.removeprefix("/api/v1"), by, **more)


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """(endpoint, method, rule) of every route: first what reads, then what changes, and the log-out last."""
    found = [
        (rule.endpoint, method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & ({"GET"} | CHANGES)
    ]
    yield from sorted(found, key=lambda one: (one[0] == "office.entrance.leave", one[1] != "GET", one))
