"""Stations and container types: closed when they are no longer used, and opened again. What they did stays."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.cli.closing import close_or_reopen
from pantbox.cli.installation import the_organisation, the_station
from pantbox.cli.telling import json_option
from pantbox.containers.closures import close_type, reopen_type
from pantbox.containers.types import ContainerType
from pantbox.errors import NotFound
from pantbox.places.closures import close_station, reopen_station


@click.group()
def station() -> None:
    """Stalls, pant boxes, desks, washes and stores."""


@station.command("close")
@click.argument("station")
@json_option
def close(station: str, *, as_json: bool) -> None:
    """Offer STATION, by its sign or its number in the database, nowhere any more. What it did keeps its name and number.

    \b
    Example:
      pantbox station close 7K3M9Q
    """
    close_or_reopen(
        lambda session: the_station(session, station), close_station, "Closed {}.", as_json=as_json
    )


@station.command("reopen")
@click.argument("station")
@json_option
def reopen(station: str, *, as_json: bool) -> None:
    """Offer a closed STATION again.

    \b
    Example:
      pantbox station reopen 7K3M9Q
    """
    close_or_reopen(
        lambda session: the_station(session, station), reopen_station, "Opened {} again.", as_json=as_json
    )


@click.group("type")
def container_type() -> None:
    """Container types."""


@container_type.command("close")
@click.argument("slug")
@click.option("--organisation", metavar="SLUG", help="Needed when there are several.")
@json_option
def close_container_type(slug: str, organisation: str | None, *, as_json: bool) -> None:
    """Offer the type SLUG for nothing new. Its containers and labels go on.

    \b
    Example:
      pantbox type close small-cup
    """
    close_or_reopen(
        lambda session: _the_type(session, organisation, slug), close_type, "Closed type {}.", as_json=as_json
    )


@container_type.command("reopen")
@click.argument("slug")
@click.option("--organisation", metavar="SLUG", help="Needed when there are several.")
@json_option
def reopen_container_type(slug: str, organisation: str | None, *, as_json: bool) -> None:
    """Offer the closed type SLUG again.

    \b
    Example:
      pantbox type reopen small-cup
    """
    close_or_reopen(
        lambda session: _the_type(session, organisation, slug),
        reopen_type,
        "Opened type {} again.",
        as_json=as_json,
    )


def _the_type(session: Session, organisation: str | None, slug: str) -> ContainerType:
    """The organisation's type of this name. Raises `NotFound("type_unknown")`."""
    owner = the_organisation(session, organisation)
    found = session.scalar(
        select(ContainerType).where(ContainerType.organisation_id == owner.id, ContainerType.slug == slug)
    )
    if found is None:
        raise NotFound("type_unknown")
    return found


COMMANDS = (station, container_type)
