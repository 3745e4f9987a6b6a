"""The event's money, read from the ledger."""

import csv
import io
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.money.books import Names, books, transfers
from admin.work import event_named, file, page, reading
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput
from pantbox.ledger.accounts import AccountKind
from pantbox.places.events import Event
from pantbox.places.stations import Station
from pantbox.reports.as_csv import safe
from pantbox.web import language

bp = Blueprint("money", __name__, url_prefix="/events/<slug>/money", template_folder="templates")


def _names(session: Session, event: Event) -> Names:
    stations = {one.id: one for one in session.scalars(select(Station).where(Station.event_id == event.id))}
    types = {kind.id: kind.name(language()) for kind in session.scalars(select(ContainerType))}
    events = {one.id: one.name for one in session.scalars(select(Event))}
    return Names(stations, types, event.cause_names, events)


@bp.get("/")
def overview(slug: str) -> ResponseReturnValue:
    """Where the deposits are."""
    session = reading()
    event = event_named(session, slug)
    told = books(session, event)
    return page(
        "office/money.html", event=event, books=told, kinds=AccountKind, name_of=_names(session, event)
    )


@bp.get("/transfers")
def transfers_page(slug: str) -> ResponseReturnValue:
    """Every movement, the newest first."""
    session = reading()
    event = event_named(session, slug)
    kind = _kind(request.args.get("account"))
    lines, more = transfers(session, event, before=_cursor(request.args.get("before")), kind=kind)
    return page(
        "office/transfers.html",
        event=event,
        lines=lines,
        more=more,
        kind=kind,
        kinds=AccountKind,
        name_of=_names(session, event),
    )


@bp.get("/balances.csv")
def balances_csv(slug: str) -> ResponseReturnValue:
    """Every account and its balance, for a spreadsheet."""
    session = reading()
    event = event_named(session, slug)
    name_of = _names(session, event)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["account", "of", "name", "balance_ore", "currency"])
    for key, ore in books(session, event).by_key.items():
        writer.writerow([key.kind.value, key.of, safe(name_of(key.kind, key.of)), ore, event.currency])
    return file("\ufeff" + text.getvalue(), f"{event.slug}-balances.csv", "text/csv; charset=utf-8")


def _kind(told: str | None) -> AccountKind | None:
    try:
        return AccountKind(told) if told else None
    except ValueError as error:
        raise BadInput("invalid_input") from error


def _cursor(told: str | None) -> UUID | None:
    try:
        return UUID(told) if told else None
    except ValueError as error:
        raise BadInput("invalid_input") from error
