"""What the rulebook says follows from what the event has set, in every language."""

from dataclasses import replace
from datetime import date

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
from pantbox.rulebook.stalls import stall_back, stall_front

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_poster_and_card_hold_every_rule_they_should(language):
    sections = {code: guest_sections(FACTS, code) for code in LANGUAGES}
    page = poster(Poster("Fest", "Genbrug", (BOWL,), sections, {}, "https://pant.test/status"), language)
    card = crib_card(
        CribCard("Fest", "Genbrug", stall_front(FACTS, language), stall_back(FACTS, language), (BOWL,)),
        language,
    )

    text = words(page)
    assert all(one.title in text for one in sections[language] if one.key not in ("what", "phone"))
    assert "…" not in text + words(card)
    with pypdfium2.PdfDocument(card) as document:
        assert len(document) == 2


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
