"""What the processes of an installation write and leave: one log, in one form, that anybody may read; and no orphans."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url, text

from tests.support.tied import stop, tied

PASSWORD = "kodeord-til-databasen"
SECONDS_MAX = 60


@pytest.fixture
def environment(settings):
    """For real, with a password in the database's address, which PostgreSQL of tests does not ask for."""
    url = make_url(settings.database_url)
    if url.drivername.startswith("postgresql"):
        url = url.set(password=PASSWORD)
    return os.environ | {
        "PANTBOX_DATABASE_URL": url.render_as_string(hide_password=False),
        "PANTBOX_SECRET_KEY": settings.secret_key,
        "PANTBOX_BASE_URL": "https://pant.example",
        "PANTBOX_ENVIRONMENT": "production",
    }


@pytest.fixture
def broken_job(core):
    """A job that fails whenever it runs: its table is gone."""
    with core.database.transaction() as session:
        session.execute(text("ALTER TABLE miss RENAME TO gone"))
    core.database.dispose()


def pantbox(*words):
    return [sys.executable, "-m", "pantbox", *map(str, words)]


def until(found):
    """What `found` comes to, once it is anything."""
    deadline = time.monotonic() + SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            if told := found():
                return told
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError


def check_that_it_may_be_read(log, settings):
    assert PASSWORD not in log
    assert settings.secret_key not in log
    assert "locals" not in log


@pytest.mark.parametrize("kind", ["production", "development"])
def test_a_job_that_fails_ends_a_single_run_with_1_and_tells_no_password(
    settings, environment, broken_job, kind
):
    ran = subprocess.run(
        pantbox("worker", "--once"), env=environment | {"PANTBOX_ENVIRONMENT": kind},
        capture_output=True, text=True, timeout=SECONDS_MAX, check=False,
    )  # fmt: skip

    assert ran.returncode == 1
    assert "misses: 0, and failed: see the log" in ran.stdout.splitlines()
    assert "rollups: 0" in ran.stdout.splitlines()
    assert "job_failed" in ran.stderr
    check_that_it_may_be_read(ran.stdout + ran.stderr, settings)
    if kind == "production":
        assert [
            line["job"] for line in map(json.loads, ran.stderr.splitlines()) if line["event"] == "job_failed"
        ] == ["misses"]


def test_a_single_run_in_which_nothing_failed_ends_with_0(environment):
    ran = subprocess.run(
        pantbox("worker", "--once"),
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_server_runs_the_jobs_in_one_log_with_it_and_takes_them_along_when_it_is_killed(
    settings, environment, broken_job, ports, tmp_path
):
    port = ports.free()
    with (tmp_path / "log").open("wb") as output:
        server = tied(pantbox("serve", "--port", port), env=environment, stdout=output, stderr=output)
    try:
        lived = until(
            lambda: httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).json()["worker"]["lived_at"]
        )
        children = children_of(server.pid)
        until(lambda: "job_failed" in (tmp_path / "log").read_text())

        [answering] = [pid for pid in children if b"worker" not in command_of(pid)]
        [working] = [pid for pid in children if b"worker" in command_of(pid)]
        os.kill(server.pid, signal.SIGKILL)

        assert lived
        until(lambda: not command_of(working))
        os.kill(answering, signal.SIGKILL)
    finally:
        stop(server)
    log = (tmp_path / "log").read_text()
    check_that_it_may_be_read(log, settings)
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"serving", "working", "job_failed"} <= {line["event"] for line in lines}
    assert all(line["timestamp"] for line in lines)


def children_of(pid):
    """The processes that any thread of this one started."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def command_of(pid):
    """How a process was started; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_server_that_runs_no_jobs_says_so(environment, ports, tmp_path):
    port = ports.free()
    with (tmp_path / "log").open("wb") as output:
        server = tied(
            pantbox("serve", "--no-worker", "--port", port), env=environment, stdout=output, stderr=output
        )
    try:
        ready = until(lambda: httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).json())
        children = children_of(server.pid)
    finally:
        stop(server)

    assert ready == {"status": "ok", "worker": {"lived_at": None, "is_late": True}}
    assert [b"worker" in command_of(pid) for pid in children] == [False]
    assert "no_worker_lives" in (tmp_path / "log").read_text()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("word", "is_told"), [("development", True), ("production", False)])
def test_a_server_that_others_reach_in_development_says_so(environment, ports, tmp_path, word, is_told):
    port, log = ports.free(), tmp_path / "log"
    everywhere = "0.0.0.0"  # noqa: S104 (that is what is tried)
    with log.open("wb") as output:
        server = tied(
            pantbox("serve", "--no-worker", "--host", everywhere, "--port", port),
            env=environment | {"PANTBOX_ENVIRONMENT": word}, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        until(lambda: httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).json())
    finally:
        stop(server)

    assert ("development_is_reachable" in log.read_text()) is is_told


def test_a_server_that_finds_another_secret_in_its_database_answers_nothing_with_it(
    settings, make_server, core
):
    with core.database.transaction() as session:
        session.execute(text("INSERT INTO installation (id, secret_fingerprint) VALUES (1, 'of another')"))
    core.database.dispose()

    client = make_server(settings)
    answers = {path: client.get(path) for path in ("/readyz", "/status", "/healthz")}

    assert {path: answer.status_code for path, answer in answers.items()} == {
        "/readyz": 503,
        "/status": 503,
        "/healthz": 200,
    }
    assert answers["/readyz"].json == {"status": "secret_wrong"}


@pytest.fixture
def make_server():
    """A server's app that could not ask its database when it started."""
    from pantbox.web import own_secret
    from pantbox.web.here import house
    from wsgi import create_app

    made = []

    def make(settings):
        app = create_app(settings)
        app.before_request_funcs.setdefault(None, []).append(own_secret.refuse_with_another_secret)
        made.append(app)
        return app.test_client()

    yield make
    for app in made:
        house(app).core.database.dispose()
