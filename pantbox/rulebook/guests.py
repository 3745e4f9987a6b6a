"""What guests are told: a pure function of the facts, in any of our languages."""

from collections.abc import Iterator

from pantbox.labels.rules import Section
from pantbox.labels.wording import amount_text, day_text, say
from pantbox.places.continuity import ContinuityReason
from pantbox.places.events import Rail, UnseenPolicy
from pantbox.rulebook.facts import Facts, has_desk

POLICY_LINES = {
    UnseenPolicy.PAY: "rulebook-who-pay",
    UnseenPolicy.HOLD: "rulebook-who-hold",
}


def guest_sections(facts: Facts, language: str) -> tuple[Section, ...]:
    """All that a guest may want to know, what fails first, then what everybody asks first."""
    parts = [
        _section("going", "help", language, going_lines(facts, language)),
        _section("what", "mug", language, _what(facts, language)),
        _section("where", "box", language, _where(facts, language)),
        _section("who", "step-drop", language, _who(facts, language)),
        _section("money", "step-money", language, _money(facts, language)),
        _section("until", "calendar", language, until_lines(facts, language)),
        _section("phone", "step-scan", language, _phone(facts, language)),
        _section(
            "no-phone", "desk" if has_desk(facts) else "slip", language, _without_phone(facts, language)
        ),
        _section("trouble", "help", language, _trouble(facts, language)),
    ]
    return tuple(part for part in parts if part.lines)


def _section(key: str, picture: str, language: str, lines: Iterator[str]) -> Section:
    return Section(key, picture, say(language, f"rulebook-{key}"), tuple(lines))


def going_lines(facts: Facts, language: str) -> Iterator[str]:
    """What fails, and each rule that is looser than usual because of it. Nothing while all is well."""
    if facts.going_on is None:
        return
    yield say(language, f"rulebook-going-{facts.going_on.value}")
    yield from loosened_lines(facts, language)


def loosened_lines(facts: Facts, language: str) -> Iterator[str]:
    """Each rule that is looser now than the event's own."""
    now, usual = facts.limits, facts.usual
    bearers = facts.rails & {Rail.VOUCHER, Rail.SLIP}
    if now.offline_redeem_ore > usual.offline_redeem_ore and bearers and facts.places.stalls:
        amount = amount_text(now.offline_redeem_ore, facts.currency, language)
        yield say(language, "rulebook-going-offline", amount=amount)
    if now.unreadable_per_visit_max > usual.unreadable_per_visit_max and facts.places.desks:
        yield say(language, "rulebook-going-unreadable", count=now.unreadable_per_visit_max)
    if now.unseen_per_period_max > usual.unseen_per_period_max and facts.unseen_policy == UnseenPolicy.PAY:
        yield say(language, "rulebook-going-unseen", count=now.unseen_per_period_max)


def _what(facts: Facts, language: str) -> Iterator[str]:
    for kind in facts.types:
        name = kind.names.get(language) or next(iter(kind.names.values()), "")
        deposit = amount_text(kind.deposit_ore, facts.currency, language)
        yield say(language, "rulebook-what-type", name=name, deposit=deposit)
    if facts.types:
        yield say(language, "rulebook-what-broken")


def _where(facts: Facts, language: str) -> Iterator[str]:
    places = facts.places
    if places.boxes:
        yield say(language, "rulebook-where-boxes", boxes=places.boxes)
    if places.desks:
        yield say(language, "rulebook-where-desks", desks=places.desks)
    if places.stalls:
        yield say(language, "rulebook-where-stalls")


def _who(facts: Facts, language: str) -> Iterator[str]:
    yield say(language, "rulebook-who-bearer")
    yield say(language, POLICY_LINES[facts.unseen_policy])


def _money(facts: Facts, language: str) -> Iterator[str]:
    if Rail.VOUCHER in facts.rails:
        yield say(language, "rulebook-money-voucher")
    if Rail.SLIP in facts.rails:
        yield say(language, "rulebook-money-slip")
    if has_desk(facts):
        yield say(language, "rulebook-money-cash")
    if Rail.DONATION in facts.rails and facts.causes:
        yield say(language, "rulebook-money-donation", causes=" / ".join(facts.causes))
    if facts.rails & {Rail.VOUCHER, Rail.SLIP}:
        yield say(language, "rulebook-money-valid")


def until_lines(facts: Facts, language: str) -> Iterator[str]:
    """The last day, or that there is none. Never more than a line."""
    if facts.return_until:
        yield say(language, "rulebook-until-date", date=day_text(facts.return_until, language))
    elif facts.trip_days_max:
        yield say(language, "rulebook-until-days", days=facts.trip_days_max)
    else:
        yield say(language, "rulebook-until-open")


def phone_bound_line(facts: Facts, language: str) -> str:
    """How many one phone is paid for at once at a box with nothing but a printed sign."""
    return say(language, "rulebook-phone-bound", count=facts.phone_per_half_hour_max)


def _phone(facts: Facts, language: str) -> Iterator[str]:
    if facts.places.screens == facts.places.boxes:
        return
    yield say(language, "rulebook-phone-scan")
    yield phone_bound_line(facts, language)
    if has_desk(facts):
        yield say(language, "rulebook-phone-desk")


def _without_phone(facts: Facts, language: str) -> Iterator[str]:
    if has_desk(facts):
        yield say(language, "rulebook-no-phone-desk")
    if Rail.SLIP in facts.rails and facts.places.screens:
        yield say(language, "rulebook-no-phone-slip")


def _trouble(facts: Facts, language: str) -> Iterator[str]:
    yield say(language, "rulebook-trouble-unreadable")
    if has_desk(facts):
        yield say(language, "rulebook-trouble-by-type", count=facts.limits.unreadable_per_visit_max)
    if facts.places.boxes:
        yield say(language, "rulebook-trouble-full", link=facts.status_link)
    if facts.places.screens and facts.going_on != ContinuityReason.NETWORK:
        yield say(language, "rulebook-trouble-network")
