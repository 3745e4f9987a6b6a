"""Worn labels before the camera of a stall. What is read of how many stands in docs/labels.md."""

from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import TimeoutError as NotInTime
from sqlalchemy import select

from pantbox.containers.making import Printed, labels_of, make_batch
from pantbox.containers.serials import shown
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.labels.sheet import SHEETS
from tests.journeys.stations import OpenPage, Screen, station
from tests.kiosk.ground import Ground, prepare
from tests.kiosk.paper import labels_of_all
from tests.labels.wear import A_DAY, CUP, worn
from tests.support.fake_camera import HEIGHT, WIDTH, FakeCamera

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SHEET = SHEETS["avery-l4778"]
EACH = 3
PATIENCE_MS = 3_000
"""A person turns the cup when nothing happens for so long."""
WEAR: dict[str, tuple[dict[str, float], int]] = {
    "turned": ({}, EACH),
    "round a cone of 80 mm": ({"cone_mm": 80.0}, EACH),
    "a tenth under sauce": ({"soil": 0.10}, EACH),
    "in glare": ({"glare": 0.9}, EACH),
    "half in shadow": ({"shadow": 0.5}, EACH),
    "blurred": ({"blur_px": 1.5}, EACH),
    "all of it": (A_DAY, 2),
}
"""What happened to labels, each turned in any direction, and how many of `EACH` are read at least."""


@dataclass(frozen=True, slots=True)
class Worn:
    """A container, what happened to its label, and how that looks now."""

    container: Printed
    damage: str
    picture: Image.Image


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)


@pytest.fixture
def cups(ground: Ground) -> list[Worn]:
    """So many cups of each wear: the same pictures in every run."""
    damages = [damage for damage in WEAR for _ in range(EACH)]
    with ground.core.database.transaction() as session:
        cup = session.scalars(select(ContainerType).where(ContainerType.slug == "medium-cup")).one()
        batch = make_batch(
            session, ground.core.keys, cup, name="worn", quantity=len(damages), now=ground.core.clock(), chance=Random(1)
        )  # fmt: skip
        containers = list(labels_of(session, batch.id, "https://pantbox.example"))
    labels = labels_of_all(containers, SHEET)
    return [
        Worn(container, damage, _before_the_lens(label, WEAR[damage][0], seed))
        for seed, (container, damage, label) in enumerate(zip(containers, damages, labels, strict=True))
    ]


def test_a_stall_s_camera_reads_labels_after_a_day(
    ground: Ground, cups: list[Worn], camera: FakeCamera, camera_page_at: OpenPage
) -> None:
    stall = station(camera_page_at, ground, "Suppe", camera=camera, width=360)

    for cup in cups:
        _hold(stall, cup.picture)

    in_the_order = _codes_of_the_day(stall)
    read = Counter(cup.damage for cup in cups if shown(cup.container.human_code) in in_the_order)
    assert set(in_the_order) <= {shown(cup.container.human_code) for cup in cups}
    assert {damage: read[damage] for damage in WEAR if read[damage] < WEAR[damage][1]} == {}


def _before_the_lens(label: Image.Image, wear: dict[str, float], seed: int) -> Image.Image:
    """The field of view, a camera's pixel being a dot of the printer: the label fills some half of its height."""
    view = Image.new("RGB", (WIDTH, HEIGHT), CUP)
    seen = worn(label, turn_degrees=Random(seed).uniform(0, 360), seed=seed, **wear)
    view.paste(seen, ((WIDTH - seen.width) // 2, (HEIGHT - seen.height) // 2))
    return view


def _hold(stall: Screen, picture: Image.Image) -> None:
    """Hold a label before the camera until it is in the order, or patience ends."""
    assert stall.camera
    pieces = stall.page.locator(".order-pieces strong")
    before = int(pieces.inner_text().split()[0])
    stall.camera.show_picture(picture)
    try:
        stall.page.get_by_text(f"{before + 1} stk.", exact=True).wait_for(timeout=PATIENCE_MS)
    except NotInTime:
        stall.camera.show_nothing()


def _codes_of_the_day(stall: Screen) -> list[str]:
    stall.press("Fortryd", exact=True)
    rows = stall.page.get_by_role("listitem").locator(".code")
    rows.first.wait_for()
    return rows.all_inner_texts()
