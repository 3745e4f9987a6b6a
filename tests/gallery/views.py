"""What may be looked at: a page in one of its states, in any language and at any width."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Error, Page

from pantbox.core import Core
from tests.kiosk.ground import Ground
from tests.support.pages import HEIGHTS, OpenPage

HOME = "da"
WIDTH = 1024
PATIENCES = (0.05, 0.3, 1.0, 5.0)
"""Seconds ahead in which a page's clock may be stopped."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A festival that runs, its server, and windows to look at it."""

    core: Core
    ground: Ground
    open: OpenPage


@dataclass(frozen=True, slots=True)
class View:
    """One page in one state. `say_in` turns it to another language and leaves the state as it is."""

    name: str
    page: Page
    say_in: Callable[[Page, str], None]
    has_clock: bool = False

    def hold(self) -> None:
        """Stop its clock: nothing ends while somebody looks."""
        for patience in PATIENCES if self.has_clock else ():
            try:
                self.page.clock.pause_at(self.page.evaluate("Date.now() / 1000") + patience)
            except Error:  # the machine was so busy that this moment is over already
                continue
            return

    def show(self, language: str, width: int) -> None:
        """Turn it to a language and a width."""
        self.say_in(self.page, language)
        self.page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})

    def leave(self) -> None:
        """As it was, for who goes on from here."""
        self.show(HOME, WIDTH)
        if self.has_clock:
            self.page.clock.resume()


Walk = Callable[[Scene], Iterator[View]]
"""Goes from state to state as a person does, and stops at each for who looks. Words it presses are Danish."""


def by_its_keys(page: Page, language: str) -> None:
    """A station's keys for the languages, also under a sheet where no finger reaches them."""
    page.evaluate(
        "language => document.querySelector(`.language[lang=${language}]`)?.click()",
        language,
    )


def by_its_address(page: Page, language: str) -> None:
    """A page that is the same when it is opened again."""
    if page.evaluate("document.documentElement.lang") == language:
        return
    page.evaluate(
        """language => {
            const there = new URL(location.href);
            there.searchParams.set("lang", language);
            location.replace(there);
        }""",
        language,
    )
    page.wait_for_function("wanted => document.documentElement.lang === wanted", arg=language)
    page.wait_for_load_state("networkidle")
