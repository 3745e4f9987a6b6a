"""Pictures of everything there is to see, for people to look at, and what axe and rulers find on it:
`python -m tests.gallery.look FOLDER [WALK …]`.

Each page and screen at 360, 1024 and 1920 pixels, and as a screen set upright has it (1080 × 1920), in Danish, English and German; `FOLDER/stall-order-de-360.png`.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from pantbox.settings import LANGUAGES
from tests.gallery.catalogue import WALKS
from tests.gallery.faults import FINGER, POINTER, faults
from tests.gallery.scenes import scene
from tests.gallery.views import View
from tests.support.chromium import launch
from tests.support.pages import HEIGHTS, assert_accessible


def main(folder: Path, wanted: list[str]) -> None:
    """Walk all walks, or those wanted, and leave pictures in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(
            playwright.chromium, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"
        )
        for name in wanted or WALKS:
            with scene(browser) as here:
                for view in WALKS[name](here):
                    picture(view, folder)
                    view.leave()
                    _say_what_is_not_accessible(view)
            sys.stdout.write(f"{name}\n")
        browser.close()


def picture(view: View, folder: Path) -> None:
    """One view in all languages and widths. Long pages are taken whole."""
    view.hold()  # at once: an answer that fills the screen goes by itself
    for language in LANGUAGES:
        for width in HEIGHTS:
            view.show(language, width)
            for fault in faults(view, target=POINTER if view.name.startswith("office") else FINGER):
                sys.stdout.write(f"{view.name} {language} {width}: {fault}\n")
            view.page.screenshot(path=folder / f"{view.name}-{language}-{width}.png", full_page=True)


def _say_what_is_not_accessible(view: View) -> None:
    """After its pictures, for axe needs a clock that goes. An answer that goes by itself is gone by then."""
    try:
        assert_accessible(view.page)
    except AssertionError as found:
        sys.stdout.write(f"{view.name}: {found}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
