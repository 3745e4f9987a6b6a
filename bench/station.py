"""The station app and guests' pages in a real Chromium whose CPU is slowed four times, on PostgreSQL with full durability.

What a person waits for: from a scan to its answer, with and without a network; from a sign to a page that can be used; a
label to be read; and how long a device with a full outbox needs to hand it in.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from playwright.sync_api import sync_playwright

from bench.ground import durable_server
from bench.screens.answers import box, stall
from bench.screens.handing_in import outbox
from bench.screens.labels import labels
from bench.screens.pages import app, others, phone
from bench.screens.place import SLOWED, Place, Row, festival

PARTS: dict[str, Callable[[Place], Iterator[Row]]] = {
    "phone": phone, "pages": others, "app": app, "stall": stall, "box": box, "labels": labels, "outbox": outbox,
}  # fmt: skip


def bench(parts: Sequence[str] = ()) -> dict[str, Any]:
    """Measure once, in one run; only these parts, if any are named."""
    with durable_server() as server, sync_playwright() as playwright, festival(playwright, server) as place:
        rows = [
            asdict(_shown(row))
            for name, part in PARTS.items()
            if not parts or name in parts
            for row in part(place)
        ]
    return {"name": "station", "slowed": SLOWED, "parts": list(parts or PARTS), "rows": rows}


def told(found: dict[str, Any]) -> str:
    """As a table."""
    return "\n".join(f"{row['what']:<66} {row['value']:>9,.1f} {row['unit']}" for row in found["rows"])


def _shown(row: Row) -> Row:
    """Said as it comes, for whoever waits for the rest."""
    print(f"  {row.what}: {row.value:,.1f} {row.unit}", file=sys.stderr, flush=True)
    return row
