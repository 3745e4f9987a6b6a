"""Signs, slips and tags as PDF, from what is set up."""

import secrets
from collections.abc import Sequence
from typing import Literal

from sqlalchemy.orm import Session

from pantbox.containers.containers import Tag as TagRow
from pantbox.keys import CROCKFORD
from pantbox.labels.crates import tags_a4
from pantbox.labels.documents import Slip, SlipRun, Tag
from pantbox.labels.slips import slips_a4, slips_roll
from pantbox.places.events import Event

TAG_LENGTH = 8


def slips_pdf(slips: Sequence[Slip], event: Event, *, organisation: str, paper: str, language: str) -> bytes:
    """Slips on the paper there is."""
    run = SlipRun(event.name, organisation)
    if paper == "a4":
        return slips_a4(slips, run, language)
    return slips_roll(slips, run, language, roll_mm=80 if paper == "80" else 58)


def make_tags(session: Session, event: Event, kind: Literal["crate", "bag"], count: int) -> list[TagRow]:
    """New tags of the event, with codes nobody has yet."""
    rows = [
        TagRow(
            organisation_id=event.organisation_id,
            kind=kind,
            code="".join(secrets.choice(CROCKFORD) for _ in range(TAG_LENGTH)),
            event_id=event.id,
        )
        for _ in range(count)
    ]
    session.add_all(rows)
    session.flush()  # a code that is taken is refused here, before anything is printed
    return rows


def tags_pdf(
    codes: Sequence[str],
    kind: Literal["crate", "bag"],
    *,
    base_url: str,
    organisation: str,
    contents: str,
    language: str,
) -> bytes:
    """Tags, eight to a page."""
    letter = {"crate": "C", "bag": "G"}[kind]
    tags = [Tag(kind, code, f"{base_url}/{letter}/{code}".upper(), organisation, contents) for code in codes]
    return tags_a4(tags, language)
