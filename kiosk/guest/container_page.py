"""What the phone's own camera opens from a container's QR code: works without a script, and says the law's minimum.

PPWR Art. 12: reusable, which system, where it can be handed back; nothing is sold here. And a picture of a container is
not a return: the page never says whether this one has a deposit on it now.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kiosk.guest.blueprint import guest
from kiosk.guest.rules import RulesSeen, rules_seen
from kiosk.guest.seen import BoxSeen, TypeSeen, boxes_seen, notice_seen, types_seen
from pantbox.circulation.scan import Verdict
from pantbox.circulation.tables import ScanRow
from pantbox.containers.codes import Code, CodeKind, Unproven, read_code
from pantbox.containers.containers import Container
from pantbox.containers.lookup import find_container, find_type, refusal_of
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput, NotFound
from pantbox.places.events import Event
from pantbox.places.guessing import ANYBODY
from pantbox.places.on_the_ground import boxes_of, running_events
from pantbox.places.organisations import Organisation
from pantbox.rulebook.notice import Notice
from pantbox.web import core
from pantbox.web.guessing import guesses_bounded, misses_counted, sender

NOT_FOUND = 404
TOLD = {"forged_code": "guest-forged", "foreign_operator": "guest-foreign"}
"""Which texts say why there is no page."""


@dataclass(frozen=True, slots=True)
class ContainerSeen:
    """What anybody may know of a container: its type, what its type's deposit is here, and how far it has come."""

    type: TypeSeen
    organisation: str
    trips: int | None
    retired: bool
    event: Event | None
    boxes: list[BoxSeen]
    notice: Notice | None
    rules: RulesSeen | None


@guest.get("/8003/<text>")
def container_page(text: str) -> ResponseReturnValue:
    """The page of one container, or of a type when the code has no serial."""
    installation = core()
    try:
        code = _read(text)
        # A container's own tag says that nobody guessed it: it is looked up also next door to a guesser.
        is_proven = code.kind is CodeKind.CONTAINER
        with (
            _proven() if is_proven else guesses_bounded(sender()) as may,
            installation.database.reading() as session,
        ):
            return render_template("guest/container.html", seen=_look(session, code, may))
    except (BadInput, NotFound) as error:
        return _no_such_container(error.code)


def _read(text: str) -> Code:
    installation = core()
    try:
        return read_code(f"{installation.settings.base_url}/8003/{text}", installation.keys)
    except Unproven as error:
        with guesses_bounded(sender()), installation.database.reading() as session:
            raise refusal_of(session, error) from error


@contextmanager
def _proven() -> Iterator[ColumnElement[bool]]:
    with misses_counted([sender()]):
        yield ANYBODY


def _look(session: Session, code: Code, may_look: ColumnElement[bool]) -> ContainerSeen:
    container_type = find_type(session, code, may_look=may_look)
    container = find_container(session, code) if container_type else None
    if container_type is None or (code.kind is CodeKind.CONTAINER and container is None):
        raise NotFound("unknown_code")
    organisation = session.get_one(Organisation, container_type.organisation_id)
    events = running_events(session, core().clock(), organisation_id=organisation.id)
    # Where it was scanned last comes first. That alone tells no more than its trips: a return moves it as an issue does.
    last = _last_event(session, container, events) if container else None
    event, here = _event_with(session, sorted(events, key=lambda one: one.id != last), container_type)
    return ContainerSeen(
        type=here or _by_itself(container_type),
        organisation=organisation.name,
        trips=container.trips if container else None,
        retired=container is not None and container.retired_at is not None,
        event=event,
        boxes=boxes_seen(session, boxes_of(session, [event.id]), core().clock()) if event else [],
        notice=notice_seen(session, event) if event else None,
        rules=rules_seen(session, event) if event else None,
    )


def _last_event(session: Session, container: Container, events: Collection[Event]) -> int | None:
    """Which of these events scanned it last."""
    return session.scalar(
        select(ScanRow.event_id)
        .where(
            ScanRow.container_id == container.id,
            ScanRow.event_id.in_([event.id for event in events]),
            ScanRow.standing == Verdict.ACCEPTED,
        )
        .order_by(ScanRow.effective_at.desc())
        .limit(1)
    )


def _event_with(
    session: Session, events: list[Event], container_type: ContainerType
) -> tuple[Event | None, TypeSeen | None]:
    for event in events:
        for one in types_seen(session, event):
            if one.id == container_type.id:
                return event, one
    return None, None


def _by_itself(container_type: ContainerType) -> TypeSeen:
    return TypeSeen(
        container_type.id, container_type.names, container_type.picture, container_type.deposit_ore
    )


def _no_such_container(why: str) -> ResponseReturnValue:
    # Ours but not genuine, a stranger's, or nothing that we know: all are told kindly what to do.
    return render_template("guest/no_container.html", told=TOLD.get(why, "guest-no-container")), NOT_FOUND
