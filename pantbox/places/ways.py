"""No box opens without one way to one's money that needs neither a phone nor staff.

That way is a paper slip, filled at the screen of a box. A voucher on a screen is kept only by whoever can photograph it,
a cash desk is people, and what is given away is nobody's own any more. Where a box is only a printed sign, its guests
without a phone go to a box of the event that has a screen: one there must be.

Looked at is what is set up, never how it stands tonight: a screen that died or a roll that ran out stops no box and no
guest. So a box begins only where there is such a way, and what would take the last one from open boxes is refused. The
door does not ask: a scan is a fact.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import column, exists, select, table
from sqlalchemy.orm import Session

from pantbox.errors import Conflict
from pantbox.places.events import Event, Rail
from pantbox.places.stations import Station, StationKind, StationState

# The room of refunds lies above this one, so its table is known here by name only.
_bearers = table("bearer", column("event_id"), column("kind"), column("revoked_at"))


@dataclass(frozen=True, slots=True)
class Boxes:
    """The pant boxes of an event at one moment: whether they offer such a way, and what the crew says of each."""

    has_way: bool
    states: Mapping[int, str]


def has_way(rails: Collection[str], *, has_screen: bool, has_slips: bool) -> bool:
    """Whether an event with these rails, a box with a screen and slips that are good offers such a way. Pure."""
    return Rail.SLIP in rails and has_screen and has_slips


def refusal(before: Boxes, after: Boxes) -> str | None:
    """Why a change may not be: it opens a closed box without such a way, or takes the last one from open boxes. Pure.

    A box that is out of order counts as open: it may be mended in a minute, and is never refused for that.
    """
    if after.has_way:
        return None
    not_closed = {box for box, state in after.states.items() if state != StationState.CLOSED}
    if any(before.states.get(box) == StationState.CLOSED for box in not_closed):
        return "box_without_way"
    return "way_still_needed" if before.has_way and not_closed else None


def events_with_way(session: Session, event_ids: Collection[int]) -> set[int]:
    """Which of these events offer such a way."""
    screens = exists().where(
        Station.event_id == Event.id,
        Station.kind == StationKind.PANT_BOX,
        Station.has_screen,
        Station.closed_at.is_(None),
    )
    slips = exists().where(
        _bearers.c.event_id == Event.id, _bearers.c.kind == "slip", _bearers.c.revoked_at.is_(None)
    )
    rows = session.execute(select(Event.id, Event.rails, screens, slips).where(Event.id.in_(event_ids)))
    return {
        event_id
        for event_id, rails, has_screen, has_slips in rows
        if has_way(rails, has_screen=has_screen, has_slips=has_slips)
    }


def check_box_may_begin(session: Session, station: Station) -> None:
    """Raises `Conflict("box_without_way")` for a pant box of an event without such a way; other stations need none."""
    is_box = station.kind == StationKind.PANT_BOX
    if is_box and not events_with_way(session, [station.event_id]):
        raise Conflict("box_without_way")


@contextmanager
def keeping_a_way(session: Session, event_id: int) -> Iterator[None]:
    """Around each change to an event's rails, boxes or slips.

    Raises `Conflict` (`box_without_way`, `way_still_needed`).
    """
    # Two at once, of which one opens a box and one switches the last way off, would each see the other's old state.
    session.execute(select(Event.id).where(Event.id == event_id).with_for_update(key_share=True))
    before = _boxes(session, event_id)
    yield
    session.flush()
    code = refusal(before, _boxes(session, event_id))
    if code is not None:
        raise Conflict(code)


def _boxes(session: Session, event_id: int) -> Boxes:
    states = select(Station.id, Station.state).where(
        Station.event_id == event_id, Station.kind == StationKind.PANT_BOX
    )
    found = {box: str(state) for box, state in session.execute(states)}
    return Boxes(event_id in events_with_way(session, [event_id]), found)
