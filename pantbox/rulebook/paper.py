"""The rulebook on paper: an event's poster and its stalls' card."""

from dataclasses import replace

from sqlalchemy.orm import Session

from pantbox.labels.crib import crib_card
from pantbox.labels.poster import poster
from pantbox.labels.rules import CribCard, Poster
from pantbox.labels.wording import LANGUAGES
from pantbox.places.events import Event
from pantbox.places.organisations import Organisation
from pantbox.rulebook.facts import Facts, facts_of
from pantbox.rulebook.short import poster_rows
from pantbox.rulebook.stalls import stall_back, stall_front


def poster_of(session: Session, event: Event, *, base_url: str, language: str) -> bytes:
    """The A3 poster as PDF; `language` comes first and large."""
    facts = _lasting(facts_of(session, event, base_url=base_url))
    told = Poster(
        event=event.name,
        organisation=session.get_one(Organisation, event.organisation_id).name,
        types=facts.types,
        rows={code: poster_rows(facts, code) for code in LANGUAGES},
        link=f"{base_url}/status",
        currency=facts.currency,
    )
    return poster(told, language)


def crib_of(session: Session, event: Event, *, base_url: str, language: str) -> bytes:
    """The stalls' card as PDF: two A5 pages, for printing on both sides."""
    facts = _lasting(facts_of(session, event, base_url=base_url))
    card = CribCard(
        event=event.name,
        organisation=session.get_one(Organisation, event.organisation_id).name,
        front=stall_front(facts, language),
        back=stall_back(facts, language),
        types=facts.types,
        currency=facts.currency,
    )
    return crib_card(card, language)


def _lasting(facts: Facts) -> Facts:
    """Without what holds only while something fails: paper stays up when that is over."""
    return replace(facts, going_on=None, limits=facts.usual)
