"""`pantbox demo`: filled once, whole or not at all, and audited."""

import sqlite3
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from pantbox.cli import main


def environment_of(folder: Path) -> dict[str, str]:
    """What a command needs that works on the demo in this folder."""
    return {
        "PANTBOX_DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
        "PANTBOX_SECRET_KEY": (folder / "secret").read_text(),
    }


def test_the_demo_is_played_once_and_its_books_are_right(tmp_path):
    demo = ["demo", "--no-serve", "--guests", "100", "--data", str(tmp_path)]

    first = CliRunner().invoke(main, demo)
    second = CliRunner().invoke(main, demo)

    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert "Played" in first.stdout
    assert "Played" not in second.stdout
    assert "http://127.0.0.1:8000/" in second.stdout
    assert not list(tmp_path.glob("*.unfinished*"))
    environment = environment_of(tmp_path)
    assert CliRunner().invoke(main, ["audit"], env=environment).exit_code == 0


def test_an_audit_that_finds_something_ends_with_1(tmp_path):
    assert (
        CliRunner().invoke(main, ["demo", "--no-serve", "--guests", "100", "--data", str(tmp_path)]).exit_code
        == 0
    )
    with closing(sqlite3.connect(tmp_path / "demo.db")) as connection, connection:
        connection.execute("UPDATE rollup_delta SET n = n + 1 WHERE id = (SELECT min(id) FROM rollup_delta)")
    environment = environment_of(tmp_path)

    result = CliRunner().invoke(main, ["audit"], env=environment)

    assert result.exit_code == 1
    assert "FAIL 12" in result.stdout


def test_nothing_is_played_beside_an_event_that_somebody_set_up_in_a_demo(tmp_path):
    demo = ["demo", "--no-serve", "--guests", "100", "--data", str(tmp_path)]
    assert CliRunner().invoke(main, demo).exit_code == 0
    environment = environment_of(tmp_path)
    told = "--starts 2026-06-03T11:00 --ends 2026-06-07T23:59 --return-until 2026-07-07 --type small-cup=500"
    made = CliRunner().invoke(
        main, ["event", "create", "own", "--name", "Own", *told.split()], env=environment
    )
    assert made.exit_code == 0, made.output

    refused = CliRunner().invoke(main, ["simulate", "--guests", "5", "--days", "1"], env=environment)
    opened = CliRunner().invoke(main, demo)

    assert (refused.exit_code, "event_not_played" in refused.stderr) == (1, True)
    assert opened.exit_code == 0, opened.output


def test_a_demo_that_became_real_is_opened_by_no_demo(tmp_path):
    demo = ["demo", "--no-serve", "--guests", "100", "--data", str(tmp_path)]
    assert CliRunner().invoke(main, demo).exit_code == 0
    environment = environment_of(tmp_path)
    added = CliRunner().invoke(
        main,
        [
            "user",
            "add",
            "anna@example.org",
            "--organisation",
            "real",
            "--organisation-name",
            "Real",
            "--password",
            "correct horse",
        ],
        env=environment,
    )

    refused = CliRunner().invoke(main, demo)
    again = CliRunner().invoke(main, ["simulate", "--guests", "5", "--days", "1"], env=environment)

    assert added.exit_code == 0, added.output
    assert [(one.exit_code, "database_not_a_demo" in one.stderr) for one in (refused, again)] == [
        (1, True)
    ] * 2


def test_what_a_server_would_refuse_is_refused_before_a_festival_is_played(tmp_path):
    demo = ["demo", "--no-serve", "--guests", "100", "--data", str(tmp_path)]

    result = CliRunner().invoke(main, demo, env={"PANTBOX_DATA": "x"})

    assert result.exit_code == 1
    assert "settings_unknown" in result.stderr
    assert not list(tmp_path.iterdir())
