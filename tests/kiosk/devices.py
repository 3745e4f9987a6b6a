"""A stall's or a desk's device, as the API sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from pantbox.clock import new_id
from pantbox.containers.making import Printed
from pantbox.places.pairing import make_pairing_code
from pantbox.places.stations import Station
from tests.kiosk.ground import Ground


@dataclass(frozen=True, slots=True)
class Device:
    """A paired device at one station of the ground."""

    ground: Ground
    token: str

    def scan(self, kind: str, *containers: Printed, visit: str | None = None) -> dict[str, Any]:
        """Send scans; what the API answers."""
        scans = [
            {"id": str(new_id()), "kind": kind, "code": one.link, "at": self._now, **({"visit": visit} if visit else {})}
            for one in containers
        ]  # fmt: skip
        return self._post("/scans", {"scans": scans})

    def release(self, *scan_ids: str) -> dict[str, Any]:
        """Let returns that wait be paid, as a desk that has their containers does."""
        return self._post("/desk/release", {"scan_ids": scan_ids})

    def redeem(self, kind: str, code: str, **body: Any) -> dict[str, Any]:
        """Redeem a voucher, or pay a slip out."""
        path = f"/vouchers/{code}/redeem" if kind == "voucher" else f"/slips/{code}/pay"
        return self._post(path, body)

    def refund(self, visit: str, claim: str, ore: int) -> dict[str, Any]:
        """Pay a visit's money in cash."""
        body = {"claim": claim, "parts": [{"rail": "cash", "amount_ore": ore}]}
        return self._post(f"/visits/{visit}/refund", body)

    @property
    def _now(self) -> str:
        return self.ground.core.clock().isoformat()

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid4().hex}
        answer = httpx.post(f"{self.ground.core.settings.base_url}/api/v1{path}", json=body, headers=headers)
        assert answer.is_success, answer.text
        said: dict[str, Any] = answer.json()
        return said


def pair_device(ground: Ground, at: str) -> Device:
    """Pair a device to a station through the API. Call it while the server runs."""
    with ground.core.database.transaction() as session:
        code = make_pairing_code(session, session.get_one(Station, ground.stations[at]), ground.core.clock())
    url = f"{ground.core.settings.base_url}/api/v1/pair"
    paired = httpx.post(url, json={"code": code, "name": "test"})
    assert paired.is_success, paired.text
    return Device(ground, paired.json()["token"])
