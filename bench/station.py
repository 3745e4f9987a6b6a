"""The station app and the phone's page in a real Chromium whose CPU is slowed four times, on a real server and PostgreSQL.

What a person waits for: from a scan to its answer, with and without a network; from a sign to a page that can be used; and
how long a device with a full outbox needs to hand it in.
"""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.ground import KEY
from pantbox.core import create_core
from pantbox.db import upgrade
from pantbox.settings import Settings
from tests.journeys.stations import station
from tests.kiosk.ground import SIGN, Ground, prepare
from tests.support import outboxes
from tests.support.chromium import launch
from tests.support.pages import Windows
from tests.support.postgres import PostgresServer
from tests.support.servers import Ports, start_server

SLOWED = 4
SCANS = 60
OUTBOX = 50_000
STALL = "Suppe"
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""As Lighthouse has it: 400 kbit/s and 400 ms."""
ANSWERED = """text => new Promise((done) => {
    document.querySelector(".flash")?.click();
    const type = () => {
        const began = performance.now();
        const seen = new MutationObserver(() => {
            if (!document.querySelector(".flash")) return;
            seen.disconnect();
            done(performance.now() - began);
        });
        seen.observe(document.body, { childList: true, subtree: true });
        for (const key of [...text, "Enter"]) window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    };
    requestAnimationFrame(() => requestAnimationFrame(type));
})"""


def bench() -> dict[str, Any]:
    """Measure all of it once."""
    server = PostgresServer()
    folder = Path(tempfile.mkdtemp(prefix="pantbox-bench-"))
    try:
        server.run("CREATE DATABASE station")
        settings = Settings(
            secret_key=KEY, database_url=server.url("station"),
            base_url=f"http://127.0.0.1:{Ports('main').free()}", rate_limits=False,
        )  # fmt: skip
        upgrade(settings.database_url)
        ground = prepare(create_core(settings), pieces=200)
        served = start_server(settings, folder / "server.log")
        try:
            rows = _measured(ground, settings.base_url)
        finally:
            served.stop()
            ground.core.database.dispose()
    finally:
        server.stop()
    return {"name": "station", "slowed": SLOWED, "rows": rows}


def told(found: dict[str, Any]) -> str:
    """As a table."""
    return "\n".join(f"{row['what']:<52} {row['value']:>10,.1f} {row['unit']}" for row in found["rows"])


def _measured(ground: Ground, url: str) -> list[dict[str, Any]]:
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        windows = Windows(browser, url)
        rows = [*_phone(windows, ground), *_scans(windows, ground), *_outbox(windows, ground)]
        browser.close()
    return rows


def _row(what: str, value: float, unit: str) -> dict[str, Any]:
    return {"what": what, "value": value, "unit": unit}


def _slow(page: Page) -> CDPSession:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return devtools


def _phone(windows: Windows, ground: Ground) -> list[dict[str, Any]]:
    page = windows.open(360)
    devtools = _slow(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_3G)
    got: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: got.append(event["encodedDataLength"]))
    began = time.perf_counter()
    page.goto(f"/b/{ground.signs[SIGN]}", wait_until="commit")
    page.get_by_role("button", name="Scan din emballage").wait_for(timeout=60_000)
    usable = time.perf_counter() - began
    return [
        _row("phone page on slow 3G: usable after", usable, "s"),
        _row("phone page: transferred until then", sum(got) / 1_000, "kB"),
    ]


def _scans(windows: Windows, ground: Ground) -> list[dict[str, Any]]:
    stall = station(windows.open, ground, STALL)
    stall.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    _slow(stall.page)
    rows = []
    for network in ("online", "offline"):
        stall.page.context.set_offline(network == "offline")
        took = sorted(stall.page.evaluate(ANSWERED, ground.take("bowl").link) for _ in range(SCANS))
        rows += [
            _row(f"scan to answer, {network}: p50", statistics.median(took), "ms"),
            _row(f"scan to answer, {network}: p99", took[int(0.99 * len(took))], "ms"),
        ]
    began = time.perf_counter()
    stall.page.reload()
    stall.page.get_by_role("heading", level=1, name=STALL).wait_for()
    return [*rows, _row("station app without network: usable after", time.perf_counter() - began, "s")]


def _outbox(windows: Windows, ground: Ground) -> list[dict[str, Any]]:
    stall = station(windows.open, ground, "Grill")
    stall.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    stall.page.context.set_offline(True)
    name = f"pantbox-{ground.signs['Grill']}"
    codes = [one.link for stock in ground.stock.values() for one in stock]
    stall.page.evaluate(outboxes.FILL, [name, codes, OUTBOX])
    stall.page.reload()
    began = time.perf_counter()
    stall.page.context.set_offline(False)
    while stall.page.evaluate(outboxes.COUNT, name):
        stall.page.wait_for_timeout(200)
    return [_row(f"outbox of {OUTBOX:,} scans sent in", time.perf_counter() - began, "s")]
