"""Where attacks are tried: a town with the whole application behind it, asked as a guest, a stall, a box, a desk or the office."""

import re
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from pantbox.audit import audit
from pantbox.ledger.balances import balances
from pantbox.places.organisations import Role
from pantbox.places.people import create_user
from pantbox.places.stations import StationKind
from tests.api.town import STATIONS, Town

MORE_STATIONS = {
    **STATIONS,
    "west": StationKind.PANT_BOX,
    "desk2": StationKind.CASH_DESK,
    "wash": StationKind.WASH,
}
PASSWORD = "correct horse battery"
WITHOUT_A_DATABASE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)
"""For a test whose answer is settled before any database is asked: one kind of them is enough."""


class Scene(Town):
    """A town, and what an attacker and the auditor look at."""

    def phone(
        self, box: str = "sign", *, phone: str = "", code: str | None = None, visit: str | None = None
    ) -> dict[str, Any]:
        """A visit that a guest's phone opens at a box: `token`, `claim`, `visit`. A made-up phone unless one is named."""
        body = {"phone": phone or uuid4().hex, "box_code": code, "visit": visit}
        told = self.post(f"/boxes/{self.signs[box]}/visits", {k: v for k, v in body.items() if v})
        assert told.status_code in (200, 201), told.text
        return dict(told.json or {})

    def box_code(self, box: str = "east") -> str:
        """What the screen of a box shows now."""
        return str((self.get("/station", box).json or {})["box_code"])

    def verdicts(self, by: str, *scans: Any, **envelope: Any) -> list[tuple[str, str | None]]:
        """Verdict and reason of each scan sent."""
        return [(one["verdict"], one["reason"]) for one in self.send(by, *scans, **envelope)["results"]]

    def refund(self, visit: dict[str, Any], rail: str = "voucher", **part: Any) -> TestResponse:
        """Ask for what a visit has left, or for `amount_ore`."""
        part = {"rail": rail, "amount_ore": visit["left_ore"], **part}
        return self.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})

    def balances(self, event_id: int | None = None) -> dict[str, int]:
        """Every account of the event, or of another one, that is not empty, as `vendor:3`, in øre."""
        with self.core.database.reading(self.organisation_id) as session:
            found = balances(session.connection(), event_id or self.event_id)
        return {f"{key.kind.name.lower()}:{key.of}": amount for key, amount in found.items() if amount}

    def sql(self, statement: str, **told: Any) -> list[Any]:
        """Rows of the database, past the product."""
        with self.core.database.engine.begin() as connection:
            result = connection.execute(text(statement), told)
            return list(result.all()) if result.returns_rows else []

    def failures(self, event_id: int | None = None) -> list[str]:
        """What the audit of this event, or of another one, finds wrong."""
        found = audit(self.core, event_id or self.event_id)
        return [f"{one.promise} {one.name}" for one in found if one.ok is False]

    def office(self) -> "Office":
        """The office, with its owner logged in."""
        email = f"owner-{uuid4().hex[:8]}@example.dk"
        with self.core.database.transaction() as session:
            create_user(
                session, self.organisation_id, email=email, name="Owner", password=PASSWORD, role=Role.OWNER
            )
        return Office(self.client, email)


class Office:
    """An organiser's browser, without one: forms with their tokens."""

    def __init__(self, client: FlaskClient, email: str) -> None:
        self.client = client
        answer = self.post("/admin/login", {"email": email, "password": PASSWORD})
        assert answer.status_code == 302, answer.status_code

    def post(self, path: str, form: dict[str, Any], *, page: str = "") -> TestResponse:
        """Send a form that stands on `page`, or on the page it is sent to."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.client.get(page or path).text)
        assert found, f"no form on {page or path}"
        return self.client.post(path, data={"csrf_token": found[1], **form})
