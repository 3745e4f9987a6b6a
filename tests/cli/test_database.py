"""The database from the command line: migrating, checking, copying and putting back."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from pantbox.cli import main

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_migrated_database_is_as_the_code_says(run):
    assert run("db", "upgrade").exit_code == 0

    result = run("db", "check")

    assert result.exit_code == 0, result.output


@sqlite_only
def test_a_schema_that_somebody_changed_fails_the_check(run, settings):
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("CREATE TABLE surprise (id INTEGER)")

    result = run("db", "check")

    assert result.exit_code == 1
    assert "surprise" in result.stdout


def test_production_refuses_a_database_that_is_behind(tmp_path):
    environment = {
        "PANTBOX_ENVIRONMENT": "production",
        "PANTBOX_SECRET_KEY": "s" * 40,
        "PANTBOX_BASE_URL": "https://pant.example",
        "PANTBOX_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}",
    }

    result = CliRunner().invoke(main, ["event", "list"], env=environment)

    assert result.exit_code == 1
    assert "database_behind" in result.stderr


def file_of(settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


@pytest.fixture
def elsewhere(run_with, settings, tmp_path):
    """The command line on a new machine: a folder that has no database and no secret yet."""
    place = tmp_path / "elsewhere" / "pantbox.db"
    return run_with({"DATABASE_URL": f"sqlite:///{place}", "SECRET_KEY": ""}), place


@sqlite_only
def test_a_copy_is_put_back(run, summer, made, tmp_path):
    assert run("backup", "copy.db").exit_code == 0
    made("event", "close", "summer-2026")

    assert run("restore", "copy.db").exit_code == 1
    assert run("restore", "copy.db", "--replace").exit_code == 0

    assert made("event", "list")[0]["closed_at"] is None
    assert run("db", "check").exit_code == 0
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


@sqlite_only
def test_a_copy_brings_its_secret_to_a_new_machine(run, summer, settings, elsewhere):
    there, place = elsewhere
    run("backup", "copy.db")

    restored = there("restore", "copy.db")

    assert restored.exit_code == 0, restored.output
    assert place.with_name("secret").read_text() == settings.secret_key
    assert settings.secret_key.encode() not in place.read_bytes()
    assert there("db", "check").exit_code == 0
    assert "summer-2026" in there("event", "list").stdout


@sqlite_only
def test_each_secret_that_a_copy_replaces_is_kept(run, summer, elsewhere):
    there, place = elsewhere
    run("backup", "copy.db")
    place.parent.mkdir(exist_ok=True)
    for secret in ("first", "second"):
        place.with_name("secret").write_text(secret * 10)
        assert there("restore", "copy.db", "--replace").exit_code == 0

    kept = [place.with_name(name).read_text() for name in ("secret.before", "secret.before.2")]

    assert kept == ["first" * 10, "second" * 10]


@sqlite_only
def test_a_copy_of_another_secret_replaces_nothing(run, run_with, summer, elsewhere):
    run("backup", "copy.db")
    other = run_with({"SECRET_KEY": "another secret, and as long as one must be"})

    refused = other("restore", "copy.db", "--replace")

    assert (refused.exit_code, "secret_wrong" in refused.stderr) == (1, True)
    assert "summer-2026" in run("event", "list").stdout


def rotten(path):
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 4096 // 2, len(content) // 4096):
        content[page * 4096 + 16 : page * 4096 + 2048] = b"\xa5" * 2032
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:-30_000])


def foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE organisation (id INTEGER)")
        connection.commit()


def no_database(path):
    path.write_text("not a database")


def of_a_newer_version(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@sqlite_only
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (rotten, "backup_unreadable"), (cut, "backup_unreadable"), (foreign, "backup_unreadable"),
        (no_database, "backup_unreadable"), (of_a_newer_version, "database_ahead"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)  # fmt: skip
def test_a_file_that_is_no_whole_copy_of_ours_replaces_nothing(run, summer, settings, tmp_path, spoil, code):
    run("backup", "copy.db")
    spoil(tmp_path / "copy.db")
    before = sorted(tmp_path.iterdir())

    refused = run("restore", "copy.db", "--replace")

    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert code in refused.stderr
    assert "summer-2026" in run("event", "list").stdout
    assert sorted(tmp_path.iterdir()) == before


@sqlite_only
def test_a_database_that_somebody_works_on_is_not_replaced(run, summer, core, tmp_path):
    run("backup", "copy.db")
    with core.database.glance() as connection:
        connection.exec_driver_sql("SELECT 1")

    refused = run("restore", "copy.db", "--replace")
    core.database.dispose()
    allowed = run("restore", "copy.db", "--replace")

    assert (refused.exit_code, "database_in_use" in refused.stderr) == (1, True)
    assert allowed.exit_code == 0, allowed.output


@sqlite_only
def test_what_a_crash_left_beside_a_database_is_not_applied_to_the_one_put_back(
    run, summer, settings, tmp_path
):
    run("backup", "copy.db")
    file_of(settings).write_bytes(b"rubbish")
    Path(f"{file_of(settings)}-wal").write_bytes(b"of the broken one")

    assert run("restore", "copy.db", "--replace").exit_code == 0
    assert run("db", "check").exit_code == 0


@pytest.mark.parametrize(
    "words", [["db", "upgrade"], ["db", "check"], ["event", "list"], ["worker", "--once"]], ids=" ".join
)
def test_a_newer_database_is_called_newer(run, core, words):
    with core.database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    core.database.dispose()

    refused = run(*words)

    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "database_ahead" in refused.stderr
    assert "newer than the program" in refused.stderr


WORKING = [
    ["db", "upgrade"],
    ["db", "check"],
    ["event", "list"],
    ["audit"],
    ["worker", "--once"],
    ["serve"],
    ["labels", "1", "--out", "-"],
]


@pytest.mark.parametrize("words", WORKING, ids=" ".join)
def test_no_command_works_on_a_database_with_another_secret(run, run_with, summer, words):
    other = run_with({"SECRET_KEY": "another secret, and as long as one must be"})

    refused = other(*words)

    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "secret_wrong" in refused.stderr
    assert run("db", "check").exit_code == 0


@sqlite_only
def test_the_secret_is_kept_beside_its_database_and_a_new_one_is_not_made_for_an_old_database(
    run_with, tmp_path
):
    place = tmp_path / "there" / "pantbox.db"
    run = run_with({"DATABASE_URL": f"sqlite:///{place}", "SECRET_KEY": ""})
    first = run("event", "list")
    secret = place.with_name("secret")
    mode = stat.S_IMODE(secret.stat().st_mode)

    secret.rename(tmp_path / "kept")
    without = run("event", "list")
    secret.write_text("")
    empty = run("event", "list")

    assert (first.exit_code, mode, stat.S_IMODE(place.stat().st_mode)) == (0, 0o600, 0o600)
    assert "secret_lost" in without.stderr
    assert "secret_file_wrong" in empty.stderr
    (tmp_path / "kept").rename(secret)
    assert run("event", "list").exit_code == 0
