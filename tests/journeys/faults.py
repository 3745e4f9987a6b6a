"""What goes wrong at a festival, made to go wrong on purpose; and the proof afterwards that nothing was lost or doubled."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import select

from pantbox.audit import audit
from pantbox.circulation.tables import ScanRow
from pantbox.core import Core
from tests.journeys.stations import Screen
from tests.kiosk.ground import Ground

SCANS = "**/api/v1/scans"
ALL_WAITING = """name => new Promise((tell) => {
    const opened = indexedDB.open(name);
    opened.onsuccess = () => {
        const asked = opened.result.transaction("scans").objectStore("scans").getAll();
        asked.onsuccess = () => { opened.result.close(); tell(asked.result.map((scan) => scan.id)); };
    };
})"""
COUNT_LETTERS = """name => new Promise((done) => {
    const opened = indexedDB.open(name);
    opened.onsuccess = () => {
        const asked = opened.result.transaction("letters").objectStore("letters").count();
        asked.onsuccess = () => { opened.result.close(); done(asked.result); };
    };
})"""
CLOCK = """
(() => {
    const Real = Date;
    const shift = () => { try { return Number(localStorage.getItem("shift") ?? 0); } catch { return 0; } };
    globalThis.Date = class extends Real {
        constructor(...told) { if (told.length) super(...told); else super(Real.now() + shift()); }
        static now() { return Real.now() + shift(); }
    };
})();
"""


def prove(core: Core) -> None:
    """The audit finds nothing wrong."""
    assert [finding for finding in audit(core) if finding.ok is False] == []


def recorded(ground: Ground) -> list[ScanRow]:
    """All scans the server has, as they came in."""
    with ground.core.database.reading() as session:
        return list(session.scalars(select(ScanRow).order_by(ScanRow.recorded_at, ScanRow.id)))


def waiting(page: Page, sign: str) -> set[UUID]:
    """The scans written down on this device and not answered yet."""
    return {UUID(told) for told in page.evaluate(ALL_WAITING, f"pantbox-{sign}")}


def hand_out(stall: Screen, slug: str = "bowl", times: int = 1) -> None:
    """Containers go over the counter; the screen says so each time."""
    for _ in range(times):
        expect(stall.scan_told(stall.ground.take(slug))).to_contain_text("Udleveret")
        stall.dismiss()


def letters(page: Page, sign: str) -> int:
    """How much besides scans is written down on this device and not answered yet: deliveries, openings, requests."""
    return int(page.evaluate(COUNT_LETTERS, f"pantbox-{sign}"))


def expect_all_sent(screen: Screen, at: str, timeout_seconds: float = 20) -> None:
    """Nothing that was written down at this station waits any more: the server has all that its screen has said yes to."""
    page, sign = screen.page, screen.ground.signs[at]
    deadline, left = time.monotonic() + timeout_seconds, -1
    while left != 0:
        assert time.monotonic() < deadline, f"{left} still wait"
        page.wait_for_timeout(50)
        with suppress(PlaywrightError):  # the page may start anew meanwhile
            left = len(waiting(page, sign)) + letters(page, sign)


class BadNetwork:
    """A network that loses requests, loses answers to what has arrived, and is overloaded, as its chance has it."""

    def __init__(self, context: BrowserContext, chance: Random) -> None:
        self._context = context
        self._chance = chance
        context.route(SCANS, self._meet)

    def cut_or_mend(self) -> None:
        """Cut it, or mend it, or neither."""
        self._context.set_offline(self._chance.random() < 0.4)

    def mend(self) -> None:
        """From now on all goes well."""
        self._context.unroute_all()
        self._context.set_offline(False)

    def _meet(self, route: Route) -> None:
        fate = self._chance.choice(("lost", "answer lost", "overloaded", "well", "well"))
        if fate == "lost":
            route.abort()
        elif fate == "answer lost":
            route.fetch()
            route.abort()
        elif fate == "overloaded":
            route.fulfill(status=503, headers={"Retry-After": "0"})
        else:
            route.continue_()


def shift_clock(page: Page, *, hours: float) -> None:
    """Set this device's clock by hand."""
    page.evaluate("ms => localStorage.setItem('shift', String(ms))", hours * 3_600_000)


FILL = """() => new Promise((done) => {
    const opened = indexedDB.open("filler");
    opened.onupgradeneeded = () => opened.result.createObjectStore("filler", { autoIncrement: true });
    const noise = new Uint8Array(1 << 20);
    for (let from = 0; from < noise.length; from += 65536) crypto.getRandomValues(noise.subarray(from, from + 65536));
    opened.onsuccess = () => {
        const write = (size) => {
            if (size < 32) { opened.result.close(); return done(); }
            const transaction = opened.result.transaction("filler", "readwrite", { durability: "strict" });
            transaction.objectStore("filler").put(noise.slice(0, size));
            transaction.oncomplete = () => write(size);
            transaction.onabort = () => write(Math.floor(size / 2));
        };
        write(1 << 20);
    };
})"""
SMALL_DISK, LARGE_DISK = 16 << 20, 256 << 20


class Disk:
    """What room the browser has for a page's storage: little, until somebody makes room."""

    def __init__(self, page: Page, base_url: str) -> None:
        self._page = page
        self._origin = base_url
        self._devtools = page.context.new_cdp_session(page)
        self._allow(SMALL_DISK)

    @contextmanager
    def full(self) -> Iterator[None]:
        """Something else takes all the room there is."""
        self._page.evaluate(FILL)
        yield
        self._allow(LARGE_DISK)

    def _allow(self, size: int) -> None:
        self._devtools.send("Storage.overrideQuotaForOrigin", {"origin": self._origin, "quotaSize": size})
