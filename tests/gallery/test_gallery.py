"""Every page and screen: nothing sticks out, nothing is cut, everything can be hit, and axe finds nothing grave."""

from dataclasses import replace

import pytest

from pantbox.core import Core
from pantbox.settings import Settings
from tests.gallery.catalogue import WALKS
from tests.gallery.faults import (
    FINGER,
    MAGNIFIED,
    POINTER,
    faults,
    out_of_reach,
    set_text_back,
    space_text,
)
from tests.gallery.views import Scene, View
from tests.kiosk.ground import prepare
from tests.support.pages import OpenPage, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
PIECES = 40
SHORT = (
    "bar",
    "stall-running-out",
    "boxes-that-take-nothing",
    "desk",
    "wash",
    "in-emergency",
    "guests",
    "phone",
    "empty-office",
)
"""Walks for every run. The others are long, and not all of them hold to every ruler yet: `make look` says which; what they
come by is tried by axe in tests/journeys. An answer that covers the screen and goes by itself is seen on pictures only."""
LONGEST = "de"
"""The language that needs most room. Others are looked at on pictures (`make look`)."""
WIDTHS = (1024, 360)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A demo's: its first page is to be seen too."""
    return replace(settings, demo=True)


@pytest.fixture
def scene(core: Core, page_at: OpenPage) -> Scene:
    """A festival that runs now."""
    return Scene(core, prepare(core, pieces=PIECES), page_at)


@pytest.mark.parametrize("name", SHORT)
def test_every_page_can_be_used_by_everybody(scene: Scene, name: str) -> None:
    found = {}
    for view in WALKS[name](scene):
        assert_accessible(view.page)  # before the clock stands still: axe waits by it
        view.hold()
        target = POINTER if view.name.startswith("office") else FINGER
        for width in WIDTHS:
            view.show(LONGEST, width)
            if told := faults(view, target=target):
                found[f"{view.name} {width}"] = told
        found |= _spaced(view) | _magnified(view)
        view.leave()

    assert found == {}


def _magnified(view: View) -> dict[str, list[str]]:
    """At 400 %: what is there may be scrolled to, downwards only."""
    width, height = MAGNIFIED
    view.page.set_viewport_size({"width": width, "height": height})
    told = faults(view, target=0) + out_of_reach(view.page)
    return {f"{view.name} magnified": told} if told else {}


def _spaced(view: View) -> dict[str, list[str]]:
    """With wide text, as readers may set it: nothing lies on anything else, nothing is cut off."""
    view.show(LONGEST, WIDTHS[-1])
    space_text(view.page)
    told = [fault for fault in faults(view, target=0) + out_of_reach(view.page) if "broken" not in fault]
    set_text_back(view.page)
    return {f"{view.name} spaced": told} if told else {}
