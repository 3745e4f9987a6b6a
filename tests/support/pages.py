"""Pages as a person has them: a window of some width, a language, a camera, and nothing going wrong unseen."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

HEIGHTS = {360: 740, 1024: 768, 1920: 1080, 1080: 1920}
"""Pixels by width: a phone, a tablet, a screen on its side, a screen set upright."""
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OpenPage = Callable[..., Page]


class Windows:
    """Opens windows of one browser on one server and closes them, failing if a page failed behind the scenes."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._browser = browser
        self._base_url = base_url
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def open(self, width: int = 360, **context: Any) -> Page:
        """A new window with a storage of its own, as another person's device. `context` goes to Playwright."""
        settings: dict[str, Any] = {
            "viewport": {"width": width, "height": HEIGHTS.get(width, 800)},
            "base_url": self._base_url,
            "locale": "da-DK",
            "timezone_id": "Europe/Copenhagen",
            "permissions": ["camera"],
            "reduced_motion": "reduce",
            **context,
        }
        opened = self._browser.new_context(**settings)
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._hear(page, message.type, message.text))
        return page

    def _hear(self, page: Page, kind: str, text: str) -> None:
        # Answers of 4xx are said on the console too, and are often what a test is about.
        if kind == "error" and "Content Security Policy" in text:
            self.errors.append(f"{page.url}: {text}")

    def close(self) -> None:
        """Close all; raises if a script failed or the content security policy stopped something."""
        for context in self._contexts:
            context.close()
        assert self.errors == []


def assert_accessible(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """Fail on what axe-core calls serious or critical. `without` names rules the test says why it leaves out."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "\n;undefined")
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    result = page.evaluate("options => axe.run(document, options)", options)
    found = [_told(violation) for violation in result["violations"] if violation["impact"] in GRAVE]
    assert not found, f"{page.url}\n" + "\n".join(found)


def _told(violation: dict[str, Any]) -> str:
    places = "\n".join(
        f"    {node['html'][:200]}\n      {node['failureSummary']}" for node in violation["nodes"][:5]
    )
    return f"{violation['impact']}: {violation['id']}: {violation['help']}\n{places}"


def read_qr(page: Page) -> str:
    """The QR code on a screen, read by another's reader."""
    picture = Image.open(BytesIO(page.screenshot()))
    [code] = zxingcpp.read_barcodes(picture, formats=[zxingcpp.BarcodeFormat.QRCode])
    return code.text
