"""What the documents are made of: plain values, whoever keeps them.

Money is whole øre, dates are the last day something is good on, links are what the QR codes carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Slip:
    """One pant slip. `code` is 16 Crockford signs; the bar code carries `S` and the code."""

    number: int
    code: str
    link: str


@dataclass(frozen=True)
class Crew:
    """One crew member's card. `holder` is who carries it."""

    number: int
    holder: str
    link: str
    event: str


@dataclass(frozen=True)
class SlipRun:
    """What all slips of a print run have in common. `how` replaces the sentence on how it is paid."""

    event: str
    organisation: str
    how: str = ""


@dataclass(frozen=True)
class Voucher:
    """One voucher. `code` is 16 Crockford signs; `where` names the stalls it is for, empty means all."""

    code: str
    link: str
    amount_ore: int
    event: str
    organisation: str
    valid_until: date | None = None
    where: str = ""
    currency: str = "DKK"


@dataclass(frozen=True)
class TypeOnSign:
    """A container type as a sign shows it: its name by language, the slug of its picture, its deposit."""

    names: Mapping[str, str]
    picture: str
    deposit_ore: int


@dataclass(frozen=True)
class Tag:
    """The tag of a crate or bag. The bar code carries `C` or `G` and the tag."""

    kind: Literal["crate", "bag"]
    tag: str
    link: str
    organisation: str
    contents: str = ""
