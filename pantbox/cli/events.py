"""Events: making, changing, closing, opening again and listing them."""

from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.forfeits import close_event
from pantbox.cli.installation import installation, the_event, the_organisation
from pantbox.cli.local_times import LOCAL_TIME, LocalTime
from pantbox.cli.telling import json_option, tell
from pantbox.containers.making import create_type
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput
from pantbox.places.continuity import ContinuityReason, back_to_usual, keep_going, limits_of
from pantbox.places.event_changes import change_event, reopen_event
from pantbox.places.event_values import TRIP_DAYS_MAX
from pantbox.places.events import Event
from pantbox.places.imports import switch_import_off, switch_import_on
from pantbox.places.log import By, log
from pantbox.places.organisations import Organisation
from pantbox.places.self_moving import set_self_moving
from pantbox.places.setup import NewEvent, create_event


@click.group()
def event() -> None:
    """Make, change, close and list events."""


@event.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="What people call it.")
@click.option("--starts", required=True, type=LOCAL_TIME, help="Local time, such as 2026-06-03T11:00.")
@click.option(
    "--ends",
    type=LOCAL_TIME,
    help="Leave out for a city scheme with no end. A date alone is that day to its end.",
)
@click.option(
    "--return-until", type=LOCAL_TIME, help="The date on the poster. A date alone is that day to its end."
)
@click.option(
    "--trip-days",
    type=click.IntRange(1, TRIP_DAYS_MAX),
    help="In a city scheme: when a deposit is forfeited.",
)
@click.option("--type", "types", multiple=True, required=True, metavar="SLUG=ØRE",
              help="A container type and its deposit in øre; made if it is new. May be repeated.")  # fmt: skip
