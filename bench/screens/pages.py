"""From an address to a page that can be used, and the bytes on the way, as they come over the network."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
from playwright.sync_api import CDPSession

from bench.screens.place import SLOWED, STALL, Place, Row, kept_on_device, slow
from tests.journeys.stations import pairing_code
from tests.kiosk.ground import SIGN
from tests.support.pages import Windows

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""As Lighthouse has it: 400 kbit/s and 400 ms."""
DECODER = ("looking.js", "zxing_reader.wasm")
PATIENCE_MS = 60_000
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@dataclass
class Traffic:
    """What came over the network since it began to listen: bytes with headers, compressed, by address."""

    devtools: CDPSession
    addresses: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.devtools.on("Network.requestWillBeSent", self._ask)
        self.devtools.on("Network.loadingFinished", self._finish)
        self.devtools.send("Network.enable")

    def _ask(self, event: dict[str, object]) -> None:
        self.addresses[str(event["requestId"])] = str(event["request"]["url"])  # type: ignore[index]

    def _finish(self, event: dict[str, object]) -> None:
        address = self.addresses.get(str(event["requestId"]), "")
        self.bytes[address] = self.bytes.get(address, 0) + float(event["encodedDataLength"])  # type: ignore[arg-type]

    @property
    def kilobytes(self) -> float:
        """All of it so far."""
        return sum(self.bytes.values()) / 1_000


def phone(place: Place) -> Iterator[Row]:
    """What a pant box's code opens on a guest's phone, on slow 3G, with nothing kept from before."""
    with place.windows(*CAMERA) as windows:
        # The first page a server ever makes takes it longer; a festival's was made long before.
        windows.open(360).goto(f"/b/{place.ground.signs[SIGN]}")
        page = windows.open(360)
        devtools = slow(page)
        traffic = Traffic(devtools)
        devtools.send("Network.emulateNetworkConditions", SLOW_3G)
        begin = page.get_by_role("button", name="Scan din emballage")
        began = time.perf_counter()
        page.goto(f"/b/{place.ground.signs[SIGN]}", wait_until="commit")
        begin.wait_for(timeout=PATIENCE_MS)
        yield Row("phone's page on slow 3G: usable after", time.perf_counter() - began, "s")
        yield Row("phone's page: came until then", traffic.kilobytes, "kB")
        page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
        yield Row("phone's page: all of it", traffic.kilobytes, "kB")
        began = time.perf_counter()
        begin.click()
        page.locator(".viewfinder video").wait_for(timeout=PATIENCE_MS)
        yield Row("phone's page on slow 3G: from pressing to the scanner", time.perf_counter() - began, "s")
        yield Row("phone's page: the decoder, once the camera opens", _decoder(place) / 1_000, "kB")


def _decoder(place: Place) -> int:
    """Bytes as they are sent. The thread that reads pictures asks for it, and a page's own tools do not see that."""
    size = 0
    for name in DECODER:
        address = f"{place.url}/k/static/dist/{name}"
        with httpx.stream("GET", address, headers={"Accept-Encoding": "br"}) as answer:
            size += sum(len(part) for part in answer.iter_raw())
    return size


def others(place: Place) -> Iterator[Row]:
    """Bytes of each other page a guest opens, with nothing kept from before."""
    ground = place.ground
    visit = ground.visit("bowl")
    pages = {
        "container": ground.take("bowl").link.removeprefix(place.url),
        "money": f"/r/{visit}#{ground.claim(visit)}",
        "status": "/status",
        "vendor": ground.vendor_link,
    }
    with place.windows() as windows:
        for name, address in pages.items():
            yield Row(f"{name} page: all of it", _weight(windows, address), "kB")


def _weight(windows: Windows, address: str) -> float:
    page = windows.open(360)
    traffic = Traffic(page.context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    return traffic.kilobytes


def app(place: Place) -> Iterator[Row]:
    """The station app: the first time, which also keeps it on the device, and again without a network."""
    with place.device() as device:
        page = device.new_page()
        traffic = Traffic(slow(page))
        began = time.perf_counter()
        page.goto(f"{place.url}/k/#pair={pairing_code(place.ground, STALL)}", wait_until="commit")
        page.locator("main.stall").wait_for(timeout=PATIENCE_MS)
        yield Row(
            f"station app, first visit: usable after (CPU ÷ {SLOWED})", time.perf_counter() - began, "s"
        )
        page.wait_for_load_state("networkidle")
        yield Row("station app, first visit: all of it", traffic.kilobytes, "kB")
        kept_on_device(page)
        device.set_offline(True)
        page.close()
        page = device.new_page()
        slow(page)
        began = time.perf_counter()
        page.goto(f"{place.url}/k/", wait_until="commit")
        page.locator("main.stall").wait_for(timeout=PATIENCE_MS)
        yield Row(
            f"station app, opened again without network (CPU ÷ {SLOWED})", time.perf_counter() - began, "s"
        )
