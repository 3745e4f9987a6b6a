"""Wrong codes that arrive at the same instant at two server processes: no more are told of than of one after the other."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from pantbox.clock import new_id
from pantbox.clock import now as right_now
from pantbox.core import Core
from tests.api.town import make_town
from tests.attacks.guessers import bearer_guess, human_guess
from tests.attacks.scene import MORE_STATIONS, Scene
from tests.support.servers import LiveServer, Ports, start_server

AT_ONCE = 64
MISSES_MAX, SCREEN_MISSES_MAX = 20, 5
THREADS = 32
"""As many requests as the production server answers at once."""
WAIT_SECONDS = 120
REFUSED = (429, 503)
"""Past the bound, or not to be looked at in time on a busy machine."""
API = "/api/v1"


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    json: Any = None
    headers: dict[str, str] | None = None


@dataclass(frozen=True)
class Town:
    """A town on two real servers, each a process of its own, with the clock on the wall."""

    scene: Scene
    servers: list[LiveServer]
    address: str
    """Where its guesser and guests ask from."""

    def at_once(self, *asked: Asked) -> list[httpx.Response]:
        """The answers to requests that are all under way together, by turns at one server and the other."""
        return asyncio.run(self._at_once(asked))

    async def _at_once(self, asked: tuple[Asked, ...]) -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=len(asked))
        transport = httpx.AsyncHTTPTransport(local_address=self.address, limits=limits)
        async with httpx.AsyncClient(transport=transport, timeout=WAIT_SECONDS) as client:
            return await asyncio.gather(*(
                client.request(
                    "POST" if one.json is not None else "GET",
                    f"{self.servers[n % len(self.servers)].url}{one.path}",
                    json=one.json,
                    headers=one.headers,
                )
                for n, one in enumerate(asked)
            ))  # fmt: skip


@pytest.fixture(scope="module")
def servers(
    application: tuple[Any, Core, Any], ports: Ports, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[LiveServer]]:
    _, core, _ = application
    logs, running = tmp_path_factory.mktemp("at_once"), []
    with ExitStack() as stack:
        for n in range(2):
            settings = replace(core.settings, rate_limits=True, base_url=f"http://127.0.0.1:{ports.free()}")
            running.append(start_server(settings, logs / f"server-{n}.log", threads=THREADS))
            stack.callback(running[-1].stop)
        yield running


@pytest.fixture
def town(application: tuple[Any, Core, Any], servers: list[LiveServer]) -> Town:
    app, core, time = application
    scene = make_town(app, core, time, stations=MORE_STATIONS, of=Scene)
    time.now = right_now()
    here = f"127.{1 + secrets.randbelow(250)}.{secrets.randbelow(250)}.{1 + secrets.randbelow(250)}"
    return Town(scene, servers, here)


def opening(town: Town, box: str, code: str | None = None) -> Asked:
    """A phone that opens a visit."""
    told = {"phone": uuid4().hex} | ({"box_code": code} if code else {})
    return Asked(f"{API}/boxes/{town.scene.signs[box]}/visits", told)


def statuses(answers: list[httpx.Response]) -> dict[int, int]:
    """How many were answered how."""
    return dict(Counter(one.status_code for one in answers))


def test_of_wrong_vouchers_and_claims_at_once_twenty_are_told_of(town: Town) -> None:
    vouchers = [Asked(f"/v/{bearer_guess()}") for _ in range(AT_ONCE // 2)]
    claims = [
        Asked(f"{API}/visits/{new_id()}", headers={"Pantbox-Claim": bearer_guess()})
        for _ in range(AT_ONCE // 2)
    ]

    told = town.at_once(*(one for both in zip(vouchers, claims, strict=True) for one in both))

    assert sum(one.status_code in (403, 404) for one in told) == MISSES_MAX
    assert {one.status_code for one in told} <= {403, 404, *REFUSED}


def test_of_wrong_codes_of_a_screen_at_once_five_are_told_of(town: Town) -> None:
    right = town.scene.box_code("east")
    wrong = [f"{(int(right) + 1 + n) % 10**8:08}" for n in range(AT_ONCE)]

    told = town.at_once(*(opening(town, "east", code) for code in wrong))

    counts = statuses(told)
    assert counts.pop(403) == SCREEN_MISSES_MAX
    assert set(counts) <= {200, *REFUSED}
    assert not any(one.json()["box_code_read"] for one in told if one.status_code == 200)


def test_of_wrong_short_codes_by_many_phones_at_once_twenty_are_told_of(town: Town) -> None:
    phones = [one.json()["token"] for one in town.at_once(*(opening(town, "sign") for _ in range(AT_ONCE)))]

    told = town.at_once(
        *(
            Asked(
                f"{API}/scans",
                {"scans": [town.scene.scan("return", human_guess()) for _ in range(2)]},
                {"Authorization": f"Bearer {token}"},
            )
            for token in phones
        )
    )

    reasons = Counter(
        result["reason"] for one in told if one.status_code == 200 for result in one.json()["results"]
    )
    assert reasons["unknown_code"] == MISSES_MAX
    assert set(reasons) <= {"unknown_code", "too_many_misses"}
    assert {one.status_code for one in told} <= {200, *REFUSED}


def test_a_hundred_right_ones_at_once_are_all_answered_among_a_few_wrong_ones(town: Town) -> None:
    codes = [town.scene.voucher() for _ in range(5)]
    right = [Asked(f"/v/{codes[n % len(codes)]}") for n in range(100)]
    wrong = [Asked(f"/v/{bearer_guess()}") for _ in range(MISSES_MAX - 1)]

    told = town.at_once(*right[:50], *wrong, *right[50:])

    assert statuses(told[:50] + told[-50:]) == {200: 100}
    assert statuses(told[50:-50]) == {404: MISSES_MAX - 1}


def test_two_hundred_right_ones_at_once_leave_nothing_counted(town: Town) -> None:
    code = town.scene.voucher()
    before = town.scene.sql("SELECT count(*) FROM miss")

    told = town.at_once(*[Asked(f"/v/{code}")] * 200)

    assert statuses(told) == {200: 200}
    assert town.scene.sql("SELECT count(*) FROM miss") == before
