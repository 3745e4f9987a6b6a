"""Devices: codes to pair them with."""

import click

from pantbox.cli.installation import installation, the_station
from pantbox.cli.telling import json_option, tell
from pantbox.places.log import log
from pantbox.places.pairing import CODE_LIFETIME, make_pairing_code


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
        found = the_station(session, station)
        now = core.clock()
        code = make_pairing_code(session, found, now)
        log(session, found.organisation_id, None, "pairing_offered", found.name, {"by": "cli"}, now)
        facts = {
            "station": found.id,
            "name": found.name,
            "code": code,
            "link": f"{core.settings.base_url}/k/#pair={code}",
            "expires_at": (now + CODE_LIFETIME).isoformat(),
        }
    tell(f"{facts['name']}: {code} (good for 15 minutes, once)\n{facts['link']}", facts, as_json=as_json)


COMMANDS = (device,)
