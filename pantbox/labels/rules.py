"""What the rulebook's paper is made of: sections of sentences, and what stands round them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pantbox.labels.documents import TypeOnSign


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the rules: a heading, its sentences, and the slug of our own drawing beside it. `key` names it for ever."""

    key: str
    picture: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoxRules:
    """What a box's sign says in one language. `steps` are three; `without_phone` may be nowhere; `until` may be empty."""

    takes: str
    steps: tuple[str, ...]
    without_phone: Section | None
    until: str


@dataclass(frozen=True, slots=True)
class StallRules:
    """What guests read on a stall's sign, in one language."""

    back_at: str


@dataclass(frozen=True, slots=True)
class BoxSign:
    """The sign on a pant box. `sign` is its six signs for typing, `place` where it stands; `rules` by language."""

    link: str
    sign: str
    number: int
    place: str
    event: str
    organisation: str
    types: tuple[TypeOnSign, ...]
    rules: Mapping[str, BoxRules]
    currency: str = "DKK"


@dataclass(frozen=True, slots=True)
class StallSign:
    """The sign on a stall: what guests read, and the code its crew's devices scan. `rules` by language."""

    link: str
    sign: str
    number: int
    name: str
    event: str
    organisation: str
    types: tuple[TypeOnSign, ...]
    rules: Mapping[str, StallRules]
    currency: str = "DKK"


@dataclass(frozen=True, slots=True)
class Poster:
    """The A3 poster: `rows` by language, the same ones in each, a line each, what matters most first. `link` opens boxes and all rules."""

    event: str
    organisation: str
    types: tuple[TypeOnSign, ...]
    rows: Mapping[str, tuple[Section, ...]]
    link: str
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
