"""An event's rulebook, as programs and stations are told it."""

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to
from pantbox.api.models import Output
from pantbox.api.own import find_event, reading
from pantbox.places.organisations import Scope
from pantbox.rulebook.facts import Facts, facts_of
from pantbox.rulebook.told import Told, told
from pantbox.web import core


class SectionOut(Output):
    """A part of the rules. `key` names it for ever; `picture` is the slug of a drawing at `/design/pictures`."""

    key: str
    picture: str
    title: str
    lines: list[str]


class RulebookIn(Output):
    """The rules in one language. `own`: the organiser's words, maybe empty; `stalls`: what their staff must know."""

    own: str
    guests: list[SectionOut]
    stalls: list[SectionOut]


class RulebookOut(Output):
    """The rules in each language. What fails now, and what it loosens, is the first section, `going`."""

    da: RulebookIn
    en: RulebookIn
    de: RulebookIn


def rulebook_out(facts: Facts) -> RulebookOut:
    """The rulebook that follows from an event's facts."""
    return RulebookOut(**{language: _out(one) for language, one in told(facts).items()})


def _out(one: Told) -> RulebookIn:
    return RulebookIn.model_validate(one)


@api.get("/events/<int:event_id>/rulebook")
@api.output(RulebookOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def rulebook(event_id: int) -> RulebookOut:
    """What is taken back where, how much, how and until when, as every screen says it."""
    with reading() as session:
        return rulebook_out(
            facts_of(session, find_event(session, event_id), base_url=core().settings.base_url)
        )
