"""A phone sends one container's picture again and again, each time a day older."""

from collections.abc import Callable
from datetime import timedelta

from tests.api.town import NOW
from tests.attacks.scene import Scene
from tests.attacks.test_money_fuzz import forfeit

HELD = ("held", "awaiting_scan")


def test_a_picture_of_a_container_that_is_not_out_pays_nothing_by_itself(scene: Scene) -> None:
    phone = scene.phone("sign")

    assert scene.verdicts(phone["token"], scene.scan("return", scene.stock[0], told="accepted")) == [HELD]
    assert scene.balances() == {}
    assert scene.failures() == []


def test_one_picture_sent_for_many_past_days_pays_nothing(scene: Scene) -> None:
    scene.time.later(days=3)
    code = scene.stock[0]
    for first in (1, 5):
        phone = scene.phone("sign")
        days = [scene.time.now - timedelta(hours=6 * (first + n)) for n in range(4)]
        scans = [scene.scan("return", code, at=day.isoformat(), told="accepted") for day in days]
        assert {verdict for verdict, _ in scene.verdicts(phone["token"], *scans)} <= {"held", "duplicate"}

    assert scene.balances() == {}
    assert scene.failures() == []


def test_the_code_on_the_screen_does_not_make_old_pictures_of_one_container_pay(scene: Scene) -> None:
    scene.time.later(days=3)
    [code] = scene.hand_out()
    phone = scene.phone("east", code=scene.box_code("east"))
    times = [scene.time.now - timedelta(hours=hours) for hours in (3, 12, 24, 48)]

    scans = [scene.scan("return", code, at=at.isoformat(), told="accepted") for at in times]

    assert set(scene.verdicts(phone["token"], *scans)) == {HELD}
    assert scene.balances() == {
        f"vendor:{scene.stations['soup']}": -500,
        f"held:{scene.stations['soup']}": 500,
    }
    assert scene.failures() == []


def test_in_a_city_scheme_of_a_year_one_picture_of_one_cup_pays_nothing(
    make_scene: Callable[..., Scene],
) -> None:
    scene = make_scene(starts_at=NOW - timedelta(days=365), ends_at=None, return_until=None, trip_days_max=30)
    code, told = scene.stock[0], []

    for first in range(3, 391, 97):
        phone = scene.phone("sign")
        days = [scene.time.now - timedelta(days=first + n) for n in range(4)]
        told += scene.verdicts(
            phone["token"], *(scene.scan("return", code, at=at.isoformat()) for at in days)
        )

    assert set(told) == {HELD}
    assert scene.balances() == {}
    assert scene.failures() == []


def test_a_year_after_the_festival_a_picture_pays_nothing(scene: Scene) -> None:
    code = scene.stock[0]
    scene.time.later(days=380)
    forfeit(scene, scene.event_id)
    phone = scene.phone("sign")
    days = [scene.time.now - timedelta(days=n) for n in range(4)]

    told = scene.verdicts(phone["token"], *(scene.scan("return", code, at=at.isoformat()) for at in days))

    assert {verdict for verdict, _ in told} == {"held"}
    assert scene.balances() == {}
    assert scene.failures() == []
