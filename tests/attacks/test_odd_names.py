"""Names as people have them, and events at the edge of the calendar: every page and every paper still opens."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pantbox.clock import new_id
from pantbox.places.organisations import Scope
from tests.attacks.routes import Names, routes
from tests.attacks.scene import Office, Scene

LONG = "🎉 مهرجان الشارع " + "Ÿ" * 160
CAUSES = [
    {"key": "children", "name": "أطفال"},
    {"key": "sea", "name": "🐳 save"},
    {"key": "long", "name": "x" * 180},
]
PEOPLE = "🧕 ليلى\nO'Brien <b>&amp;</b>\n" + "Þ" * 150
REPORTS = ("report", "circulation", "stock")
PAPERS = ("sign", "signs", "poster", "crib")


@pytest.fixture
def odd(make_scene: Callable[..., Scene]) -> Scene:
    """A festival all of whose names are odd."""
    scene = make_scene(name=LONG, causes=CAUSES, store="مخزن 🏬")
    setup = Scope.SETUP_WRITE.value
    changed = [
        *(scene.ask("PATCH", f"/stations/{one}", setup, json={"name": f"{name} {LONG}"[:200]}) for name, one in scene.stations.items()),
        scene.ask("PATCH", f"/vendors/{scene.vendor_id}", setup, json={"name": f"مطبخ {LONG}"[:200]}),
        scene.ask("PATCH", f"/types/{scene.type_id}", setup, json={"names": {"da": "كوب 🥤", "en": LONG, "de": "ẞ" * 100}}),
    ]  # fmt: skip
    assert {answer.status_code for answer in changed} == {200}
    return scene


def assert_everything_opens(scene: Scene, office: Office) -> None:
    """Every page of the event that needs no other name than the event's, and what guests and programs see of it."""
    paths = [
        rule.replace("<slug>", scene.slug)
        for endpoint, method, rule in routes(scene.app)
        if method == "GET" and rule.startswith("/admin/events/<slug>/") and rule.count("<") == 1
        if not endpoint.startswith("office.papers.") or endpoint == "office.papers.index"
    ]
    pages = {path: office.client.get(path) for path in paths}
    pages |= {
        path: scene.client.get(path)
        for path in ("/status?lang=de", f"/b/{scene.signs['east']}", "/api/v1/status")
    }
    pages |= {one: scene.get(f"/events/{scene.event_id}/{one}", Scope.REPORTS_READ.value) for one in REPORTS}

    assert len(paths) > 10
    assert {path: answer.status_code for path, answer in pages.items() if answer.status_code != 200} == {}


def test_emoji_arabic_and_long_names_are_on_every_page_before_the_first_and_after_the_last_scan(
    odd: Scene,
) -> None:
    office = odd.office()

    assert_everything_opens(odd, office)
    [code] = odd.hand_out()
    assert_everything_opens(odd, office)
    visit = odd.send("east", odd.scan("return", code, visit=str(new_id())))["visit"]
    voucher = (odd.refund(visit).json or {})["refunds"][0]["code"]
    assert_everything_opens(odd, office)

    assert "مهرجان" in office.client.get(f"/admin/events/{odd.slug}/money/").text
    assert odd.client.get(f"/v/{voucher}/pdf").data.startswith(b"%PDF")
    assert odd.failures() == []


def test_they_are_printed_on_every_paper(odd: Scene) -> None:
    office, papers = odd.office(), f"/admin/events/{odd.slug}/papers/"
    forms = [
        ("slips", {"count": "3", "paper": "a4", "language": "da"}),
        ("slips", {"count": "3", "paper": "58", "language": "de"}),
        ("tags", {"kind": "crate", "count": "2", "contents": "🍲 مرق", "language": "de"}),
        ("crew", {"holders": PEOPLE, "language": "en"}),
    ]
    names = Names(odd)

    printed = [office.post(papers + path, form, page=papers) for path, form in forms]
    shown = [
        office.client.get(names.path(rule, endpoint))
        for endpoint, method, rule in routes(odd.app)
        if method == "GET" and endpoint.startswith("office.papers.") and endpoint.endswith(PAPERS)
    ]

    assert len(shown) == len(PAPERS)
    assert {answer.status_code for answer in [*printed, *shown]} == {200}
    assert {answer.content_type for answer in printed} == {"application/pdf"}


@pytest.mark.parametrize(
    "starts_at", [datetime(2199, 1, 1, tzinfo=UTC), datetime(2000, 1, 2, tzinfo=UTC)], ids=["2199", "2000"]
)
def test_an_event_at_the_edge_of_the_calendar_opens(
    make_scene: Callable[..., Scene], starts_at: datetime
) -> None:
    scene = make_scene(starts_at=starts_at, ends_at=None, return_until=None)

    assert_everything_opens(scene, scene.office())
