"""The database from the command line: migrating, checking, copying and putting back."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

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
        "PANTBOX_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}",
    }

    result = CliRunner().invoke(main, ["event", "list"], env=environment)

    assert result.exit_code == 1
    assert "database_behind" in result.stderr


@sqlite_only
def test_a_copy_is_put_back(run, summer, made, tmp_path):
    assert run("backup", "copy.db").exit_code == 0
    made("event", "close", "summer-2026")

    assert run("restore", "copy.db").exit_code == 1
    assert run("restore", "copy.db", "--replace").exit_code == 0

    assert made("event", "list")[0]["closed_at"] is None


@sqlite_only
def test_a_file_that_is_no_copy_is_not_put_back(run, summer, made, tmp_path):
    (tmp_path / "notes.txt").write_text("not a database")

    assert "backup_unreadable" in run("restore", "notes.txt", "--replace").stderr
    assert made("event", "list")
