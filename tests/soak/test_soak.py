"""Two short runs of the real thing. Their seeds found defects before, and are kept."""

import json
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = {
    1104: "a migration of SQLite that was killed left half of the tables behind, and could not be done again",
    18: "processes of servers die on both sides of a commit, PostgreSQL crashes, a device is revoked",
}
SECONDS_MAX = 120


@pytest.mark.postgresql
def test_whatever_breaks_no_answer_is_lost_and_no_ore(ports, tmp_path):
    kept = tmp_path / "found.json"
    command = [
        sys.executable, "-m", "soak", "--port", str(three_in_a_row(ports)), "--json", str(kept),
        "--seed", *map(str, SEEDS),
    ]  # fmt: skip

    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS_MAX, check=False)

    assert done.returncode == 0, done.stderr.decode()[-4000:]
    found = json.loads(kept.read_text())
    assert found["runs"] == len(SEEDS)
    assert found["failed"] == []
    assert found["answers"] > 0
    assert found["faults"]["die_in_migration"] > 0


def three_in_a_row(ports):
    """The first of three ports, one after the other, that no other test listens on."""
    given = [ports.free()]
    for _ in count():
        given.append(ports.free())
        if given[-3:] == list(range(given[-1] - 2, given[-1] + 1)):
            return given[-3]
    raise AssertionError
