"""Stalls: which types they hand out by the crate, and what they do with a container that is out."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.cli.installation import installation
from pantbox.cli.telling import json_option, tell
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.places.log import By
from pantbox.places.stations import Station, WhenOut
from pantbox.places.when_out import Setter, set_when_out
from pantbox.stock.crate_mode import crate_types, set_crate_types


@click.group()
def stall() -> None:
    """Stalls of an event."""


@stall.command("crates")
@click.argument("sign")
@click.option(
    "--on",
    "switched_on",
    multiple=True,
    metavar="TYPE",
    help="Handed out by the crate from now on. May be repeated.",
)
@click.option(
    "--off",
    "switched_off",
    multiple=True,
    metavar="TYPE",
    help="Scanned one by one from now on. May be repeated.",
)
@json_option
def crates(sign: str, switched_on: tuple[str, ...], switched_off: tuple[str, ...], *, as_json: bool) -> None:
    """Say which types the stall with this SIGN hands out by the crate, or see them. What is out stays what it is.

    \b
    Example:
      pantbox stall crates 7K3M9Q --on small-cup --off bowl
    """
    with installation() as core, core.database.transaction() as session:
        station = _station(session, sign)
        types = _types(session, station.organisation_id)
        on, off = ({_id(types, slug) for slug in slugs} for slugs in (switched_on, switched_off))
        wanted = (crate_types(session, [station.id])[station.id] | on) - off
        if on or off:
            set_crate_types(session, station, wanted, By(details=(("by", "cli"),)), core.clock())
        slugs = sorted(slug for slug, type_id in types.items() if type_id in wanted)
        facts = {"station": station.id, "name": station.name, "crates": slugs}
    tell(f"{facts['name']} hands out by the crate: {', '.join(slugs) or 'nothing'}.", facts, as_json=as_json)


@stall.command("when-out")
@click.argument("sign")
@click.argument("what", required=False, type=click.Choice([one.value for one in WhenOut]))
@json_option
def when_out(sign: str, what: str | None, *, as_json: bool) -> None:
    """Say what a scan of a container that is out means at the stall with this SIGN, or see it: refill it, or ask.

    \b
    Example:
      pantbox stall when-out 7K3M9Q refill
    """
    with installation() as core, core.database.transaction() as session:
        station = _station(session, sign)
        if what:
            set_when_out(session, station, WhenOut(what), Setter(details=(("by", "cli"),)), core.clock())
        facts = {"station": station.id, "name": station.name, "when_out": str(station.when_out)}
    tell(f"{facts['name']}, a container that is out: {facts['when_out']}.", facts, as_json=as_json)


def _station(session: Session, sign: str) -> Station:
    station = session.scalar(select(Station).where(Station.sign == sign.upper()))
    if station is None:
        raise NotFound("station_unknown")
    return station


def _types(session: Session, organisation_id: int) -> dict[str, int]:
    rows = session.execute(
        select(ContainerType.slug, ContainerType.id).where(ContainerType.organisation_id == organisation_id)
    )
    return {row.slug: row.id for row in rows}


def _id(types: dict[str, int], slug: str) -> int:
    if slug not in types:
        raise NotFound("type_unknown")
    return types[slug]


COMMANDS = (stall,)
