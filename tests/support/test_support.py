"""What tests stand on is real: proved here once, so that a strange failure elsewhere is not this."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from tests.support.pages import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

    from tests.support.fake_camera import FakeCamera

ROOT = Path(__file__).parents[2]
STARTS_A_SERVER = """
from tests.support.postgres import PostgresServer
server = PostgresServer()
print(server.process.pid, server.folder, flush=True)
input()
"""
SEEN = """async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
    const video = document.createElement("video");
    video.srcObject = stream;
    await video.play();
    const canvas = new OffscreenCanvas(1280, 720);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    globalThis.brightness = () => {
        context.drawImage(video, 0, 0);
        return context.getImageData(640, 360, 1, 1).data[0];
    };
}"""


def test_each_test_has_an_empty_migrated_database_of_its_own(database_url: str) -> None:
    engine = create_engine(database_url)

    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()

    assert revision


@pytest.mark.postgresql
def test_postgresql_dies_with_the_tests_even_when_they_are_killed() -> None:
    tests = subprocess.Popen(
        [sys.executable, "-c", STARTS_A_SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert tests.stdout is not None
    pid, folder = tests.stdout.readline().decode().split()

    tests.kill()
    tests.communicate()

    assert _ends(int(pid))
    shutil.rmtree(folder)


@pytest.mark.browser
def test_the_camera_sees_what_a_test_shows_it(playwright: "Playwright", camera: "FakeCamera") -> None:
    from PIL import Image

    from tests.support.chromium import launch

    with launch(playwright.chromium, *camera.flags) as browser:
        page = _secure_page(browser)
        page.evaluate(SEEN)
        page.wait_for_function("() => brightness() > 100")

        camera.show(Image.new("RGB", (100, 100), "black"))

        page.wait_for_function("() => brightness() < 40")
        camera.show_nothing()
        page.wait_for_function("() => brightness() > 100")


@pytest.mark.browser
def test_what_bars_people_is_found(browser: "Browser") -> None:
    page = _secure_page(browser)
    page.set_content("<html lang=da><title>x</title><main><h1>Pant</h1><img src=x><input></main>")

    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)

    page.set_content("<html lang=da><title>x</title><main><h1>Pant</h1><img src=x alt='En skål'></main>")
    assert_accessible(page)
    page.close()


def _secure_page(browser: "Browser") -> "Page":
    page = browser.new_page(permissions=["camera"])
    policy = {"Content-Security-Policy": "default-src 'self'; script-src 'self'"}
    page.route(
        "**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html", headers=policy)
    )
    page.goto("http://127.0.0.1/")
    return page


def _ends(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if "State:\tZ" in Path(f"/proc/{pid}/status").read_text():
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False
