"""Imports of past scans on the command line."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Copenhagen")


def test_an_import_is_switched_on_until_a_local_time_and_off_again(summer, made, run):
    until = (datetime.now(HERE) + timedelta(days=1)).replace(second=0, microsecond=0)

    on = made("event", "import", "summer-2026", "--until", until.strftime("%Y-%m-%dT%H:%M"))
    twice = run("event", "import", "summer-2026", "--until", until.strftime("%Y-%m-%dT%H:%M"))
    off = made("event", "import", "summer-2026", "--off")
    again = run("event", "import", "summer-2026", "--off")

    assert datetime.fromisoformat(on["until"]) == until
    assert datetime.fromisoformat(off["until"]) < until
    assert [(one.exit_code, code in one.output) for one, code in ((twice, "import_on"), (again, "import_off"))] == [
        (1, True), (1, True),
    ]  # fmt: skip


def test_on_and_off_at_once_is_not_understood(summer, run):
    assert run("event", "import", "summer-2026").exit_code == 2
    assert run("event", "import", "summer-2026", "--until", "2026-06-04T10:00", "--off").exit_code == 2
