"""The office as a person at a browser has it: logging in, pressing buttons on forms that carry their token."""

import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pantbox.core import Core
from pantbox.places import people
from pantbox.places.organisations import Organisation, Role

PASSWORD = "et langt kodeord"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def address(organisation: str, role: Role) -> str:
    """The e-mail of a person of these tests."""
    return f"{role}@{organisation}.test"


def hire(core: Core, organisation_id: int) -> None:
    """A person of every role for an organisation."""
    with core.database.transaction() as session:
        slug = session.get_one(Organisation, organisation_id).slug
        for role in Role:
            people.create_user(
                session,
                organisation_id,
                email=address(slug, role),
                name=f"{role} {slug}",
                password=PASSWORD,
                role=role,
            )


@dataclass
class Browser:
    """One person's browser."""

    client: FlaskClient
    token: str = ""

    def enter(self, organisation: str = "fest", role: Role = Role.OWNER) -> "Browser":
        """Log in."""
        self.token = self._token_of("/admin/login")
        answer = self.post("/admin/login", email=address(organisation, role), password=PASSWORD)
        assert answer.status_code == 302, answer.text
        self.token = self._token_of("/admin/me")
        return self

    def _token_of(self, path: str) -> str:
        found = TOKEN.search(self.client.get(path).text)
        assert found, path
        return found[1]

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, **more)

    def post(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Press a button of a form with these fields."""
        return self.client.post(path, data={"csrf_token": self.token, **(fields or {}), **more})
