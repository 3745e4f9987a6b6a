"""A guest with a phone before a box: what they press, and what they see."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from pantbox.containers.making import Printed
from pantbox.refunds.visits import changing_code
from tests.kiosk.ground import Ground
from tests.kiosk.paper import label_of
from tests.support.fake_camera import FakeCamera

BEGIN, DONE, DROPPED = "Scan din emballage", "Færdig", "De ligger i boksen"
PATIENCE_MS = 20_000
"""A reading, its request and its answer: quick by itself, slow when other tests share the machine."""
OpenPage = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Phone:
    """One guest's phone."""

    page: Page
    camera: FakeCamera
    ground: Ground

    def open_box(self, box: str) -> None:
        """Scan the sign on the box with the phone's own camera."""
        self.page.goto(f"/B/{self.ground.signs[box]}")

    def begin(self, box: str) -> None:
        """Open the box's page and the camera; at a box with a screen the code on it is typed first."""
        self.open_box(box)
        code = self.page.get_by_label("Koden på boksens skærm")
        begin = self.page.get_by_role("button", name=BEGIN)
        expect(begin).to_be_visible()
        if code.is_visible():
            now = self.ground.core.clock()
            code.fill(changing_code(self.ground.core.keys, self.ground.stations[box], now))
        begin.click()
        expect(self.page.get_by_label("Kameraets billede")).to_be_visible()

    def hold(self, container: Printed) -> None:
        """Hold a container's label before the camera until it is on the list."""
        self.hold_picture(label_of(container))

    def hold_picture(self, picture: Image.Image) -> None:
        """Hold any code before the camera until something is added to the list."""
        before = self.rows.count()
        self.camera.show(picture)
        expect(self.rows).to_have_count(before + 1, timeout=PATIENCE_MS)
        waiting = self.page.locator('[data-verdict="waiting"]')
        expect(waiting).to_have_count(0, timeout=PATIENCE_MS)
        self.camera.show_nothing()

    def type(self, code: str) -> None:
        """Type the short code instead."""
        self.page.get_by_text("Tast koden i stedet").click()
        self.page.get_by_label("Den korte kode på emballagen").fill(code)
        self.page.get_by_role("button", name="OK").click()

    def drop(self) -> None:
        """Done scanning; all of them in the box."""
        self.page.get_by_role("button", name=DONE).click()
        self.page.get_by_role("button", name=DROPPED).click()
        expect(self.page).to_have_url(re.compile(r"/r/[0-9a-f-]{36}#[0-9A-Z]{16}$"))

    @property
    def rows(self) -> Locator:
        return self.page.locator("[data-verdict]")

    @property
    def newest(self) -> Locator:
        return self.rows.first

    @property
    def link(self) -> tuple[str, str]:
        """The visit's id and its claim, as the address says."""
        visit, _, claim = self.page.url.rpartition("/r/")[2].partition("#")
        return visit, claim

    def choose(self, way: str) -> None:
        self.page.locator(f'[data-choice="{way}"]').click()
