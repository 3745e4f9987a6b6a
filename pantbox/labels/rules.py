"""What the rulebook's paper is made of: sections of sentences, and what stands round them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pantbox.labels.documents import TypeOnSign


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the rules: a heading, its sentences, and the slug of our own drawing beside it. `key` names it for ever."""

    key: str
    picture: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Poster:
    """The A3 poster: the guests' sections and the organiser's own words by language. `link` opens the list of boxes."""

    event: str
    organisation: str
    types: tuple[TypeOnSign, ...]
    sections: Mapping[str, tuple[Section, ...]]
    own: Mapping[str, str]
    link: str
    return_until: date | None = None
    currency: str = "DKK"


@dataclass(frozen=True, slots=True)
class CribCard:
    """A stall's card of one language: what it does all day in front, what to do when something fails behind."""

    event: str
    organisation: str
    front: tuple[Section, ...]
    back: tuple[Section, ...]
    types: tuple[TypeOnSign, ...] = ()
    currency: str = "DKK"
