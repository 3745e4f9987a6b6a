"""The log and the money pages as people read them: in their own language, with no word that only programs know."""

import re
from datetime import timedelta
from html import unescape

import pytest

from pantbox.places.event_changes import change_event
from pantbox.places.events import Event
from pantbox.places.log import DETAILS, WORDS, log
from pantbox.places.organisations import LogEntry
from tests.admin.office import Browser

MACHINE = re.compile(r"\b\w+_\w+\b|\bby: |\bcli\b|\bcollected\b|\bseen again\b|\brefund\b|\bvoucher\b")
"""What the office said before in every language."""


def words_of(page: str) -> str:
    """What a reader sees of a page's main part."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_an_event_that_is_changed_says_from_what_to_what(busy, owner: Browser) -> None:
    with busy.festival.core.database.transaction() as session:
        event = session.get_one(Event, busy.festival.event_id)
        later = event.starts_at + timedelta(days=90)
        told = {
            "name": "Sommerfest",
            "unseen_per_period_max": 9,
            "return_until": later,
            "rules": {"da": "x" * 500},
        }
        change_event(session, event, told, None, busy.festival.now, by="cli")

    page = words_of(owner.get("/admin/log?lang=da").text)

    assert "Kommandolinjen Arrangement rettet" in page
    assert "Navn: fra fest til Sommerfest" in page
    assert "Glemte, der betales straks: fra 6 til 9" in page
    assert "Sidste dag for retur: fra 11. okt. 02:00 til 30. dec. 01:00" in page
    assert "Egne regler" in page
    assert "xxx" not in page


@pytest.mark.parametrize("language", ["da", "de"])
def test_no_entry_whoever_made_it_has_a_word_that_only_programs_know(
    busy, owner: Browser, language: str
) -> None:
    ids = busy.ids
    details = {
        "by": "cli", "token": ids["token_id"], "station": ids["station_id"], "types": [ids["type_id"]], "role": "viewer",
        "kind": "pant_box", "scopes": ["reports:read"], "fields": ["has_screen", "when_out"], "when_out": "refill",
        "at": "2026-07-01T10:00:00+00:00", "amount_ore": 500, "deposits": {str(ids["type_id"]): 500}, "revoked": True,
        "reason": "network", "languages": ["da"], "claim": "019be3b8-7a00-7000-8000-000000000000",
    }  # fmt: skip
    festival = busy.festival
    with festival.core.database.transaction() as session:
        for what in sorted(WORDS):
            log(session, festival.organisation_id, None, what, "fest", details, festival.now)

    page = words_of(owner.get(f"/admin/log?lang={language}").text)

    assert MACHINE.findall(page) == []
    assert "019be3b8" not in page


def test_a_word_or_a_detail_that_nobody_could_read_is_not_written(busy) -> None:
    festival = busy.festival
    with festival.core.database.transaction() as session:
        for what, details in (("something_new", {}), ("event_changed", {"colour": "red"})):
            with pytest.raises(AssertionError):
                log(session, festival.organisation_id, None, what, "fest", details, festival.now)
        assert session.query(LogEntry).filter(LogEntry.what == "something_new").count() == 0
    assert "colour" not in DETAILS


@pytest.mark.parametrize("language", ["da", "de"])
@pytest.mark.parametrize("path", ["/admin/events/fest/money/", "/admin/events/fest/money/transfers"])
def test_the_money_pages_have_no_word_of_another_language(
    busy, owner: Browser, language: str, path: str
) -> None:
    soup, east = busy.festival.stall("soup"), busy.festival.box("east")
    soup.issue("cup-2", "12:00")
    busy.festival.wash().say("collect", "cup-3", "12:30")
    east.take("cup-2", "13:00")

    page = words_of(owner.get(f"{path}?lang={language}").text)

    assert MACHINE.findall(page) == []
    assert re.findall(r"\b(issue|return|end|stall|unseen|lost)\b", page) == []


def test_balances_as_csv_name_accounts_in_the_readers_language(busy, owner: Browser) -> None:
    busy.festival.wash().say("collect", "cup-3", "12:30")

    told = owner.get("/admin/events/fest/money/balances.csv?lang=da").text

    assert "Indsamlet" in told
