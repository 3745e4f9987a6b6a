"""Disputes with stalls: seeing them, and deciding who bears a payment."""

from uuid import UUID

import click

from pantbox.circulation.disputes import Dispute, disputes, settle_dispute
from pantbox.cli.installation import installation, the_event
from pantbox.cli.telling import json_option, tell
from pantbox.labels.wording import amount_text
from pantbox.ledger.postings import Against
from pantbox.places.log import By


@click.group()
def dispute() -> None:
    """Payments to who held a container after a stall had its deposit."""


@dispute.command("list")
@click.argument("event", metavar="EVENT")
@click.option("--all", "every", is_flag=True, help="Those that were decided, too.")
@json_option
def list_disputes(event: str, *, every: bool, as_json: bool) -> None:
    """List an event's disputes with stalls that nobody has decided.

    \b
    Example:
      pantbox dispute list summer --all
    """
    with installation() as core, core.database.transaction() as session:
        found = disputes(session, the_event(session, event).id, undecided=not every)
    lines = "\n".join(_line(one) for one in found) or "No disputes."
    tell(lines, {"disputes": [_facts(one) for one in found]}, as_json=as_json)


@dispute.command("settle")
@click.argument("event", metavar="EVENT")
@click.argument("claim", type=click.UUID)
@click.option("--against", type=click.Choice([one.value for one in Against]), required=True,
              help="Who bears the payment: the stall, or the scheme as a loss.")  # fmt: skip
@json_option
def settle(event: str, claim: UUID, against: str, *, as_json: bool) -> None:
    """Decide who bears a disputed payment, for good. CLAIM is its id in the list.

    \b
    Example:
      pantbox dispute settle summer 01890a5d-ac96-774b-bcce-b302099a8057 --against stall
    """
    with installation() as core, core.database.transaction() as session:
        at = the_event(session, event)
        by = By(details=(("by", "cli"),))
        done = settle_dispute(session, at.organisation_id, at.id, claim, Against(against), by, core.clock())
    tell(f"Decided against the {against}: {_sum(done)}", _facts(done), as_json=as_json)


def _sum(one: Dispute) -> str:
    return amount_text(one.amount_ore, "DKK", "en")


def _line(one: Dispute) -> str:
    decided = f"decided against the {one.settled}" if one.settled else "undecided"
    return (
        f"{one.id}  {one.human_code}  {_sum(one)}  stall {one.stall.station_id} {one.stall.at:%d.%m. %H:%M} · "
        f"{one.holder.kind} {one.holder.station_id} {one.holder.at:%d.%m. %H:%M} (UTC)  {decided}"
    )


def _facts(one: Dispute) -> dict[str, object]:
    return {
        "id": str(one.id), "human_code": one.human_code, "amount_ore": one.amount_ore, "stall": one.stall.station_id,
        "holder": one.holder.station_id, "settled": one.settled, "settled_by": one.settled_by,
    }  # fmt: skip


COMMANDS = (dispute,)
