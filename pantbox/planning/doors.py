"""The front doors as a device finds them: HTTP requests to the real app, answered in this process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIApplication

from werkzeug.test import Client

API = "/api/v1"


class DoorShut(Exception):
    """The app answered what no device of a well-run festival should get."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status < 300


class Doors:
    """Sends requests to an app and counts them."""

    def __init__(self, app: WSGIApplication) -> None:
        self._client = Client(app, use_cookies=False)
        self.requests = 0

    def post(
        self, path: str, body: Mapping[str, Any], *, token: str | None = None, key: str | None = None
    ) -> Reply:
        """POST to the API, and what it answered: a success, or a refusal that has a code."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key:
            headers["Idempotency-Key"] = key
        self.requests += 1
        response = self._client.post(
            API + path, data=json.dumps(body), content_type="application/json", headers=headers
        )
        if response.status_code >= 500 or not response.is_json:
            raise DoorShut(f"{path}: {response.status} {response.get_data(as_text=True)[:300]}")
        return Reply(response.status_code, json.loads(response.get_data()))

    def must(
        self, path: str, body: Mapping[str, Any], *, token: str | None = None, key: str | None = None
    ) -> Any:
        """The body of a success. Raises `DoorShut` when it is refused: nothing in a scenario asks for that."""
        reply = self.post(path, body, token=token, key=key)
        if not reply.ok:
            raise DoorShut(f"{path}: {reply.status} {json.dumps(reply.body)[:300]}")
        return reply.body
