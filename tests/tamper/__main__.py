"""`make tamper`: changes each column of each table in a played festival, and prints which the audit notices."""

import argparse
import sys
from collections import Counter
from itertools import product

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from tests.tamper.cases import NO_CHANGE, Case, every_case
from tests.tamper.changes import Change, every_change
from tests.tamper.harness import (
    NOT_NOTICED,
    Copy,
    noticed_by,
    postgresql_copies,
    sqlite_copies,
    with_triggers,
    without_triggers,
)
from tests.tamper.unnoticed import name_of

WAYS = {"at work": with_triggers, "dropped and put back": without_triggers}


def main() -> int:
    """Print the table of each database; 1 if something is not noticed that is not named."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", default="", help="changes whose name has this in it")
    asked.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    told = asked.parse_args()
    missed = 0
    for name in told.database or ["sqlite", "postgresql"]:
        with (sqlite_copies if name == "sqlite" else postgresql_copies)() as copy:
            missed += _print_table(name, copy, told.only)
    return 1 if missed else 0


def _print_table(database: str, copy: Copy, only: str) -> int:
    """How many changes were not noticed though no name stands for them."""
    say(f"\n## {database}\n\n| change | triggers | noticed by |\n|---|---|---|")
    if noticed_by(copy(), NO_CHANGE, with_triggers) != NOT_NOTICED:
        raise SystemExit("the festival is red before anything is changed")
    unnoticed: list[Change | Case] = []
    changes: list[Change | Case] = [*_changes(copy()), *every_case()]
    made = 0
    for change, (triggers, way) in product(changes, WAYS.items()):
        if only not in change.name:
            continue
        found = noticed_by(copy(), change, way)
        made += not found.startswith("(")
        if found == NOT_NOTICED:
            unnoticed.append(change)
        say(f"| {change.name} | {triggers} | {found} |")
    named = Counter(name for change in unnoticed if (name := name_of(change)))
    missed = [change.name for change in unnoticed if not name_of(change)]
    say(f"\n{database}: {made} changes made, {made - len(unnoticed)} noticed.")
    for name, number in named.items():
        say(f"Not noticed, and named: {name} ({number} columns)")
    for one in missed:
        say(f"NOT NOTICED: {one}")
    return len(missed)


def say(line: str) -> None:
    """A line of the table, at once: the run takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _changes(url: str) -> list[Change]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return list(every_change(connection))


if __name__ == "__main__":
    raise SystemExit(main())
