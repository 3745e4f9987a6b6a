"""What nobody touched on a form stays as it is by now, whatever the page showed when it was opened."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from admin.untouched import read_shown, touched
from pantbox.errors import Conflict
from pantbox.places.events import Event
from tests.attacks.scene import Office, Scene
from tests.support.browser_form import browser_form

IN_THE_SECOND_HOUR = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
"""02:30 at night in Denmark, when it is that for the second time."""


class OpenPage:
    """A page with a form that somebody opened, and sends back later."""

    def __init__(self, office: Office, path: str) -> None:
        self.office, self.path = office, path
        self.form = browser_form(office.client.get(path).text, "shown")

    def save(self, **changes: str) -> TestResponse:
        sent: MultiDict[str, str] = MultiDict(self.form)
        for name, value in changes.items():
            if value or name != "only_office_moves":
                sent[name] = value
            else:
                sent.pop(name, None)  # a box that is not ticked sends nothing
        return self.office.client.post(self.path, data=sent)


def settings(scene: Scene) -> OpenPage:
    return OpenPage(scene.office(), f"/admin/events/{scene.slug}/settings")


def dates(scene: Scene) -> tuple[Any, ...]:
    with scene.core.database.reading() as session:
        event = session.get_one(Event, scene.event_id)
        return event.starts_at, event.ends_at, event.return_until, event.timezone, event.name


def deposits(scene: Scene) -> list[Any]:
    return [row[0] for row in scene.sql("SELECT version FROM terms WHERE event_id = :e", e=scene.event_id)]


@pytest.mark.parametrize(
    ("zone", "ends_at"),
    [
        ("Europe/Copenhagen", IN_THE_SECOND_HOUR),
        ("America/St_Johns", datetime(2026, 10, 1, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 10, 1, 3, 7, 9, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("scans", [0, 1])
def test_settings_that_are_sent_back_as_they_were_shown_change_nothing(
    make_scene, zone: str, ends_at: datetime, scans: int
) -> None:
    scene = make_scene(timezone=zone, ends_at=ends_at, return_until=ends_at + timedelta(days=3))
    _ = scans and scene.hand_out(scans)
    before = dates(scene)

    assert settings(scene).save().status_code == 302
    assert dates(scene) == before
    assert settings(scene).save(name="Harvest").status_code == 302
    assert dates(scene) == (*before[:4], "Harvest")
    assert deposits(scene) == [1]


def test_who_changes_a_name_on_an_older_page_takes_back_no_price_and_no_date(scene: Scene) -> None:
    first, second = settings(scene), settings(scene)
    price = f"deposit-{scene.type_id}"

    assert first.save(return_until="2026-09-30", offline_redeem_ore="7", **{price: "9"}).status_code == 302
    assert second.save(name="Harvest").status_code == 302

    told = dates(scene)
    assert (told[2], told[4]) == (datetime(2026, 9, 30, 21, 59, 59, tzinfo=UTC), "Harvest")
    assert deposits(scene) == [1, 2]
    assert settings(scene).form[price] == "9"
    assert settings(scene).form["offline_redeem_ore"] == "7"


@pytest.mark.parametrize(("field", "one", "other"), [("name", "Harvest", "Autumn"), ("deposit", "9", "7")])
def test_what_two_people_change_differently_is_told_to_the_second_and_stays_as_the_first_made_it(
    scene: Scene, field: str, one: str, other: str
) -> None:
    name = f"deposit-{scene.type_id}" if field == "deposit" else field
    first, second = settings(scene), settings(scene)

    first.save(**{name: one})
    refused = second.save(**{name: other})
    same = settings(scene).form[name]
    again = second.save(**{name: one})

    assert refused.status_code == 422
    assert "since this page was opened" in refused.text
    assert same == one
    assert again.status_code == 302  # both mean the same


def test_a_station_and_the_rulebook_keep_what_another_person_made_of_them_meanwhile(scene: Scene) -> None:
    [station] = scene.sql(
        "SELECT id FROM station WHERE event_id = :e AND kind = 'pant_box' ORDER BY id", e=scene.event_id
    )[0]
    pages = [f"/admin/events/{scene.slug}/stations/{station}", f"/admin/events/{scene.slug}/rulebook"]
    changes = [({"capacity": "70"}, {"name": "Far east"}), ({"en": "Sing."}, {"da": "Syng."})]

    for path, (one, other) in zip(pages, changes, strict=True):
        first, second = OpenPage(scene.office(), path), OpenPage(scene.office(), path)
        assert first.save(**one).status_code == 302
        assert second.save(**other).status_code == 302
        now = OpenPage(scene.office(), path).form
        assert {name: now[name] for name in one | other} == one | other


def test_a_type_keeps_what_another_person_made_of_it_meanwhile(scene: Scene) -> None:
    path = f"/admin/containers/types/{scene.type_id}"
    first, second = OpenPage(scene.office(), path), OpenPage(scene.office(), path)

    first.save(weight_grams="55", make="120", make_source="EPD")
    second.save(name_de="Becher")

    now = OpenPage(scene.office(), path).form
    assert (now["weight_grams"], now["name_de"], now["make_source"]) == ("55", "Becher", "EPD")


CHOICES = {
    "name": ["Harvest", "Autumn", "Ølfest"],
    "starts_at": ["2026-07-31T20:00", "2026-07-30T09:30"],
    "ends_at": ["2026-08-05T20:00", "2026-08-06T02:15"],
    "return_until": ["2026-08-20", "2026-08-21"],
    "trip_days_max": ["", "7"],
    "causes": ["Trees", "Trees\nBees", "Bees"],
    "unseen_policy": ["pay", "hold"],
    "unseen_per_period_max": ["6", "0", "12"],
    "phone_per_code_max": ["10", "3"],
    "offline_redeem_ore": ["0", "7,50", "20"],
    "only_office_moves": ["", "y"],
}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_two_people_change_at_once_each_change_stands_unless_both_changed_the_same(
    make_scene, seed: int
) -> None:
    chance = Random(seed)
    scene = make_scene(return_until=datetime(2026, 8, 15, 21, 59, 59, tzinfo=UTC))
    for _ in range(4):
        pages, changes = [settings(scene) for _ in range(2)], []
        before = pages[0].form
        for _page in pages:
            fields = chance.sample(sorted(CHOICES), chance.randrange(4))
            changes.append({name: chance.choice(CHOICES[name]) for name in fields})
            changes[-1] = {
                name: value for name, value in changes[-1].items() if value != before.get(name, "")
            }
        first, second = changes
        both = {name for name in first.keys() & second.keys() if first[name] != second[name]}

        answers = [page.save(**told).status_code for page, told in zip(pages, changes, strict=True)]

        assert answers == [302, 422 if both else 302]
        expected = {name: before.get(name, "") for name in CHOICES} | first | ({} if both else second)
        now = settings(scene).form
        assert {name: now.get(name, "") for name in CHOICES} == expected
    assert scene.failures() == []


def test_who_touched_what_is_pure() -> None:
    shown = {"a": 1, "b": 2, "c": 3}

    assert touched(shown, shown, shown) == set()
    assert touched(shown, shown | {"a": 9}, shown | {"b": 7}) == {"a"}
    assert touched(shown, shown | {"a": 9}, shown | {"a": 9}) == {"a"}
    assert touched(shown, {"a": 1, "b": 2}, {"a": 1, "b": 2}) == {"c"}
    with pytest.raises(Conflict, match="changed_meanwhile"):
        touched(shown, shown | {"a": 9}, shown | {"a": 8})


@pytest.mark.parametrize("text", [None, "", "[", "[1]", "7", "[" * 100_000])
def test_what_no_page_of_ours_showed_is_as_if_it_were_not_there(text: str | None) -> None:
    assert read_shown(text) is None
