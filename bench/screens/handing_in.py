"""How long a device that was away for days needs to hand in what it has: a full outbox."""

import time
from collections.abc import Iterator

from bench.screens.place import OTHER_STALL, Place, Row, kept_on_device, slow
from tests.journeys.stations import station
from tests.support import outboxes

OUTBOX = 50_000


def outbox(place: Place) -> Iterator[Row]:
    """Fill it past the app, turn the network on, and count down. Its CPU is slowed as that of all screens."""
    with place.windows() as windows:
        screen = station(windows.open, place.ground, OTHER_STALL)
        kept_on_device(screen.page)
        screen.page.context.set_offline(True)
        name = f"pantbox-{place.ground.signs[OTHER_STALL]}"
        codes = [one.link for stock in place.ground.stock.values() for one in stock]
        screen.page.evaluate(outboxes.FILL, [name, codes, OUTBOX])
        screen.page.reload()
        slow(screen.page)
        began = time.perf_counter()
        screen.page.context.set_offline(False)
        while screen.page.evaluate(outboxes.COUNT, name):
            screen.page.wait_for_timeout(500)
        yield Row(f"outbox of {OUTBOX:,} scans sent in", time.perf_counter() - began, "s")
