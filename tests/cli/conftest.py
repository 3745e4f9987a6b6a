"""The command line as somebody types it, on the test's own database."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pantbox.settings import Settings

PASSWORD = "correct horse battery"
Run = Callable[..., Result]


@pytest.fixture
def run(run_with: Callable[[dict[str, str]], Run]) -> Run:
    """`run("event", "list")`: what the command said, and how it ended."""
    return run_with({})


@pytest.fixture
def run_with(settings: Settings, tmp_path, monkeypatch) -> Callable[[dict[str, str]], Run]:
    """`run_with({"LANGUAGE": "en"})`: as `run`, with these settings instead of the usual ones; empty ones are not told."""
    from pantbox.cli import main

    monkeypatch.chdir(tmp_path)  # no .env of whoever runs the tests
    usual = {
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": settings.base_url,
        "ENVIRONMENT": "development",
    }

    def run_with(told: dict[str, str]) -> Run:
        environment = {f"PANTBOX_{name}": value for name, value in (usual | told).items()}
        return lambda *words: CliRunner().invoke(main, [str(word) for word in words], env=environment)

    return run_with


@pytest.fixture
def made(run: Run) -> Callable[..., Any]:
    """`made("token", "create", …)`: what was made, from its JSON."""

    def made(*words: object) -> Any:
        result = run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return made


@pytest.fixture
def summer(made) -> dict[str, Any]:
    """An organisation with an owner, and an event of it."""
    made("user", "add", "anna@example.org", "--role", "owner", "--organisation", "summer",
         "--organisation-name", "Summer", "--password", PASSWORD)  # fmt: skip
    event: dict[str, Any] = made(
        "event", "create", "summer-2026", "--name", "Summer 2026", "--starts", "2026-06-03T11:00",
        "--ends", "2026-06-07T23:59", "--return-until", "2026-07-07", "--type", "small-cup=500", "--type", "bowl=1000",
    )  # fmt: skip
    return event
