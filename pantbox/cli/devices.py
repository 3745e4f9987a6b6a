"""Devices: codes to pair them with."""

import click
from sqlalchemy import or_, select

from pantbox.cli.installation import ROW_ID_MAX, installation
from pantbox.cli.telling import json_option, tell
from pantbox.errors import NotFound
from pantbox.places.log import log
from pantbox.places.pairing import CODE_LIFETIME, make_pairing_code
from pantbox.places.stations import Station


@click.group()
def device() -> None:
    """Phones, tablets and kiosk PCs at stations."""


@device.command("pair")
@click.argument("station")
@json_option
def pair(station: str, *, as_json: bool) -> None:
    """Make a code that pairs one device to STATION, which is its sign or its number in the database.

    \b
    Example:
      pantbox device pair 7K3M9Q
    """
    with installation() as core, core.database.transaction() as session:
        by_id = station.isascii() and station.isdecimal() and int(station) <= ROW_ID_MAX
        matches = Station.sign == station.upper()
        found = session.scalar(select(Station).where(or_(matches, Station.id == int(station)) if by_id else matches)
                               .order_by(matches.desc()).limit(1))  # fmt: skip
        if found is None:
            raise NotFound("station_unknown")
        now = core.clock()
        code = make_pairing_code(session, found, now)
        log(session, found.organisation_id, None, "pairing_code_made", found.name, {"by": "cli"}, now)
        facts = {
            "station": found.id,
            "name": found.name,
            "code": code,
            "link": f"{core.settings.base_url}/k/#pair={code}",
            "expires_at": (now + CODE_LIFETIME).isoformat(),
        }
    tell(f"{facts['name']}: {code} (good for 15 minutes, once)\n{facts['link']}", facts, as_json=as_json)


COMMANDS = (device,)
