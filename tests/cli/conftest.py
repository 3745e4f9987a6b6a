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
def run(settings: Settings, tmp_path, monkeypatch) -> Run:
    """`run("event", "list")`: what the command said, and how it ended."""
    from pantbox.cli import main

    monkeypatch.chdir(tmp_path)  # no .env of whoever runs the tests
    environment = {
        "PANTBOX_DATABASE_URL": settings.database_url,
        "PANTBOX_SECRET_KEY": settings.secret_key,
        "PANTBOX_BASE_URL": settings.base_url,
        "PANTBOX_ENVIRONMENT": "development",
    }

    def run(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], env=environment)

    return run


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
