"""Two checkouts beside each other: in which order, what it comes to, and that each is served by its own code.

Speed is never measured here: the sides of the arithmetic run on a clock that the test turns.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import psycopg
import pytest
from click.testing import CliRunner

from bench.against import (
    NONE_SHOWN,
    OURS,
    ROUNDS,
    THEIRS,
    Runs,
    as_table,
    between,
    compared,
    measure,
    together,
)
from bench.checkout import PYTHON, Checkout, NotReady
from bench.load import Measured, measured
from bench.rounds import interleaved, there_and_back
from bench.scans import Size
from pantbox.cli import main
from tests.support.postgres import PostgresServer
from tests.support.servers import ROOT, Ports

SIZE = Size(rounds=ROUNDS, clients=(1, 16, 64))
SMALL = Size(rounds=1, seconds=0.2, warming_seconds=0.1, clients=(1, 4), containers=1_500)
REQUESTS = 100
SCAN_SECONDS = 0.002


class Machine:
    """A machine that gets slower with every run, by a twentieth each, and a clock that counts the seconds of work."""

    def __init__(self) -> None:
        self.runs = 0

    def side(self, scan_seconds: float) -> Callable[[int], Measured]:
        """Code that needs so long for a scan while the machine is fresh."""

        def run(_clients: int) -> Measured:
            each = scan_seconds * 1.05**self.runs
            self.runs += 1
            return measured([each] * REQUESTS, each * REQUESTS)

        return run


def test_in_each_round_every_number_of_clients_meets_both_sides_there_and_back() -> None:
    runs = list(there_and_back(2, (1, 16), (OURS, THEIRS)))

    assert runs == [
        (0, 1, OURS), (0, 1, THEIRS), (0, 1, THEIRS), (0, 1, OURS),
        (0, 16, OURS), (0, 16, THEIRS), (0, 16, THEIRS), (0, 16, OURS),
        (1, 1, THEIRS), (1, 1, OURS), (1, 1, OURS), (1, 1, THEIRS),
        (1, 16, THEIRS), (1, 16, OURS), (1, 16, OURS), (1, 16, THEIRS),
    ]  # fmt: skip


def test_rivals_are_met_one_right_after_the_other_and_who_comes_first_changes() -> None:
    runs = list(interleaved(2, (1, 16), (OURS, THEIRS)))

    assert runs == [
        (1, OURS), (1, THEIRS), (16, OURS), (16, THEIRS),
        (1, THEIRS), (1, OURS), (16, THEIRS), (16, OURS),
    ]  # fmt: skip


def test_runs_of_one_side_in_one_round_are_one() -> None:
    runs = [Measured(100, 1.0, 1.0, 4.0), Measured(300, 3.0, 3.0, 6.0)]

    assert together(runs) == Measured(400, 4.0, 2.0, 5.0)


@pytest.mark.parametrize("rounds", [1, 9])
def test_whoever_comes_first_has_no_advantage(rounds: int) -> None:
    machine = Machine()  # slower by a twentieth with each run
    sides = {OURS: machine.side(SCAN_SECONDS), THEIRS: machine.side(SCAN_SECONDS)}

    found = measure(sides, replace(SIZE, rounds=rounds))

    assert all(compared(runs)["ratio"]["median"] == pytest.approx(1, abs=0.003) for runs in found)


def test_nine_rounds_measure_both_sides_nine_times_at_1_16_and_64_clients() -> None:
    machine = Machine()

    found = measure({OURS: machine.side(SCAN_SECONDS), THEIRS: machine.side(SCAN_SECONDS)}, SIZE)

    assert [(runs.clients, len(runs.ours), len(runs.theirs)) for runs in found] == [
        (1, 9, 9), (16, 9, 9), (64, 9, 9),
    ]  # fmt: skip


def test_the_same_checkout_is_no_slower_than_itself_on_a_machine_that_changes() -> None:
    chance = Random(1)

    def run(_clients: int) -> Measured:
        each = SCAN_SECONDS * chance.uniform(0.7, 1.3)
        return measured([each] * REQUESTS, each * REQUESTS)

    found = measure({OURS: run, THEIRS: run}, SIZE)

    assert [compared(runs)["difference"] for runs in found] == [NONE_SHOWN] * 3


def test_the_ratio_is_of_runs_of_the_same_round_with_its_median_and_both_ends() -> None:
    rates = {OURS: (90, 100, 240), THEIRS: (100, 100, 200)}
    runs = {side: [Measured(rate, 1.0, 1.0, 2.0) for rate in rates[side]] for side in rates}

    row = compared(Runs(16, runs[OURS], runs[THEIRS]))

    assert row["ratio"] == {"median": 1.0, "lowest": 0.9, "highest": 1.2}
    assert row["difference"] == NONE_SHOWN


@pytest.mark.parametrize(
    ("ours", "theirs", "shown"),
    [
        (1.2 * SCAN_SECONDS, SCAN_SECONDS, "ours is slower"),
        (SCAN_SECONDS, 1.2 * SCAN_SECONDS, "ours is faster"),
    ],
)
def test_a_slowed_checkout_is_seen_as_slower_on_a_machine_that_gets_slower(
    ours: float, theirs: float, shown: str
) -> None:
    machine = Machine()

    found = measure({OURS: machine.side(ours), THEIRS: machine.side(theirs)}, SIZE)

    rows = [compared(runs) for runs in found]
    assert [row["difference"] for row in rows] == [shown] * 3
    assert all(row["ratio"]["median"] == pytest.approx(theirs / ours, rel=0.01) for row in rows)


def test_one_side_after_the_other_instead_of_interleaved_would_take_the_machine_for_the_code() -> None:
    machine = Machine()
    first, second = machine.side(SCAN_SECONDS), machine.side(SCAN_SECONDS)

    runs = Runs(1, [first(1) for _ in range(ROUNDS)], [second(1) for _ in range(ROUNDS)])

    assert compared(runs)["difference"] == "ours is faster"


@pytest.mark.postgresql
def test_each_checkout_is_served_by_its_own_code_on_a_database_of_its_own_migrations(
    tmp_path: Path, postgres_server: PostgresServer, ports: Ports
) -> None:
    answered = tmp_path / "answered"
    other = _another_checkout(tmp_path / "other", answered)
    for checkout in (Checkout(ROOT), other):
        checkout.check()

    rows = between({OURS: Checkout(ROOT), THEIRS: other}, SMALL, postgres_server, ports)

    scans = {side: _count(postgres_server, side, "scan") for side in (OURS, THEIRS)}
    measured_scans = {side: sum(row[side]["requests"] for row in rows) for side in scans}
    assert all(0 < measured_scans[side] < scans[side] for side in scans)  # the others warmed it
    assert len(answered.read_text().splitlines()) == scans[THEIRS]
    assert [_made_by_the_other(postgres_server, side) for side in (OURS, THEIRS)] == [False, True]
    found = {"what": "", OURS: "", THEIRS: "", "rounds": 1, "seconds": 1, "took": 1, "rows": rows}
    assert as_table(found).count("\n") == 4 + len(SMALL.clients)


def test_a_checkout_without_a_python_of_its_own_is_told_how_to_get_one(tmp_path: Path) -> None:
    for name in ("wsgi.py", "Makefile"):
        (tmp_path / name).touch()

    with pytest.raises(NotReady, match=f"make -C {tmp_path} .venv/.pantbox"):
        Checkout(tmp_path).check()


def test_a_folder_that_runs_anothers_code_is_no_checkout(tmp_path: Path) -> None:
    for name in ("wsgi.py", "Makefile"):
        (tmp_path / name).touch()
    (tmp_path / PYTHON.parts[0]).symlink_to(ROOT / PYTHON.parts[0])

    with pytest.raises(NotReady, match="does not run its code"):
        Checkout(tmp_path).check()


@pytest.mark.parametrize("words", [["batch", "--against", "."], ["scans", "--rounds", "3"]])
def test_only_scans_are_measured_against_a_checkout(words: list[str]) -> None:
    result = CliRunner().invoke(main, ["bench", *words])

    assert result.exit_code == 2


def _another_checkout(folder: Path, answered: Path) -> Checkout:
    """This one again, but its server writes a line for each scan's request, and its migration makes a table more."""
    folder.mkdir()
    for entry in ROOT.iterdir():
        if entry.name not in ("wsgi.py", "migrations", "build"):
            (folder / entry.name).symlink_to(entry)
    shutil.copytree(ROOT / "migrations", folder / "migrations")
    first = next((folder / "migrations" / "versions").glob("0001*.py"))
    first.write_text(
        first.read_text().replace(
            "def upgrade() -> None:\n",
            'def upgrade() -> None:\n    op.execute("CREATE TABLE made_by_the_other (id int)")\n',
            1,
        )
    )
    (folder / "wsgi.py").write_text(
        (ROOT / "wsgi.py").read_text().replace("    if serves:\n", f"""
    from flask import request

    @app.before_request
    def note_it() -> None:
        if request.path == "/api/v1/scans":
            with open({str(answered)!r}, "a") as file:
                file.write("one\\n")

    if serves:
""")
    )  # fmt: skip
    return Checkout(folder)


def _count(server: PostgresServer, side: str, table: str) -> int:
    with psycopg.connect(_address(server, side)) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return int(row[0])


def _made_by_the_other(server: PostgresServer, side: str) -> bool:
    with psycopg.connect(_address(server, side)) as connection:
        row = connection.execute("SELECT to_regclass('made_by_the_other') IS NOT NULL").fetchone()
    return row == (True,)


def _address(server: PostgresServer, side: str) -> str:
    return server.url(f"against_{side}").replace("+psycopg", "")
