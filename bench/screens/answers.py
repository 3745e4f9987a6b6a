"""From a scan to its answer on the station's own screen, and how many scans a second a hand scanner may make."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page

from bench.screens.place import STALL, Place, Row, kept_on_device, next_guest, slow
from tests.journeys.stations import Screen, station
from tests.kiosk.ground import SCREEN, Ground
from tests.support.fake_camera import FakeCamera

SCANS = 200
GUEST = 5
"""Containers of one guest, then the next one comes."""
WEDGE = 200
VISIT = 9
"""With ten it is a collector, and no row is drawn for each."""
BOX_ROW = ".scanning .row"
ANSWERED = """([text, answer]) => new Promise((done) => {
    document.querySelector(".flash")?.click();
    const type = () => {
        const rows = document.querySelectorAll(answer).length;
        const began = performance.now();
        const seen = new MutationObserver(() => {
            if (document.querySelectorAll(answer).length <= rows) return;
            seen.disconnect();
            // Drawn, not only decided: after the next frame.
            requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => done(performance.now() - began);
                port2.postMessage(0);
            });
        });
        seen.observe(document.body, { childList: true, subtree: true });
        for (const key of [...text, "Enter"]) window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    };
    requestAnimationFrame(() => requestAnimationFrame(type));
})"""
"""Milliseconds from the first sign a hand scanner types until its answer is on the screen."""
TYPED = """([texts, counted]) => new Promise((done) => {
    const began = performance.now();
    const seen = new MutationObserver(() => {
        if (!document.body.innerText.includes(counted)) return;
        seen.disconnect();
        done(performance.now() - began);
    });
    seen.observe(document.body, { childList: true, subtree: true, characterData: true });
    for (const text of texts)
        for (const key of [...text, "Enter"]) window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
})"""


def stall(place: Place) -> Iterator[Row]:
    """With a network, without, and with the camera looking at an empty table."""
    with place.windows() as windows:
        screen = station(windows.open, place.ground, STALL)
        kept_on_device(screen.page)
        slow(screen.page)
        for network in ("online", "offline"):
            screen.page.context.set_offline(network == "offline")
            yield from _told(f"stall, scan to answer, {network}", _answers(screen, place.ground))
        screen.page.context.set_offline(False)
        yield from _wedge(screen, place.ground)
    camera = FakeCamera(place.folder / "table.y4m")
    with place.windows(*camera.flags) as windows:
        screen = station(windows.open, place.ground, STALL, camera=camera, width=360)
        screen.page.locator(".viewfinder[data-state=awake]").wait_for()
        slow(screen.page)
        yield from _told(
            "stall, scan to answer, online, camera on", _answers(screen, place.ground, keep_awake=True)
        )


def box(place: Place) -> Iterator[Row]:
    """At a pant box the first answer is a row in the list: it is written down, whatever it turns out to be worth."""
    for network in ("online", "offline"):
        with place.windows() as windows:
            screen = station(windows.open, place.ground, SCREEN)
            kept_on_device(screen.page)
            slow(screen.page)
            screen.page.context.set_offline(network == "offline")
            took = [_answer(screen.page, place.ground.take("mug").link, BOX_ROW) for _ in range(VISIT)]
            yield Row(f"pant box, scan to answer, {network}: p50", median(took), "ms")
            yield Row(f"pant box, scan to answer, {network}: longest of {VISIT}", max(took), "ms")


def _answers(screen: Screen, ground: Ground, *, keep_awake: bool = False) -> list[float]:
    took = []
    for place in range(SCANS):
        if place % GUEST == 0:
            next_guest(screen.page)
        if keep_awake and place % 20 == 0 and screen.page.locator(".viewfinder-wake").is_visible():
            screen.page.locator(".viewfinder-wake").click()
        took.append(_answer(screen.page, ground.take("bowl").link, ".flash"))
    return took


def _answer(page: Page, text: str, answer: str) -> float:
    return float(page.evaluate(ANSWERED, [text, answer]))


def _wedge(screen: Screen, ground: Ground) -> Iterator[Row]:
    next_guest(screen.page)
    texts = [ground.take("tray").link for _ in range(WEDGE)]
    took = float(screen.page.evaluate(TYPED, [texts, f"{WEDGE} stk."]))
    yield Row("stall, hand scanner without a pause", WEDGE / took * 1_000, "scans/s")


def _told(what: str, took: list[float]) -> Iterator[Row]:
    took = sorted(took)
    yield Row(f"{what}: p50", median(took), "ms")
    yield Row(f"{what}: p99", took[min(len(took) - 1, int(0.99 * len(took)))], "ms")
