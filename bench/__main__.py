"""`python -m bench [NAME…] [--json FILE]`: every bench, or those named; of `station` also a part, `station.phone`.

`python -m bench scans --against CHECKOUT`: this checkout beside another one.
"""

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench import against, batch, capacity, growth, labels, memory, scans, station
from bench.checkout import NotReady

Bench = tuple[Callable[[], dict[str, Any]], Callable[[dict[str, Any]], str]]
"""What measures, and what shows the figures as a table."""

BENCHES: dict[str, Bench] = {
    "scans": (scans.bench, scans.told),
    "batch": (batch.bench, batch.told),
    "growth": (growth.bench, growth.told),
    "labels": (labels.bench, labels.told),
    "memory": (memory.bench, memory.told),
    "capacity": (capacity.bench, capacity.told),
    "station": (station.bench, station.told),
}
PARTS: dict[str, Bench] = {
    f"station.{part}": (partial(station.bench, (part,)), station.told) for part in station.PARTS
}
ALL = "all"


def main() -> None:
    """Run, show, and keep what was found after each bench. One that fails is told, and the others go on."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES | PARTS)}; all without, or {ALL}"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep what was found")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="of scans: beside another checkout")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"of --against; {against.ROUNDS} without")
    told = parser.parse_args()
    unknown = [name for name in told.names if name not in {*BENCHES, *PARTS, ALL}]
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}")
    if told.against and told.names != ["scans"]:
        parser.error("--against goes with scans: pantbox bench scans --against CHECKOUT")
    if told.rounds is not None and (told.against is None or told.rounds < 1):
        parser.error("--rounds is a number from 1 on, and goes with --against")
    names = list(BENCHES) if not told.names or ALL in told.names else told.names
    benches = BENCHES | PARTS
    if told.against:
        benches["scans"] = (
            partial(against.bench, told.against, told.rounds or against.ROUNDS),
            against.as_table,
        )
    found: list[dict[str, Any]] = []
    failed = []
    for name in names:
        measure, show = benches[name]
        began = time.monotonic()
        try:
            found.append(measure() | {"took_seconds": round(time.monotonic() - began)})
        except NotReady as problem:
            parser.error(str(problem))
        except Exception:
            traceback.print_exc()
            failed.append(name)
            continue
        print(f"— {name}, {found[-1]['took_seconds']} s\n{show(found[-1])}\n", flush=True)
        if told.json:
            told.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
