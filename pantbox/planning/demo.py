"""The demo's festival: `kildeparken` in its last day, which is today, with a login that exists only here."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.core import Core
from pantbox.places.crew import make_crew_slip
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.organisations import Role
from pantbox.places.pairing import revoke
from pantbox.places.people import create_user
from pantbox.planning.scenario import Scenario, load_scenario
from pantbox.planning.summary import Summary
from pantbox.refunds.making import make_slips

SCENARIO = "kildeparken"
LOGIN_EMAIL = "demo@pantbox.example"
LOGIN_PASSWORD = "kildeparken"  # noqa: S105 (of the demo alone, and printed on its first page)
SLIPS = 40
A_DAY_BEGINS = timedelta(hours=6)


def scenario_of_today(now: datetime) -> Scenario:
    """The festival, moved so that `now` is in its last day. After midnight it is still the day before."""
    scenario = load_scenario(SCENARIO)
    return scenario.ending_on((now.astimezone(ZoneInfo(scenario.timezone)) - A_DAY_BEGINS).date())


def furnish(core: Core, summary: Summary, now: datetime) -> None:
    """Make it a place to walk into: a login, empty slips, a crew slip, and stations whose simulated crews have gone home."""
    with core.database.transaction() as session:
        create_user(
            session, summary.organisation_id, email=LOGIN_EMAIL, name="Demo", password=LOGIN_PASSWORD,
            role=Role.OWNER,
        )  # fmt: skip
        make_slips(
            session, core.keys, summary.organisation_id, summary.event_id, SLIPS,
            base_url=core.settings.base_url, now=now,
        )  # fmt: skip
        event = session.get_one(Event, summary.event_id)
        make_crew_slip(session, core.keys, event, "Demo", base_url=core.settings.base_url, now=now)
        # Left paired they would fall silent, and a stall that is not heard from keeps returns waiting.
        for device in session.scalars(select(Device).where(Device.event_id == summary.event_id)):
            revoke(device, now)


def event_of_the_demo(session: Session) -> Event:
    """The festival the demo shows."""
    return session.scalars(select(Event).where(Event.slug == SCENARIO)).one()
