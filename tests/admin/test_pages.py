"""Every page of the office opens, in every language, with what it is about on it."""

import re

import pytest

from admin.money.books import Names
from pantbox.circulation.forfeits import close_event
from pantbox.places.stations import Station
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


def test_the_page_of_a_closed_event_says_the_same_ever_after_with_what_came_later_beside(busy, owner) -> None:
    festival = busy.festival
    festival.set_clock("12:00")
    close_event(festival.core, festival.event_id, festival.now)
    before = owner.get("/admin/events/fest/report/?lang=en").text

    festival.box("east").take("cup-2", "13:00")
    after = owner.get("/admin/events/fest/report/?lang=en").text

    assert "Nothing has become known since." in before
    assert figures_of(after) == figures_of(before)
    assert re.search(r'<th scope="row">Returned</th><td class="amount">1</td>', after)


def figures_of(page: str) -> str:
    """The report without what came later and without when it was made."""
    without_later = re.sub(
        r'<section class="card stack" aria-labelledby="later-title">.*?</section>', "", page, flags=re.S
    )
    return re.sub(r"Made with Pantbox[^<]*|nonce[^>]*|csrf_token[^>]*", "", without_later)


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


WORDS = {"VO": ("voucher", "slip"), "LOSS": ("contested", "undo", "cash", "redeemed_twice"),
         "UNC": ("collected", "seen_again", "lost", "written_off", "forfeited")}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_whose_an_account_is_is_said_in_the_readers_language(app, language):
    name_of = Names({3: Station(number=1, name="Suppe")}, {}, {}, {1: "Fest", 2: "Marked"})
    keys = [(kind, f"3:{word}" if kind == "UNC" else word) for kind, words in WORDS.items() for word in words]

    with app.test_request_context(query_string={"lang": language}):
        said = [name_of(*key) for key in keys]
        between, nobody, made_up = (
            name_of("DUE", "1:2"),
            name_of("ROUND", ""),
            name_of("UNC", "3:fell_in_lake"),
        )

    raw = {
        word
        for _, of in keys
        for word in (of, of.replace("_", " "), f"1. Suppe ({of[2:].replace('_', ' ')})")
    }
    assert raw & set(said) == set()
    assert len(set(said)) == len(keys)
    assert (between, nobody) == ("Fest – Marked", "")
    assert made_up.endswith(": fell in lake)")


def test_the_money_page_and_its_sheet_name_a_loss_as_people_do(busy, owner):
    festival = busy.festival
    festival.stall("soup").issue("cup-7", "12:00")
    festival.stall("grill").take("cup-7", "12:30")
    answer = festival.box("east").take("cup-7", "13:00")
    owner.post(f"/admin/events/fest/doubts/disputes/{answer.id}", against="scheme")

    pages = [
        owner.get(f"/admin/events/fest/money/{one}?lang=en").text for one in ("", "transfers", "balances.csv")
    ]

    assert ["Paid twice" in page for page in pages] == [True] * 3
    assert not any("<td>contested</td>" in page for page in pages)


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