@click.option("--timezone", default="Europe/Copenhagen", show_default=True)
@click.option("--organisation", metavar="SLUG", help="Needed when there are several.")
@json_option
def create(
    slug: str, name: str, starts: LocalTime, ends: LocalTime | None, return_until: LocalTime | None,
    trip_days: int | None, types: tuple[str, ...], timezone: str, organisation: str | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Make an event with its first prices and a store.

    \b
    Example:
      pantbox event create summer --name Summer --starts 2026-06-03T11:00 \\
        --ends 2026-06-07T23:59 --return-until 2026-07-07 --type small-cup=500 --type bowl=1000
    """
    zone = _zone(timezone)
    with installation() as core, core.database.transaction() as session:
        owner, now = the_organisation(session, organisation), core.clock()
        new = NewEvent(
            slug=slug,
            name=name,
            starts_at=starts.first(zone),
            ends_at=ends.last(zone) if ends else None,
            return_until=return_until.last(zone) if return_until else None,
            trip_days_max=trip_days,
            timezone=timezone,
            deposits=dict(_deposit(session, owner, told) for told in types),
        )
        made = create_event(session, owner.id, new, now)
        log(session, owner.id, None, "event_created", made.slug, {"by": "cli"}, now)
        facts = {"id": made.id, "slug": made.slug, "organisation": owner.slug}
    tell(f"Made event {slug} (number {facts['id']}).", facts, as_json=as_json)


def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput("timezone_unknown", timezone=timezone) from error


def _deposit(session: Session, owner: Organisation, told: str) -> tuple[int, int]:
    """`SLUG=ØRE` as type id and deposit; the type is made if there is none yet."""
    slug, _, ore = told.partition("=")
    if not (ore.isascii() and ore.isdecimal()):
        raise click.BadParameter(f"{told!r} is not SLUG=ØRE, such as small-cup=500.", param_hint="--type")
    kind = session.scalar(
        select(ContainerType).where(ContainerType.organisation_id == owner.id, ContainerType.slug == slug)
    )
    if kind is None:
        names = {owner.language: slug.replace("-", " ").capitalize()}
        kind = create_type(session, owner, slug=slug, names=names, deposit_ore=int(ore), picture=slug)
    return kind.id, int(ore)


@event.command("close")
@click.argument("event")
@json_option
def close(event: str, *, as_json: bool) -> None:
    """Close an event: nothing more is handed out. What comes back later is still honoured.

    \b
    Example:
      pantbox event close summer
    """
    with installation() as core:
        with core.database.reading() as session:
            event_id = the_event(session, event).id
        forfeited = close_event(core, event_id, core.clock(), by="cli")
        with core.database.reading() as session:
            facts = {**_told(session.get_one(Event, event_id)), "forfeited": forfeited}
    tell(f"Closed event {facts['slug']}. Deposits forfeited: {forfeited}.", facts, as_json=as_json)


@event.command("change")
@click.argument("event")
@click.option("--name", help="What people call it.")
@click.option("--starts", type=LOCAL_TIME, help="Local time of the event.")
@click.option("--ends", type=LOCAL_TIME, help="Local time of the event.")
@click.option(
    "--return-until", type=LOCAL_TIME, help="The date on the poster. A date alone is that day to its end."
)
@click.option(
    "--trip-days",
    type=click.IntRange(1, TRIP_DAYS_MAX),
    help="In a city scheme: when a deposit is forfeited.",
)
@click.option("--timezone", help="Only before the first scan.")
@json_option
def change(
    event: str, name: str | None, starts: LocalTime | None, ends: LocalTime | None, return_until: LocalTime | None,
    trip_days: int | None, timezone: str | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Change EVENT. Dates may be moved later; earlier only while no scan and no printed paper says otherwise.

    \b
    Example:
      pantbox event change summer --return-until 2026-07-21
    """
    with installation() as core, core.database.transaction() as session:
        found = the_event(session, event)
        zone = _zone(timezone or found.timezone)
        told = {
            "name": name,
            "starts_at": starts and starts.first(zone),
            "ends_at": ends and ends.last(zone),
            "return_until": return_until and return_until.last(zone),
            "trip_days_max": trip_days,
            "timezone": timezone,
        }
        changes = {field: value for field, value in told.items() if value is not None}
        if not changes:
            raise click.UsageError("Say what to change; --help lists it.")
        changed = change_event(session, found, changes, None, core.clock(), by="cli")
        facts = {**_told(found), "changed": changed}
    tell(f"Changed event {event}: {', '.join(changed) or 'nothing'}.", facts, as_json=as_json)


@event.command("reopen")
@click.argument("event")
@click.option(
    "--return-until",
    type=LOCAL_TIME,
    help="A later date for the poster, where the one there was has passed.",
)
@json_option
def reopen(event: str, return_until: LocalTime | None, *, as_json: bool) -> None:
    """Let stalls of a closed EVENT hand out again. What was forfeited stays so; a late claim to it is paid.

    \b
    Example:
      pantbox event reopen summer --return-until 2026-08-01
    """
    with installation() as core, core.database.transaction() as session:
        found = the_event(session, event)
        until = return_until.last(_zone(found.timezone)) if return_until else None
        reopen_event(session, found, until, None, core.clock(), by="cli")
        facts = _told(found)
    tell(f"Event {event} is open.", facts, as_json=as_json)


def _told(event: Event) -> dict[str, Any]:
    """An event's dates, for a script."""
    moments = ("starts_at", "ends_at", "return_until", "closed_at")
    dates = {name: value and value.isoformat() for name in moments for value in [getattr(event, name)]}
    return {"id": event.id, "slug": event.slug, "name": event.name, "timezone": event.timezone, **dates}


@event.command("list")
@json_option
def list_events(*, as_json: bool) -> None:
    """List all events, newest first.

    \b
    Example:
      pantbox event list --json
    """
    with installation() as core, core.database.reading() as session:
        rows = session.execute(
            select(Event, Organisation.slug)
            .join(Organisation, Organisation.id == Event.organisation_id)
            .order_by(Event.starts_at.desc(), Event.id)
        )
        facts: list[dict[str, Any]] = [
            {"id": one.id, "slug": one.slug, "name": one.name, "organisation": owner,
             "starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at and one.ends_at.isoformat(),
             "closed_at": one.closed_at and one.closed_at.isoformat()}
            for one, owner in rows
        ]  # fmt: skip
    lines = [f"{one['id']:>4}  {one['slug']:<24}  {one['starts_at'][:10]}  {one['name']}" for one in facts]
    tell("\n".join(lines) or "There are no events yet.", facts, as_json=as_json)


@event.command("continuity")
@click.argument("event")
@click.option(
    "--on", "reason", type=click.Choice([one.value for one in ContinuityReason]), help="What fails."
)
@click.option("--off", is_flag=True, help="It works again.")
@json_option
def continuity(event: str, reason: str | None, *, off: bool, as_json: bool) -> None:
    """Keep EVENT going while something fails: loosen its bounds on every screen, and tighten them again.

    \b
    Example:
      pantbox event continuity summer --on network
      pantbox event continuity summer --off
    """
    if off == (reason is not None):
        raise click.UsageError("Say either --on WHAT or --off.")
    with installation() as core, core.database.transaction() as session:
        found, now = the_event(session, event), core.clock()
        if reason:
            keep_going(session, found, ContinuityReason(reason), None, now, by="cli")
        else:
            back_to_usual(session, found, None, now, by="cli")
        facts = {"slug": found.slug, "reason": reason, "limits": asdict(limits_of(found))}
    tell(f"{'Bounds are loosened' if reason else 'Bounds are as usual'} at {event}.", facts, as_json=as_json)


@event.command("import")
@click.argument("event")
@click.option(
    "--until",
    type=LOCAL_TIME,
    help="Switch it on until then, local time of the event; a date alone: to its end.",
)
@click.option("--off", is_flag=True, help="Switch it off.")
@json_option
def import_past(event: str, until: LocalTime | None, *, off: bool, as_json: bool) -> None:
    """Let programs send scans of past days to EVENT, for at most seven days.

    \b
    Example:
      pantbox event import summer --until 2026-06-10T18:00
      pantbox event import summer --off
    """
    if off == (until is not None):
        raise click.UsageError("Say either --until WHEN or --off.")
    by = By(details=(("by", "cli"),))
    with installation() as core, core.database.transaction() as session:
        found, now = the_event(session, event), core.clock()
        if until:
            told = switch_import_on(session, found, until.last(_zone(found.timezone)), by, now)
        else:
            told = switch_import_off(session, found, by, now)
        ends = told.ended_at or told.until
        facts = {"slug": found.slug, "since": told.since.isoformat(), "until": ends.isoformat()}
    tell(f"Import of past scans is {'on' if until else 'off'} at {event}.", facts, as_json=as_json)


@event.command("self-moving")
@click.argument("event")
@click.option(
    "--on/--off", "is_on", required=True, help="Devices move themselves by a sign, or the office moves them."
)
@json_option
def self_moving(event: str, *, is_on: bool, as_json: bool) -> None:
    """Let the devices of EVENT move themselves by scanning another station's sign, or leave it to the office.

    \b
    Example:
      pantbox event self-moving summer --off
    """
    with installation() as core, core.database.transaction() as session:
        found = the_event(session, event)
        set_self_moving(session, found, None, core.clock(), is_on=is_on, by="cli")
        facts = {"slug": found.slug, "self_moving": found.self_moving}
    tell(
        f"Devices of {event} {'move themselves by a sign' if is_on else 'are moved by the office only'}.",
        facts,
        as_json=as_json,
    )


COMMANDS = (event,)
