"""Labels off the printed sheet after a day at a festival. How much is read, and what is not, stands in docs/labels.md."""

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from PIL import Image

from pantbox.labels.sheet import SHEETS
from tests.labels.printed import cut_out, label, read
from tests.labels.second_look import SecondLook
from tests.labels.wear import A_DAY, worn

PICTURES = 20


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecondLook]:
    """The station app's way of looking."""
    look = SecondLook(tmp_path_factory.mktemp("look"))
    yield look
    look.stop()


@cache
def clean(slug: str, number: int) -> Image.Image:
    """A fresh label."""
    return cut_out(SHEETS[slug], number)


def pictures(slug: str, count: int, **wear: float) -> Iterator[tuple[str, Image.Image]]:
    """What stands on a label, and the picture of it, turned in any direction."""
    for seed in range(count):
        number, turned = seed % 3, Random(seed).uniform(0, 360)
        yield label(number).link, worn(clean(slug, number), turn_degrees=turned, seed=seed, **wear)


@pytest.mark.parametrize("slug", SHEETS)
@pytest.mark.parametrize(
    "wear",
    [{}, {"cone_mm": 80.0}, {"glare": 0.9}, {"shadow": 0.5}, {"blur_px": 2.0}],
    ids=["turned", "round a cone of 80 mm", "in glare", "half in shadow", "blurred"],
)
def test_a_label_turned_bent_in_bad_light_or_blurred_is_always_read(
    slug: str, wear: dict[str, float]
) -> None:
    for link, picture in pictures(slug, 6, **wear):
        assert read(picture) == [link]


@pytest.mark.parametrize(
    ("slug", "read_min"),
    [("avery-l4732", 17), ("avery-l4778", 17), ("avery-l7120", 18), ("roll-57x32", 18)],
)
def test_a_label_a_tenth_under_sauce_is_read_at_a_second_look(
    app: SecondLook, slug: str, read_min: int
) -> None:
    seen = [(app.read(picture), link) for link, picture in pictures(slug, PICTURES, soil=0.10)]

    assert all(found in ([], [link]) for found, link in seen)
    assert sum(found != [] for found, _link in seen) >= read_min


@pytest.mark.parametrize(
    ("slug", "read_min"), [("avery-l4732", 14), ("avery-l4778", 15), ("avery-l7120", 16)]
)
def test_most_labels_are_read_when_all_of_it_comes_together(
    app: SecondLook, slug: str, read_min: int
) -> None:
    seen = [(app.read(picture), link) for link, picture in pictures(slug, PICTURES, **A_DAY)]

    assert all(found in ([], [link]) for found, link in seen)
    assert sum(found != [] for found, _link in seen) >= read_min
