"""The office's page of doubts: disputes with stalls are decided there with one tap."""

import re

import pytest

from pantbox.ledger.accounts import AccountKind
from pantbox.settings import LANGUAGES

PAGE = "/admin/events/fest/doubts/"


@pytest.fixture
def disputed(busy):
    """A cup of soup that the grill took back and the box was given after that. The box's answer."""
    festival = busy.festival
    festival.stall("soup").issue("cup-7", "12:00")
    festival.stall("grill").take("cup-7", "12:30")
    return festival.box("east").take("cup-7", "13:00")


def disputes_on(browser, **query):
    page = browser.get(PAGE, query_string=query).text
    return re.search(r'<section class="plate" id="disputes">.*?</section>', page, re.S)[0]


def settle(browser, answer, against):
    return browser.post(f"{PAGE}disputes/{answer.id}", against=against)


def account(busy, kind):
    return busy.festival.total(kind)


def test_both_sides_of_a_dispute_are_shown_with_where_when_how_and_how_much(busy, disputed, owner):
    shown = disputes_on(owner, lang="en")

    assert "grill" in shown
    assert "east" in shown
    assert "12:30" in shown or "14:30" in shown
    assert shown.count("<form") == 1
    assert 'value="stall"' in shown
    assert 'value="scheme"' in shown


@pytest.mark.parametrize(
    ("against", "word", "lost"), [("stall", "Charged to the stall", 0), ("scheme", "Booked as a loss", 500)]
)
def test_one_tap_decides_books_and_logs(busy, disputed, owner, against, word, lost):
    settle(owner, disputed, against)

    shown = disputes_on(owner, lang="en")
    assert word in shown
    assert "<form" not in shown
    assert account(busy, AccountKind.DISPUTED) == 0
    assert abs(account(busy, AccountKind.LOSS)) == lost
    assert f"the {against} bears it" in owner.get("/admin/log?lang=en").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_taps_second_is_told_that_it_is_decided(busy, disputed, owner, browser_of, language):
    settle(owner, disputed, "scheme")

    told = browser_of().enter().post(f"{PAGE}disputes/{disputed.id}?lang={language}", against="stall")

    assert told.status_code == 409
    assert {"da": "allerede afgjort", "en": "decided already", "de": "schon entschieden"}[
        language
    ] in told.text
    assert abs(account(busy, AccountKind.LOSS)) == 500
