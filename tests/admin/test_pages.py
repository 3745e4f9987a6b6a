"""Every page of the office opens, in every language, with what it is about on it."""

import pytest

from pantbox.settings import LANGUAGES
from tests.admin.routes import ways


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens(app, busy, owner, language):
    told = {
        endpoint: owner.get(path, query_string={"lang": language}).status_code
        for endpoint, method, path in ways(app, busy.ids)
        if method == "GET" and endpoint != "office.entrance.login"
    }

    assert {endpoint: status for endpoint, status in told.items() if status != 200} == {}


def test_no_page_is_kept_by_a_cache(app, busy, owner):
    kept = [
        endpoint
        for endpoint, method, path in ways(app, busy.ids)
        if method == "GET"
        and "no-store" not in owner.get(path).headers.get("Cache-Control", "")
        and "login" not in endpoint
    ]

    assert kept == []


def test_an_empty_office_offers_the_first_event(owner, core, browser_of):
    from pantbox.places.people import create_organisation
    from tests.admin.office import hire

    with core.database.transaction() as session:
        new = create_organisation(session, slug="new", name="New", company_prefix="9520003").id
    hire(core, new)
    browser = browser_of().enter("new")

    assert "/admin/events/new" in browser.get("/admin/").text
    assert "use-small-cup" in browser.get("/admin/events/new").text


def test_the_live_page_gives_only_its_inner_part_to_itself(busy, owner):
    whole = owner.get("/admin/events/fest/").text
    part = owner.get("/admin/events/fest/", headers={"HX-Request": "true"}).text

    assert "<html" in whole
    assert "<html" not in part
    assert 'id="live-tiles"' in part


def test_the_report_says_its_headline_with_its_interval(busy, owner):
    page = owner.get("/admin/events/fest/report/?lang=en").text

    assert "Of 4 scanned issues 2 were back by" in page
    assert "Scan coverage 66.7 %" in page


def test_the_report_comes_as_a_sheet_and_as_data(busy, owner):
    sheet = owner.get("/admin/events/fest/report/report.csv")
    data = owner.get("/admin/events/fest/report/report.json")

    assert sheet.mimetype == "text/csv"
    assert data.json["totals"]["issued"] == 4


@pytest.mark.parametrize("form", ["human_code", "link"])
def test_a_container_is_found_by_any_of_its_codes(busy, owner, form):
    thing = busy.festival.thing("cup-1")

    page = owner.get(
        "/admin/events/fest/circulation/", query_string={"code": getattr(thing, form), "lang": "en"}
    ).text

    assert f"{thing.human_code[:4]}-{thing.human_code[4:]}" in page
    assert "Handed out · soup" in page


@pytest.mark.parametrize("code", ["nonsense", "HTTPS://PANT.TEST/8003/09520001000012XXXX", "V-0000", "'; --"])
def test_a_code_of_nothing_is_answered_kindly(busy, owner, code):
    answer = owner.get("/admin/events/fest/circulation/", query_string={"code": code})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_what_stalls_owe_is_on_the_money_page(busy, owner):
    page = owner.get("/admin/events/fest/money/?lang=en").text

    assert "The books balance" in page
    assert "25\N{NO-BREAK SPACE}kr." in page  # three cups of 5 and a bowl of 10


def test_transfers_come_in_pages_of_one_kind(busy, owner):
    page = owner.get("/admin/events/fest/money/transfers?account=UNSEEN&lang=en").text

    assert page.count("<tr>") == 2  # the head, and the cup that was forgotten


def test_a_counted_bag_is_on_the_live_page(busy, owner):
    east = busy.festival.box("east")
    east.say("empty", "cup-1", "12:00", code="G-BAG1", bag="BAG1")
    busy.festival.wash().say(
        "count", "cup-1", "13:00", code=busy.festival.type_code("cup"), bag="BAG1", quantity=3
    )

    page = owner.get("/admin/events/fest/?lang=en").text

    assert "counted: 3" in page
