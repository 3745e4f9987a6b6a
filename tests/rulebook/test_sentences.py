"""What the rulebook says follows from what the event has set, in every language."""

import ctypes
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from pantbox.labels.crib import crib_card
from pantbox.labels.documents import TypeOnSign
from pantbox.labels.poster import poster
from pantbox.labels.rules import CribCard, Poster
from pantbox.labels.wording import LANGUAGES
from pantbox.places.continuity import ContinuityReason, loosened, usual
from pantbox.places.events import UnseenPolicy
from pantbox.rulebook.facts import Facts, Places
from pantbox.rulebook.guests import guest_sections
from pantbox.rulebook.short import bearer_lines, box_rules, poster_rows, short_line, stall_rules
from pantbox.rulebook.stalls import stall_back, stall_front

KIOSK = Path(__file__).parents[2] / "kiosk" / "messages"
BOWL = TypeOnSign({"da": "Skål", "en": "Bowl", "de": "Schale"}, "bowl", 1250)
FACTS = Facts(
    types=(BOWL,),
    places=Places(boxes=3, screens=2, desks=1, stalls=9),
    limits=usual(0, 6),
    usual=usual(0, 6),
    phone_per_half_hour_max=4,
    rails=frozenset({"voucher", "slip", "cash", "donation"}),
    status_link="pant.test/status",
    causes=("Røde Kors",),
    return_until=date(2027, 6, 20),
)
FAILING = replace(FACTS, limits=loosened(FACTS.usual), going_on=ContinuityReason.NETWORK)


def guests(facts: Facts, language: str = "en") -> dict[str, str]:
    return {one.key: " ".join(one.lines) for one in guest_sections(facts, language)}


def stalls(facts: Facts) -> str:
    return " ".join(
        line for one in (*stall_front(facts, "en"), *stall_back(facts, "en")) for line in one.lines
    )


def test_types_deposits_places_and_the_last_day_are_said():
    told = guests(FACTS)

    assert "Bowl: 12.50" in told["what"]
    assert "any of the 3 pant boxes" in told["where"]
    assert "20" in told["until"]
    assert "June" in told["until"]
    assert "Røde Kors" in told["money"]
    assert "Up to 4 items per phone" in told["phone"]


def test_nobody_is_sent_to_a_desk_that_is_not_there():
    without = replace(FACTS, places=replace(FACTS.places, desks=0))

    assert "desk" not in " ".join(guests(without).values())


def test_the_bound_of_printed_signs_is_only_said_where_there_are_any():
    assert "phone" not in guests(replace(FACTS, places=replace(FACTS.places, screens=3)))


def test_each_policy_for_forgotten_scans_is_said_as_it_is():
    told = {policy: guests(replace(FACTS, unseen_policy=policy))["who"] for policy in UnseenPolicy}

    assert len(set(told.values())) == len(UnseenPolicy)


def test_what_fails_comes_first_with_every_rule_it_loosens():
    first = guest_sections(FAILING, "en")[0]

    assert first.key == "going"
    assert len(first.lines) == 4
    assert "going" not in guests(FACTS)


def test_stalls_are_told_how_much_they_may_take_without_network():
    assert "only once the screen is connected" in stalls(FACTS)
    assert "per code at most" in stalls(FAILING)


def test_a_sign_names_the_nearest_way_without_a_phone_and_none_that_is_not_there():
    no_desk = replace(FACTS, places=replace(FACTS.places, desks=0))
    no_slips = replace(no_desk, rails=frozenset({"voucher"}))

    def way(facts, *, has_screen):
        section = box_rules(facts, "en", has_screen=has_screen).without_phone
        return section and section.lines[0]

    assert "the box’s screen" in way(FACTS, has_screen=True)
    assert "cash desk" in way(FACTS, has_screen=False)
    assert "a box with a screen" in way(no_desk, has_screen=False)
    assert way(no_slips, has_screen=True) is None


def test_one_line_sends_guests_where_something_is_taken_back():
    desk = replace(FACTS, places=Places(desks=1, stalls=2))
    stall = replace(FACTS, places=Places(stalls=2))

    assert [word in short_line(FACTS, "en") for word in ("box", "desk", "stall")] == [True, False, False]
    assert "cash desk" in short_line(desk, "en")
    assert "cash desk" in stall_rules(desk, "en").back_at
    assert "stall" in short_line(stall, "en")
    assert "stalls" in stall_rules(stall, "en").back_at
    assert not any("desk" in line for line in bearer_lines(stall, "en"))


def test_the_organisers_own_words_stand_on_the_poster_only_when_they_are_few():
    few = replace(FACTS, own={"da": "Hunde i snor.", "en": "Dogs on a lead.", "de": "Hunde an die Leine."})
    many = replace(few, own={**few.own, "de": "Hunde " * 40})

    assert [one.title for one in poster_rows(few, "en") if one.key == "own"] == ["Dogs on a lead."]
    assert "own" not in [one.key for one in poster_rows(many, "en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_says_every_rule_in_all_languages_large_enough_for_two_metres(language):
    rows = {code: poster_rows(FACTS, code) for code in LANGUAGES}

    page = poster(Poster("Fest", "Genbrug", (BOWL,), rows, "https://pant.test/status"), language)

    text = words(page)
    assert all(" ".join(one.title.split()) in text for told in rows.values() for one in told)
    assert "…" not in text
    assert sorted(size for size in sizes(page) if size < 23.9) == [
        12.0,
        18.0,
    ]  # the link's text, and whose it is


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_says_every_rule_and_names_buttons_as_the_stalls_screen_does(language):
    front, back = stall_front(FACTS, language), stall_back(FACTS, language)

    card = crib_card(CribCard("Fest", "Genbrug", front, back, (BOWL,)), language)

    text = words(card)
    assert all(one.title in text for one in (*front, *back))
    assert "…" not in text
    said = " ".join(line for one in (*front, *back) for line in one.lines)
    quoted = set(re.findall("[»„“]([^»«„“”]+)[«“”]", said))
    assert quoted == {SCREEN[language][key] for key in BUTTONS}
    with pypdfium2.PdfDocument(card) as document:
        assert len(document) == 2


BUTTONS = (
    "stall-next", "stall-swap", "stall-take-back", "stall-undo", "stall-day", "stall-supply", "put-back", "stall-more",
    "close-title", "close-safe",
)  # fmt: skip
SCREEN = {
    code: dict(
        re.findall(r"^([a-z-]+) = (.+)$", (KIOSK / code / "station.ftl").read_text("utf-8"), re.MULTILINE)
    )
    for code in LANGUAGES
}


def sizes(pdf: bytes) -> set[float]:
    """The sizes of all text of a page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        found = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        return {round(_size(one), 1) for one in found}


def _size(text) -> float:
    size = ctypes.c_float()
    pypdfium2.raw.FPDFTextObj_GetFontSize(text, size)
    return size.value


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(text.split())
