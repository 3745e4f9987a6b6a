"""What a stall is told: how to hand out, take back, swap and undo, and what to do when something fails."""

from pantbox.labels.rules import Section
from pantbox.labels.wording import amount_text, day_text, say
from pantbox.places.events import Rail, UnseenPolicy
from pantbox.rulebook.facts import Facts
from pantbox.rulebook.guests import going_lines


def stall_front(facts: Facts, language: str) -> tuple[Section, ...]:
    """What a stall does all day."""
    parts = [
        _section("stall-hand-out", "bowl", language, "scan", "sum", "next"),
        _section("stall-swap", "swap", language, "old", "back", "aside"),
        _section("stall-undo", "undo", language, "how"),
    ]
    if facts.rails & {Rail.VOUCHER, Rail.SLIP}:
        parts.append(_bearers(facts, language))
    return (*parts, _section("stall-day", "stall", language, "supply", "back", "close"))


def stall_back(facts: Facts, language: str) -> tuple[Section, ...]:
    """What to do when something fails. What fails now stands first."""
    forgot = "waits" if facts.unseen_policy == UnseenPolicy.HOLD else "who"
    parts = [
        _section("stall-network", "no-network", language, "on", "tab"),
        _section("stall-broken", "step-scan", language, "code", "dead"),
        _section("stall-forgot", "help", language, forgot),
    ]
    going = tuple(going_lines(facts, language))
    if going:
        parts.insert(0, Section("going", "help", say(language, "rulebook-going"), going))
    if facts.return_until:
        day = day_text(facts.return_until, language)
        line = say(language, "rulebook-stall-until", date=day)
        parts.append(Section("until", "calendar", say(language, "rulebook-until"), (line,)))
    return tuple(parts)


def _section(key: str, picture: str, language: str, *lines: str) -> Section:
    told = tuple(say(language, f"rulebook-{key}-{line}") for line in lines)
    return Section(key, picture, say(language, f"rulebook-{key}"), told)


def _bearers(facts: Facts, language: str) -> Section:
    section = _section("stall-voucher", "voucher", language, "scan", "paid")
    limit = facts.limits.offline_redeem_ore
    if limit:
        amount = amount_text(limit, facts.currency, language)
        offline = say(language, "rulebook-stall-voucher-offline", amount=amount)
    else:
        offline = say(language, "rulebook-stall-voucher-online")
    return Section(section.key, section.picture, section.title, (*section.lines, offline))
