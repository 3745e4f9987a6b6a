"""Where screens are measured: a festival on a real server, and browsers whose CPU is slowed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright

from bench.ground import KEY
from pantbox.core import create_core
from pantbox.db import upgrade
from pantbox.settings import Settings
from tests.kiosk.ground import Ground, prepare
from tests.support.chromium import launch, launch_profile
from tests.support.pages import Windows
from tests.support.postgres import PostgresServer
from tests.support.servers import Ports, start_server

SLOWED = 4
PIECES = 2_000
STALL, OTHER_STALL = "Suppe", "Grill"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    what: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Place:
    """A festival that runs now, and how to look at it."""

    playwright: Playwright
    ground: Ground
    url: str
    folder: Path

    @contextmanager
    def windows(self, *flags: str) -> Iterator[Windows]:
        """Windows of a fresh browser; `flags` are Chromium's."""
        browser: Browser = launch(self.playwright.chromium, *flags)
        try:
            yield Windows(browser, self.url)
        finally:
            browser.close()

    @contextmanager
    def device(self) -> Iterator[BrowserContext]:
        """A browser that keeps what it stores on disk, as a device does."""
        profile = Path(tempfile.mkdtemp(dir=self.folder))
        context = launch_profile(self.playwright.chromium, profile)
        try:
            yield context
        finally:
            context.close()


@contextmanager
def festival(playwright: Playwright, server: PostgresServer) -> Iterator[Place]:
    """Five types with so many pieces of each, stalls, boxes, a desk; served as in production."""
    with tempfile.TemporaryDirectory(prefix="pantbox-bench-") as made:
        folder = Path(made)
        server.run("CREATE DATABASE station")
        settings = Settings(
            secret_key=KEY, database_url=server.url("station"),
            base_url=f"http://127.0.0.1:{Ports('main').free()}", rate_limits=False,
        )  # fmt: skip
        upgrade(settings.database_url)
        ground = prepare(create_core(settings), pieces=PIECES)
        served = start_server(settings, folder / "server.log")
        try:
            yield Place(playwright, ground, settings.base_url, folder)
        finally:
            served.stop()
            ground.core.database.dispose()


def slow(page: Page) -> CDPSession:
    """Slow the page's own thread. Its workers, and the camera, go on at the machine's speed: Chromium slows no others."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return devtools


def kept_on_device(page: Page) -> None:
    """Wait until the page would open without a network."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def next_guest(page: Page) -> None:
    """Press for the next guest. An answer that still fills the screen passes by itself, maybe under the finger."""
    page.evaluate("() => document.querySelector('.flash')?.click()")
    page.get_by_role("button", name="Næste gæst").click()
