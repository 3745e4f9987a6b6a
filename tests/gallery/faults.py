"""Faults of a page that a ruler finds: too wide, cut off, broken words, too small to hit, out of reach."""

from pathlib import Path

from playwright.sync_api import Page

from tests.gallery.views import View

HERE = Path(__file__).parent
MEASURE = (HERE / "faults.js").read_text(encoding="utf-8")
REACH = (HERE / "reach.js").read_text(encoding="utf-8")
FINGER = 44
"""Pixels a finger needs."""
POINTER = 24
"""Pixels a mouse needs, in the office."""
TEXT_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
)
MAGNIFIED = (320, 256)
"""What is left of 1280 × 1024 pixels at 400 %."""


def faults(view: View, *, target: int = FINGER) -> list[str]:
    """Of the page as it stands. `target`: what a control must measure, 0 for anything."""
    found: list[str] = view.page.evaluate(MEASURE, {"target": target})
    return found


def out_of_reach(page: Page) -> list[str]:
    """Controls nobody can get at, however they scroll."""
    found: list[str] = page.evaluate(REACH)
    return found


def space_text(page: Page) -> None:
    """Set all text as wide as readers may who need it so (WCAG 1.4.12)."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        TEXT_SPACING,
    )


def set_text_back(page: Page) -> None:
    """As the page sets it."""
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
