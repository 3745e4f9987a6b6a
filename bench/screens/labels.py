"""Seconds from a soiled, bent label before a stall's camera to its place in the order."""

import time
from collections.abc import Iterator
from random import Random
from statistics import median

from PIL import Image
from playwright.sync_api import TimeoutError as NotInTime

from bench.screens.place import STALL, Place, Row, next_guest, slow
from pantbox.labels.sheet import SHEETS
from tests.journeys.stations import Screen, station
from tests.kiosk.paper import labels_of_all
from tests.labels.wear import CUP, worn
from tests.support.fake_camera import HEIGHT, WIDTH, FakeCamera

LABELS = 10
PATIENCE_MS = 10_000
WEAR = {"cone_mm": 80.0, "soil": 0.10}
"""Round a cone of 80 mm, a tenth under sauce; turned in any direction."""


def labels(place: Place) -> Iterator[Row]:
    """Clean ones, and worn ones."""
    camera = FakeCamera(place.folder / "labels.y4m")
    with place.windows(*camera.flags) as windows:
        screen = station(windows.open, place.ground, STALL, camera=camera, width=360)
        screen.page.locator(".viewfinder[data-state=awake]").wait_for()
        slow(screen.page)
        for what, wear in (("clean", {}), ("soiled and bent", WEAR)):
            took = [_read(screen, camera, picture) for picture in _pictures(place, wear)]
            read = [seconds for seconds in took if seconds is not None]
            yield Row(f"label, {what}: read", 100 * len(read) / len(took), "%")
            if read:
                yield Row(f"label, {what}: median", median(read), "s")
                yield Row(f"label, {what}: longest", max(read), "s")


def _pictures(place: Place, wear: dict[str, float]) -> Iterator[Image.Image]:
    containers = [place.ground.take("medium-cup") for _ in range(LABELS)]
    for seed, label in enumerate(labels_of_all(containers, SHEETS["avery-l4778"])):
        view = Image.new("RGB", (WIDTH, HEIGHT), CUP)
        seen = worn(label, turn_degrees=Random(seed).uniform(0, 360), seed=seed, **wear)
        view.paste(seen, ((WIDTH - seen.width) // 2, (HEIGHT - seen.height) // 2))
        yield view


def _read(screen: Screen, camera: FakeCamera, picture: Image.Image) -> float | None:
    wake = screen.page.locator(".viewfinder-wake")
    if wake.is_visible():
        wake.click()
        screen.page.locator(".viewfinder[data-state=awake]").wait_for()
    next_guest(screen.page)
    screen.page.locator(".order-pieces strong", has_text="0 stk.").wait_for()
    camera.show_picture(picture)
    began = time.perf_counter()
    try:
        screen.page.locator(".order-pieces strong", has_text="1 stk.").wait_for(timeout=PATIENCE_MS)
    except NotInTime:
        return None
    finally:
        camera.show_nothing()
    return time.perf_counter() - began
