"""Crew slips: made, listed and revoked."""

from pathlib import Path

import click

from pantbox.cli.installation import installation, the_event
from pantbox.cli.printing import language_option
from pantbox.cli.telling import json_option, out_option, tell, write
from pantbox.labels.crew import crew_cards_a4
from pantbox.labels.documents import Crew
from pantbox.places.crew import crew_slips, make_crew_slip, revoke_crew_slip
from pantbox.places.log import log


@click.group()
def crew() -> None:
    """Slips of crew members, which open a box's crew menu."""


@crew.command("make")
@click.argument("event")
@click.argument("holders", nargs=-1, required=True)
@language_option
@out_option
def make(event: str, holders: tuple[str, ...], language: str, out: Path) -> None:
    """A slip for each of HOLDERS, and their PDF. Their codes are in this file and nowhere else.

    \b
    Example:
      pantbox crew make summer Anna Bo --out crew.pdf
    """
    with installation() as core, core.database.transaction() as session:
        found, now = the_event(session, event), core.clock()
        made = [
            make_crew_slip(session, core.keys, found, holder, base_url=core.settings.base_url, now=now)
            for holder in holders
        ]
        for card in made:
            log(
                session,
                found.organisation_id,
                None,
                "crew_slip_made",
                found.slug,
                {"number": card.number, "by": "cli"},
                now,
            )
        write(
            out, crew_cards_a4([Crew(one.number, one.holder, one.link, found.name) for one in made], language)
        )


@crew.command("list")
@click.argument("event")
@json_option
def list_slips(event: str, *, as_json: bool) -> None:
    """All crew slips of EVENT.

    \b
    Example:
      pantbox crew list summer
    """
    with installation() as core, core.database.reading() as session:
        facts = [
            {
                "number": one.number,
                "holder": one.holder,
                "revoked_at": one.revoked_at and one.revoked_at.isoformat(),
            }
            for one in crew_slips(session, the_event(session, event).id)
        ]
    lines = [
        f"{one['number']:>4}  {one['holder']}{'  (revoked)' if one['revoked_at'] else ''}" for one in facts
    ]
    tell("\n".join(lines) or "There are no crew slips yet.", facts, as_json=as_json)


@crew.command("revoke")
@click.argument("event")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@json_option
def revoke(event: str, number: int, *, as_json: bool) -> None:
    """Let a slip open nothing any more.

    \b
    Example:
      pantbox crew revoke summer 3
    """
    with installation() as core, core.database.transaction() as session:
        found, now = the_event(session, event), core.clock()
        slip = revoke_crew_slip(session, found, number, now)
        log(
            session,
            found.organisation_id,
            None,
            "crew_slip_revoked",
            found.slug,
            {"number": number, "by": "cli"},
            now,
        )
        facts = {"number": slip.number, "holder": slip.holder}
    tell(f"Revoked crew slip {number} ({facts['holder']}).", facts, as_json=as_json)


COMMANDS = (crew,)
