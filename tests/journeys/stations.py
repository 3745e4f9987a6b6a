"""People at stations: a stall's vendor, a guest at a pant box, a cashier. What they press and what they see."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from sqlalchemy import select

from pantbox.containers.making import Printed
from pantbox.places.crew import make_crew_slip
from pantbox.places.events import Event
from pantbox.places.pairing import make_pairing_code
from pantbox.places.setup import create_station
from pantbox.places.stations import Station as StationRow
from pantbox.places.stations import StationKind
from tests.kiosk.ground import Ground
from tests.kiosk.paper import label_of
from tests.support.fake_camera import FakeCamera

OpenPage = Callable[..., Page]
SCREENS = ("stall", "box", "desk", "depot")
ANY_STATION = re.compile(f"^({'|'.join(SCREENS)})$")
"""What `main` is while a station's screen is there; before, it is `starting`, and nobody listens."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One station's screen, with whoever stands before it. `camera` is None where only a hand scanner is used."""

    page: Page
    ground: Ground
    camera: FakeCamera | None = None

    def hold(self, container: Printed) -> None:
        """Hold a container's printed label before the camera until the screen answers."""
        self.hold_picture(label_of(container))

    def hold_picture(self, picture: Image.Image) -> None:
        """Hold any picture before the camera until the screen answers, and take it away again."""
        assert self.camera
        self.camera.show(picture)
        expect(self.flash).to_be_visible()
        self.camera.show_nothing()

    def scan(self, text: str | Printed) -> None:
        """Read a code with the hand scanner, which types it."""
        self.page.keyboard.type(text if isinstance(text, str) else text.link)
        self.page.keyboard.press("Enter")

    def scan_told(self, text: str | Printed) -> Locator:
        """Read a code with the hand scanner; the answer that fills the screen."""
        self.dismiss()
        self.scan(text)
        expect(self.flash).to_be_visible()
        return self.flash

    def restart(self) -> None:
        """Switch the device off and on. What is scanned after this is heard: a station listens as soon as it is to be seen."""
        self.page.reload()
        expect(self.page.locator("main").first).to_have_class(ANY_STATION)

    def wait_until_kept(self) -> None:
        """Wait until the app is kept on this device. Its worker takes over then, and what Chromium sends meanwhile may hang."""
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def dismiss(self) -> None:
        """Tap the answer away, unless it goes by itself meanwhile."""
        if self.flash.is_visible():
            with suppress(PlaywrightTimeout):
                self.flash.click(timeout=2_000)
            expect(self.flash).to_be_hidden()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press a button."""
        self.dismiss()
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    @property
    def flash(self) -> Locator:
        """The answer that fills the screen."""
        return self.page.locator(".flash")

    @property
    def sum(self) -> Locator:
        """The largest thing on the screen."""
        return self.page.locator(".sum").first


def pairing_code(ground: Ground, at: str) -> str:
    """A one-time code for a device of this station."""
    with ground.core.database.transaction() as session:
        return make_pairing_code(
            session, session.get_one(StationRow, ground.stations[at]), ground.core.clock()
        )


def station(
    open_page: OpenPage, ground: Ground, at: str, *, camera: FakeCamera | None = None, width: int = 1024
) -> Screen:
    """A browser paired to a station by its link."""
    page = open_page(width)
    page.goto(f"/k/#pair={pairing_code(ground, at)}")
    expect(page.locator("main").first).to_have_class(SCREENS[_place(ground, at)])
    return Screen(page, ground, camera)


def open_wash(ground: Ground) -> str:
    """Set up a wash; its name."""
    name = "Vasken"
    with ground.core.database.transaction() as session:
        event = session.get_one(Event, ground.event_id)
        wash = create_station(session, event, StationKind.WASH, name)
        ground.stations[name], ground.signs[name] = wash.id, wash.sign
    return name


def open_store(ground: Ground) -> str:
    """The store that every event has; its name."""
    with ground.core.database.reading() as session:
        store = session.scalars(
            select(StationRow).where(
                StationRow.event_id == ground.event_id, StationRow.kind == StationKind.STORE
            )
        ).one()
        ground.stations[store.name], ground.signs[store.name] = store.id, store.sign
        return store.name


def crew_slip(ground: Ground, holder: str = "Karen") -> str:
    """What a new crew slip of somebody says when it is scanned."""
    core = ground.core
    with core.database.transaction(ground.organisation_id) as session:
        event = session.get_one(Event, ground.event_id)
        made = make_crew_slip(
            session, core.keys, event, holder, base_url=core.settings.base_url, now=core.clock()
        )
    return made.link


def store_sign(ground: Ground) -> str:
    """What the store's sign says when it is scanned."""
    with ground.core.database.reading() as session:
        sign = session.scalars(
            select(StationRow.sign).where(
                StationRow.event_id == ground.event_id, StationRow.kind == StationKind.STORE
            )
        ).one()
    return f"{ground.core.settings.base_url}/B/{sign}".upper()


def _place(ground: Ground, at: str) -> int:
    with ground.core.database.reading() as session:
        kind = session.get_one(StationRow, ground.stations[at]).kind
    return {"stall": 0, "pant_box": 1, "cash_desk": 2, "wash": 3, "store": 3}[kind]
