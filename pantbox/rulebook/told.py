"""The whole rulebook as it is told: by language, guests' and stalls' sections and the organiser's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from pantbox.labels.rules import Section
from pantbox.labels.wording import LANGUAGES
from pantbox.rulebook.facts import Facts
from pantbox.rulebook.guests import guest_sections
from pantbox.rulebook.stalls import stall_back, stall_front


@dataclass(frozen=True, slots=True)
class Told:
    """The rulebook in one language. `own`: the organiser's words, maybe none."""

    own: str
    guests: tuple[Section, ...]
    stalls: tuple[Section, ...]


def told(facts: Facts) -> Mapping[str, Told]:
    """In each of our languages."""
    return {language: _told_in(facts, language) for language in LANGUAGES}


def _told_in(facts: Facts, language: str) -> Told:
    stalls = (*stall_front(facts, language), *stall_back(facts, language))
    return Told(facts.own.get(language, ""), guest_sections(facts, language), stalls)
