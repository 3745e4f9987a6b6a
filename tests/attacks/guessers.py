"""Guessers: two server processes on one database, with their limits on, asked from addresses of the network."""

import secrets
from dataclasses import dataclass, replace
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pantbox.containers.codes import read_code
from pantbox.containers.serials import check_sign
from pantbox.keys import CROCKFORD
from tests.attacks.scene import Scene


@dataclass
class Guesser(Scene):
    """Somebody at an address, who asks one of the processes."""

    address: str = ""

    @property
    def client(self) -> FlaskClient:
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = self.address
        return client

    def at(self, address: str) -> "Guesser":
        """Somebody at another address."""
        return replace(self, address=address)

    def asking(self, app: Flask) -> "Guesser":
        """The same who asks another process."""
        return replace(self, app=app)

    def opened(self, box: str = "sign", code: str | None = None, phone: str = "") -> TestResponse:
        """The answer to a phone that opens a visit."""
        told = {"phone": phone or uuid4().hex, "box_code": code}
        return self.post(f"/boxes/{self.signs[box]}/visits", {k: v for k, v in told.items() if v})

    def types(self, token: str, *codes: str) -> list[str | None]:
        """What a phone is answered to codes it types; the status where there is no answer to each."""
        answer = self.post("/scans", {"scans": [self.scan("return", code) for code in codes]}, token)
        if answer.status_code != 200:
            return [str(answer.status_code)] * len(codes)
        return [one["reason"] or one["verdict"] for one in answer.json["results"]]

    def human_code(self, code: str) -> str:
        """The short code of a container, by its link."""
        serial = read_code(code, self.core.keys).value
        return str(self.sql("SELECT human_code FROM container WHERE serial = :serial", serial=serial)[0][0])

    def misses(self, n: int) -> list[int]:
        """The statuses of so many vouchers that are none."""
        return [self.client.get(f"/v/{bearer_guess()}").status_code for _ in range(n)]


@dataclass(frozen=True)
class TwoProcesses:
    """The same guesser before two processes of one installation."""

    one: Guesser
    two: Guesser


def any_address() -> str:
    """An address nobody else in these tests has."""
    return f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.{1 + secrets.randbelow(250)}"


def human_guess() -> str:
    """A short code as somebody who knows the check sign makes one up."""
    part = "".join(secrets.choice(CROCKFORD) for _ in range(7))
    return part + check_sign(part)


def bearer_guess() -> str:
    """Sixteen signs of no voucher."""
    return "Z" + "".join(secrets.choice(CROCKFORD[10:]) for _ in range(15))
