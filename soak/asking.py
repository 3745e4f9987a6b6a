"""One request of a device, over a connection of its own, and whether the answer was one that a device may ever get."""

import http.client
import json
from dataclasses import dataclass
from typing import Any

API = "/api/v1"
PATIENCE_SECONDS = 8.0
BROKEN = 0
PROXYS = 502
"""Only the network's own: the server never says that."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back; `status` is `BROKEN` when nothing whole did. `strange` says what is wrong with it."""

    status: int
    body: Any = None
    strange: str = ""

    @property
    def is_strange(self) -> bool:
        """Whether no device may get such an answer, whatever happens."""
        return bool(self.strange)

    @property
    def code(self) -> str | None:
        """A refusal's code."""
        return self.body.get("code") if isinstance(self.body, dict) else None


def ask(port: int, path: str, body: dict[str, Any], *, token: str, key: str | None = None) -> Asked:
    """POST to the API."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    try:
        connection.request("POST", API + path, json.dumps(body), headers)
        response = connection.getresponse()
        content, told = response.read(), response.getheader("Content-Length") or ""
        # A head that was cut is taken for a whole one: the server says the length of all it says, and we hold it to that.
        if not told.isdigit() or len(content) != int(told):
            return Asked(BROKEN)
        return _read(response.status, content, response.getheader("Retry-After"))
    except (OSError, http.client.HTTPException):
        return Asked(BROKEN)
    finally:
        connection.close()


def _read(status: int, content: bytes, retry_after: str | None) -> Asked:
    if status == PROXYS:
        return Asked(status)
    try:
        body = json.loads(content)
    except ValueError:
        return Asked(status, strange=f"{status} that is no JSON: {content[:200]!r}")
    if status >= 500 and status != 503:
        return Asked(status, body, f"{status}: {body}")
    if status == 503 and not retry_after:
        return Asked(status, body, "503 without Retry-After")
    return Asked(status, body)
