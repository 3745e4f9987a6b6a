"""An event's rules as guests' pages say them, in the reader's language."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pantbox.labels.rules import Section
from pantbox.places.events import Event
from pantbox.rulebook.facts import Facts, facts_of
from pantbox.rulebook.guests import guest_sections
from pantbox.rulebook.short import forgotten_line, short_line, until_line
from pantbox.web import core, language


@dataclass(frozen=True, slots=True)
class RulesSeen:
    """The rules in a line each and in full. What fails just now stands in a notice of its own; `until` may be empty."""

    short: str
    forgotten: str
    until: str
    own: str
    sections: tuple[Section, ...]


def rules_seen(session: Session, event: Event) -> RulesSeen:
    """The rules that hold at an event now."""
    facts, reader = facts_here(session, event), language()
    return RulesSeen(
        short=short_line(facts, reader),
        forgotten=forgotten_line(facts, reader),
        until=until_line(facts, reader),
        own=facts.own.get(reader, ""),
        sections=tuple(one for one in guest_sections(facts, reader) if one.key != "going"),
    )


def facts_here(session: Session, event: Event) -> Facts:
    """What the rules follow from."""
    return facts_of(session, event, base_url=core().settings.base_url)
