"""`python -m bench [NAME…] [--json FILE]`: every bench, or those named."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import batch, growth, labels, memory, scans, station

BENCHES: dict[str, Callable[[], dict[str, Any]]] = {
    "scans": scans.bench, "batch": batch.bench, "growth": growth.bench, "labels": labels.bench, "memory": memory.bench, "station": station.bench,
}  # fmt: skip
TABLES: dict[str, Callable[[dict[str, Any]], str]] = {
    "scans": scans.told, "batch": batch.told, "growth": growth.told, "labels": labels.told, "memory": memory.told, "station": station.told,
}  # fmt: skip


def main() -> None:
    """Run, show, and keep."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; all without")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep what was found")
    told = parser.parse_args()
    unknown = [name for name in told.names if name not in BENCHES]
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}")
    found = []
    for name in told.names or BENCHES:
        found.append(BENCHES[name]())
        print(TABLES[name](found[-1]))
    if told.json:
        told.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
