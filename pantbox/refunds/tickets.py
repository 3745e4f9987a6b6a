"""Tickets a box gives without network: as good as the claim of their visit, once its scans are in.

The box chose the visit's id and signed it with its own key, so a ticket is neither forged nor guessed, and is worth
nothing by itself: it leads to the one visit, however many of them there are. It says how many containers it is for.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from pantbox.keys import Keys
from pantbox.places.device_keys import SIGNS, is_signed

_FORM = re.compile(rf"T(\d{{1,18}})\.(\d{{1,5}})\.([0-9A-HJKMNP-TV-Z]{{{SIGNS}}})")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Which device promised the money of how many containers."""

    device_id: int
    count: int


def message(visit_id: UUID, count: int) -> str:
    """What a box signs."""
    return f"ticket:{visit_id}:{count}"


def read_ticket(keys: Keys, visit_id: UUID, claim: str) -> Ticket | None:
    """The ticket in a claim for this visit; None when it is none, or not genuine. Needs no look-up."""
    match = _FORM.fullmatch(claim.strip().upper())
    if match is None:
        return None
    ticket = Ticket(int(match[1]), int(match[2]))
    return ticket if is_signed(keys, ticket.device_id, message(visit_id, ticket.count), match[3]) else None
