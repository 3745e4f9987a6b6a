"""The rules in a line each: what stands on a container's page, at a box, on a voucher, on signs and on the poster."""

from collections.abc import Iterator
from typing import Literal

from babel.lists import format_list

from pantbox.labels.rules import BoxRules, Section, StallRules
from pantbox.labels.wording import LANGUAGES, say
from pantbox.places.events import Rail
from pantbox.rulebook.facts import Facts, has_desk
from pantbox.rulebook.guests import POLICY_LINES, until_lines

WAYS = (Rail.VOUCHER, Rail.SLIP, Rail.CASH)
OWN_WORDS_MAX = 80
"""So many signs of the organiser's own can be read from two metres; more of them stand behind the poster's code."""
Bearer = Literal["voucher", "slip"]


def short_line(facts: Facts, language: str) -> str:
    """Where a guest brings it, and what then."""
    return say(language, "rulebook-short", place=_place(facts))


def forgotten_line(facts: Facts, language: str) -> str:
    """What happens when a stall forgot to scan, by the event's own policy."""
    return say(language, POLICY_LINES[facts.unseen_policy])


def until_line(facts: Facts, language: str) -> str:
    """Nothing where there is no last day: paper has no room for what is not."""
    has_end = facts.return_until or facts.trip_days_max
    return " ".join(until_lines(facts, language)) if has_end else ""


def bearer_lines(facts: Facts, language: str) -> Iterator[str]:
    """How a voucher or a slip is used, and how it is kept."""
    if facts.places.stalls:
        yield say(language, "rulebook-use-stalls")
    if has_desk(facts):
        yield say(language, "rulebook-use-desk")
    yield say(language, "rulebook-use-show")


def box_rules(facts: Facts, language: str, *, has_screen: bool) -> BoxRules:
    """What a pant box's sign says besides its code and its prices."""
    return BoxRules(
        takes=say(language, "rulebook-what"),
        steps=tuple(say(language, f"rulebook-step-{step}") for step in ("scan", "drop", "money")),
        without_phone=_without_phone(facts, language, has_screen=has_screen),
        until=until_line(facts, language),
    )


def stall_rules(facts: Facts, language: str) -> StallRules:
    """What guests read on a stall's sign."""
    return StallRules(say(language, "rulebook-back-at", place=_place(facts)))


def poster_rows(facts: Facts, language: str) -> tuple[Section, ...]:
    """What a guest must know, a line each, to be read from two metres. No lines below the title."""
    rows = [("where", "box", say(language, "rulebook-poster-where", place=_places(facts)))]
    rows.append(("who", "step-drop", say(language, "rulebook-poster-who")))
    rows += [("money", "step-money", line) for line in _ways(facts, language)]
    if way := _way_without_phone(facts):
        picture = "desk" if way == "desk" else "slip"
        rows.append(("no-phone", picture, say(language, "rulebook-poster-no-phone", way=way)))
    if until := until_line(facts, language):
        rows.append(("until", "calendar", until.rstrip(".")))
    if _own_is_short(facts) and (own := facts.own.get(language)):
        rows.append(("own", "help", " ".join(own.split())))
    return tuple(Section(key, picture, line, ()) for key, picture, line in rows)


def _place(facts: Facts) -> str:
    if facts.places.boxes:
        return "box"
    return "desk" if has_desk(facts) else "stall"


def _places(facts: Facts) -> str:
    return "both" if facts.places.boxes and has_desk(facts) else _place(facts)


def _ways(facts: Facts, language: str) -> Iterator[str]:
    ways = [say(language, f"rulebook-way-{rail}") for rail in WAYS if _is_here(facts, rail)]
    if ways:
        named = format_list(ways, style="or", locale="en_GB" if language == "en" else language)
        yield say(language, "rulebook-poster-money", ways=named)
    elif Rail.DONATION in facts.rails and facts.causes:
        yield say(language, "rulebook-poster-away", causes=" / ".join(facts.causes))


def _is_here(facts: Facts, rail: Rail) -> bool:
    return has_desk(facts) if rail == Rail.CASH else rail in facts.rails


def _way_without_phone(facts: Facts) -> str:
    if has_desk(facts):
        return "desk"
    return "slip" if Rail.SLIP in facts.rails and facts.places.screens else ""


def _without_phone(facts: Facts, language: str, *, has_screen: bool) -> Section | None:
    """The nearest way first: this box's own screen, the desk, another box's screen."""
    if has_screen and Rail.SLIP in facts.rails:
        picture, line = "slip", "rulebook-no-phone-here"
    elif way := _way_without_phone(facts):
        picture, line = way, f"rulebook-no-phone-{way}"
    else:
        return None
    return Section("no-phone", picture, say(language, "rulebook-no-phone"), (say(language, line),))


def _own_is_short(facts: Facts) -> bool:
    return all(len(facts.own.get(language, "")) <= OWN_WORDS_MAX for language in LANGUAGES)
