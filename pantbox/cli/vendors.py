"""Vendors and their stalls, from a table."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.cards import refuse_card_number
from pantbox.cli.closing import close_or_reopen
from pantbox.cli.installation import installation, the_event
from pantbox.cli.telling import json_option, tell
from pantbox.errors import BadInput, NotFound
from pantbox.places.closures import close_vendor, reopen_vendor
from pantbox.places.names import plain_name
from pantbox.places.setup import create_station, create_vendor, vendor_link
from pantbox.places.stations import StationKind
from pantbox.places.vendors import Vendor

COLUMNS = {"vendor", "stall"}


@click.group()
def vendor() -> None:
    """Vendors and their stalls."""


@vendor.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--event", required=True, metavar="EVENT", help="The event's slug or number.")
@json_option
def import_vendors(file: Path, event: str, *, as_json: bool) -> None:
    """Make vendors and stalls from a CSV file with the columns vendor, stall and, if known, company_number.

    A vendor with several stalls has several lines. All lines are taken, or none. Prints each vendor's private link.

    \b
    Example:
      pantbox vendor import stalls.csv --event summer
    """
    rows = _rows(file)
    with installation() as core, core.database.transaction() as session:
        found = the_event(session, event)
        links: dict[str, str] = {}
        stalls: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            name = plain_name(row["vendor"])
            owner = session.scalar(select(Vendor).where(Vendor.event_id == found.id, Vendor.name == name))
            if owner is None:
                owner = create_vendor(session, found, name, (row.get("company_number") or "").strip() or None)
            links[name] = f"{core.settings.base_url}/vendor/{vendor_link(core.keys, owner)}"
            stall = create_station(session, found, StationKind.STALL, row["stall"], vendor=owner)
            told = {"id": stall.id, "number": stall.number, "name": stall.name, "sign": stall.sign}
            stalls.setdefault(name, []).append(told)
    facts = [{"vendor": name, "link": link, "stalls": stalls[name]} for name, link in links.items()]
    lines = [f"{name}: {len(stalls[name])} stall(s), {link}" for name, link in links.items()]
    tell("\n".join(lines) or "The file has no lines.", facts, as_json=as_json)


@vendor.command("close")
@click.argument("name")
@click.option("--event", required=True, metavar="EVENT", help="The event's slug or number.")
@json_option
def close(name: str, event: str, *, as_json: bool) -> None:
    """Offer the vendor called NAME nowhere any more, once its stalls are closed. Its account and its link stay.

    \b
    Example:
      pantbox vendor close "Soup & Spoon" --event summer
    """
    close_or_reopen(
        lambda session: _the_vendor(session, event, name), close_vendor, "Closed vendor {}.", as_json=as_json
    )


@vendor.command("reopen")
@click.argument("name")
@click.option("--event", required=True, metavar="EVENT", help="The event's slug or number.")
@json_option
def reopen(name: str, event: str, *, as_json: bool) -> None:
    """Offer the closed vendor called NAME again.

    \b
    Example:
      pantbox vendor reopen "Soup & Spoon" --event summer
    """
    close_or_reopen(
        lambda session: _the_vendor(session, event, name),
        reopen_vendor,
        "Opened vendor {} again.",
        as_json=as_json,
    )


def _the_vendor(session: Session, event: str, name: str) -> Vendor:
    """The event's vendor of this name. Raises `NotFound("vendor_unknown")`."""
    of_event = Vendor.event_id == the_event(session, event).id
    found = session.scalar(select(Vendor).where(of_event, Vendor.name == " ".join(name.split())))
    if found is None:
        raise NotFound("vendor_unknown")
    return found


def _rows(file: Path) -> list[dict[str, str]]:
    """The file's lines. Raises `BadInput("vendor_file_wrong")` with what is wrong where."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("vendor_file_wrong", place=str(file), problem="not UTF-8") from error
    # Spreadsheets in Denmark and Germany write semicolons.
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    missing = COLUMNS - {(name or "").strip() for name in reader.fieldnames or ()}
    if missing:
        problem = f"no column {', '.join(sorted(missing))}"
        raise BadInput("vendor_file_wrong", place=str(file), problem=problem)
    rows = []
    for number, told in enumerate(_lines(file, reader), start=2):
        row = {(name or "").strip(): value for name, value in told.items() if isinstance(value, str)}
        if any(not (row.get(name) or "").strip() for name in COLUMNS):
            raise BadInput("vendor_file_wrong", place=f"{file}:{number}", problem="vendor or stall is empty")
        for value in row.values():
            refuse_card_number(value)
        rows.append(row)
    return rows


def _lines(file: Path, reader: "csv.DictReader[str]") -> Iterator[dict[str | Any, str | Any]]:
    try:
        yield from reader
    except csv.Error as error:  # a cell larger than Python reads
        raise BadInput(
            "vendor_file_wrong", place=f"{file}:{reader.line_num + 1}", problem=str(error)
        ) from error


COMMANDS = (vendor,)
