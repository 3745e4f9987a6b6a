"""A checkout of Pantbox as a program of its own: its code, its Python, its migrations, its server.

It is driven by its command line and its public API only. Nothing of it is imported here, so it may be of any commit that
has these; and nothing of this checkout reaches it.
"""

import json
import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bench.answering import answering
from bench.ground import BOXES, KEY, STALLS, Ground
from pantbox.settings import Settings

PAGE = 1000
SECONDS_FOR_A_BATCH = 600
PYTHON = Path(".venv", "bin", "python")


class NotReady(RuntimeError):
    """A checkout that cannot be run; says what to do."""


NO_WORKER = "--no-worker"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with Pantbox's source and a `.venv` where it is installed."""

    folder: Path

    def check(self) -> None:
        """Raises `NotReady` unless its own Python runs its own code."""
        if not (self.folder / "wsgi.py").exists() or not (self.folder / "Makefile").exists():
            raise NotReady(f"{self.folder} is no checkout of Pantbox: it has no wsgi.py and Makefile.")
        install = f"Install it first: make -C {self.folder} .venv/.pantbox"
        if not (self.folder / PYTHON).exists():
            raise NotReady(f"{self.folder} has no {PYTHON}. {install}")
        found = self._run("-c", "import pantbox; print(pantbox.__file__)", environment=self._environment())
        if found.returncode or not Path(found.stdout.strip()).is_relative_to(self.folder):
            raise NotReady(f"{PYTHON} of {self.folder} does not run its code. {install}\n{found.stderr}")

    def commit(self) -> str:
        """The commit it is at, `+` if files differ from it; `?` without git."""
        said = subprocess.run(
            ["git", "-C", self.folder, "describe", "--always", "--abbrev=7", "--exclude=*", "--dirty=+"],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        return said.stdout.strip() or "?"

    def command(self, settings: Settings, *words: str) -> str:
        """What its `pantbox …` prints. Raises `RuntimeError` with what it said if it fails."""
        done = self._run("-m", "pantbox", *words, environment=self._environment(settings))
        if done.returncode:
            raise RuntimeError(
                f"pantbox {' '.join(words[:2])} of {self.folder}: {done.stderr or done.stdout}"
            )
        return done.stdout

    @contextmanager
    def serving(self, settings: Settings) -> Iterator[int]:
        """Its server as its own `pantbox serve` starts it, when it answers: without the scheduled jobs, which older ones do
        not run beside it, and which would work on while the other side is measured."""
        port = settings.base_url.rpartition(":")[2]
        alone = [NO_WORKER] if NO_WORKER in self.command(settings, "serve", "--help") else []
        command = [self.folder / PYTHON, "-m", "pantbox", "serve", "--port", port, *alone]
        environment = self._environment(settings)
        with answering(
            str(self.folder), int(port), command, folder=self.folder, environment=environment
        ) as process:
            yield process

    def _run(self, *words: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.folder / PYTHON, *words],
            cwd=self.folder, env=environment, check=False, capture_output=True, text=True,
        )  # fmt: skip

    def _environment(self, settings: Settings | None = None) -> dict[str, str]:
        """Ours without what would lead it to another's code, Python or database."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PANTBOX_", "PYTHON")) and name != "VIRTUAL_ENV"
        }
        return kept | {"PYTHONPATH": str(self.folder)} | (_variables(settings) if settings else {})


def _variables(settings: Settings) -> dict[str, str]:
    return {
        "PANTBOX_ENVIRONMENT": "development",
        "PANTBOX_DATABASE_URL": settings.database_url,
        "PANTBOX_SECRET_KEY": settings.secret_key,
        "PANTBOX_BASE_URL": settings.base_url,
        "PANTBOX_RATE_LIMITS": "off",
    }


def prepare(checkout: Checkout, url: str, port: int) -> tuple[Ground, str]:
    """In an empty database, by its own migrations and commands: an event, without containers. And a program's token."""
    settings = Settings(
        secret_key=KEY, database_url=url, base_url=f"http://127.0.0.1:{port}", rate_limits=False
    )
    today = datetime.now(UTC).date()
    checkout.command(settings, "db", "upgrade")
    checkout.command(
        settings, "user", "add", "bench@example.org", "--role", "owner", "--password", secrets.token_urlsafe(),
        "--organisation", "bench", "--organisation-name", "Bench", "--company-prefix", "9520000",
    )  # fmt: skip
    checkout.command(
        settings, "event", "create", "bench", "--name", "Bench", "--type", "bowl=1000",
        "--starts", str(today - timedelta(days=1)), "--ends", str(today + timedelta(days=5)),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:  # no box opens without a slip for guests who have no phone
        checkout.command(settings, "slips", "bench", "--count", "1", "--out", str(Path(folder, "slips.pdf")))
    token = checkout.command(settings, "token", "create", "--scope", "setup:write").strip()
    return Ground(settings, (), (), ()), token


def furnish(ground: Ground, token: str, containers: int) -> Ground:
    """By the API of whoever serves it: stalls, boxes, a device at each, and clean containers."""
    headers = {"Authorization": f"Bearer {token}"}
    base = f"{ground.settings.base_url}/api/v1"
    with httpx.Client(base_url=base, headers=headers, timeout=SECONDS_FOR_A_BATCH) as program:
        event = _answer(program.get("/events"))["events"][0]["id"]
        vendor = _answer(program.post(f"/events/{event}/vendors", json={"name": "Vendor"}))["id"]
        stalls = [{"kind": "stall", "name": f"S{n}", "vendor_id": vendor} for n in range(STALLS)]
        boxes = [{"kind": "pant_box", "name": f"B{n}"} for n in range(BOXES)]
        return replace(
            ground,
            stall_tokens=tuple(_device_at(program, event, stall) for stall in stalls),
            box_tokens=tuple(_device_at(program, event, box) for box in boxes),
            codes=tuple(_made(program, containers)),
        )


def _device_at(program: httpx.Client, event: int, station: dict[str, Any]) -> str:
    made = _answer(program.post(f"/events/{event}/stations", json=station))
    code = _answer(program.post(f"/stations/{made['id']}/pairing"))["code"]
    token = _answer(httpx.post(f"{program.base_url}pair", json={"code": code, "name": station["name"]}))[
        "token"
    ]
    return str(token)


def _made(program: httpx.Client, quantity: int) -> Iterator[str]:
    """Containers as what their labels say."""
    kind = _answer(program.get("/types"))["types"][0]["id"]
    batch = _answer(program.post(f"/types/{kind}/batches", json={"name": "All", "quantity": quantity}))["id"]
    following: str | None = None
    while True:
        wanted = {"limit": PAGE} | ({"after": following} if following else {})
        page = _answer(program.get(f"/batches/{batch}/containers", params=wanted))
        yield from (container["link"] for container in page["containers"])
        following = page["next"]
        if not following:
            return


def _answer(response: httpx.Response) -> Any:
    """Raises `RuntimeError` for a refusal, with its words: a checkout too old or too new for this."""
    if not response.is_success:
        raise RuntimeError(
            f"{response.request.method} {response.request.url.path}: {response.status_code} {json.dumps(response.text)}"
        )
    return response.json()
