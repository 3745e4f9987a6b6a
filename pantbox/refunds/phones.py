"""A guest's own phone at a box: proof of drop, and how much a phone is paid for without it.

A picture of a container is not a return. Whoever types the code that the box's screen shows at this minute stands before
the box, and has no bound. At a box with only a printed sign a phone is paid for a few containers in any half-hour; more
of them wait for the bag to be counted. At a box with a screen whose code was not given, all of them wait; where the screen
is dead there is no code to give, and its sign is a printed sign like any other.

The code is asked for once, when a visit is opened: the visit is that phone's, and stays proven. Its token lives a quarter
of an hour from the last scan it sent, two hours at most; a phone that had no network for longer opens its visit again.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.circulation.tables import ScanRow, TripRow, VisitRow
from pantbox.clock import new_id
from pantbox.errors import BadInput, Conflict, NotAllowed
from pantbox.keys import Keys, hashed
from pantbox.places.events import Event
from pantbox.places.on_the_ground import screens_off, states_told, takes_visits
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.box_codes import is_changing_code
from pantbox.refunds.claims import claim_of, token_of
from pantbox.refunds.tables import Phone

TOKEN_TIME = timedelta(minutes=15)
"""From the last scan, so that nobody with a bag full of cups is thrown out in the middle of them."""
VISIT_TIME = timedelta(hours=2)
"""From when it was opened, however busy: proof of drop does not last for a night."""
TOKEN_STEP = timedelta(minutes=1)
"""A smaller step is not worth a second commit for every scan."""
HALF_HOUR = timedelta(minutes=30)
PHONES_KEPT = timedelta(days=1)
"""The bound is per half-hour: after a day there is nothing left to bound, and nothing to know."""
_PHONE = re.compile(r"[A-Za-z0-9_-]{16,100}")


@dataclass(frozen=True, slots=True)
class PhoneVisit:
    """A visit a phone opened: its token sends scans, its claim gets the money. `bound`: paid by itself up to so many."""

    id: UUID
    token: str
    claim: str
    bound: int | None
    expires_at: datetime


def open_phone_visit(
    session: Session,
    keys: Keys,
    station: Station,
    *,
    phone: str,
    box_code: str | None,
    now: datetime,
    again: UUID | None = None,
) -> PhoneVisit:
    """Open a visit at a box for a guest's phone, or go on with the one it has open there.

    `phone` is a random id the browser keeps; it is stored only as a keyed hash. `box_code` is what the box's screen shows.
    `again` is a visit of this phone at this box that it has more scans of: within two hours it goes on, without a code.
    Raises `NotAllowed` (`station_may_not`, `box_code_wrong`), `Conflict` (`box_full`, `box_closed`),
    `BadInput("phone_wrong")`.
    """
    proven = _is_proven(keys, station, phone, box_code, now)
    event = session.get_one(Event, station.event_id)
    phone_hash = keys.mac("phone", f"{event.id}:{phone}").hex()
    _lock_phone(session, event, phone_hash, now)
    visits = _visits_of(session, event.id, phone_hash)
    visit = _go_on(session, visits, station, again, now, proven=proven)
    has_code = station.has_screen and station.id not in screens_off(session, [station], now)
    bound = None if proven else 0 if has_code else _bound(session, event, visits, now)
    _give_back_bounds(visits)
    if visit is None:
        visit = _new_visit(keys, station, phone_hash, bound, now)
        session.add(visit)
    elif visit.phone_bound is not None:
        visit.phone_bound = None if bound is None else visit.phone_paid + bound
    visit.token_expires_at = _expiry(visit, now)
    session.flush()  # its first scan may be the next request
    return PhoneVisit(
        visit.id,
        token_of(keys, visit.id),
        claim_of(keys, visit.id),
        visit.phone_bound,
        visit.token_expires_at,
    )


def keep_open(session: Session, visit_id: UUID, now: datetime) -> datetime:
    """Let a phone's token live on after it sent scans: until when it is good now."""
    visit = session.get_one(VisitRow, visit_id)
    until, before = _expiry(visit, now), visit.token_expires_at or now
    if until < before + TOKEN_STEP:
        return before
    # In one statement: the door may be paying for the visit at this moment, and moves no expiry.
    session.execute(update(VisitRow).where(VisitRow.id == visit_id).values(token_expires_at=until))
    return until


def _expiry(visit: VisitRow, now: datetime) -> datetime:
    return min(now + TOKEN_TIME, visit.opened_at + VISIT_TIME)


def _is_proven(keys: Keys, station: Station, phone: str, box_code: str | None, now: datetime) -> bool:
    if station.kind != StationKind.PANT_BOX:
        raise NotAllowed("station_may_not")
    if not _PHONE.fullmatch(phone):
        raise BadInput("phone_wrong")
    if box_code is None or box_code.strip() == "":
        return False
    if not (station.has_screen and is_changing_code(keys, station.id, box_code, now)):
        raise NotAllowed("box_code_wrong")
    return True


def _lock_phone(session: Session, event: Event, phone_hash: str, now: datetime) -> None:
    """One visit at a time is opened by one phone: two at the same instant would each get a full bound."""
    row = {
        "organisation_id": event.organisation_id,
        "event_id": event.id,
        "phone_hash": phone_hash,
        "seen_at": now,
    }
    sets.insert(
        session.connection(),
        Phone.__table__,
        [row],
        on_conflict="(event_id, phone_hash) DO UPDATE SET seen_at = excluded.seen_at",
    )


def _visits_of(session: Session, event_id: int, phone_hash: str) -> list[VisitRow]:
    """The visits of a phone, locked: the door may be paying for one of them right now."""
    return list(
        session.scalars(
            select(VisitRow)
            .where(VisitRow.phone_hash == phone_hash, VisitRow.event_id == event_id)
            .order_by(VisitRow.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _go_on(
    session: Session,
    visits: list[VisitRow],
    station: Station,
    again: UUID | None,
    now: datetime,
    *,
    proven: bool,
) -> VisitRow | None:
    """The visit this phone goes on with: the one it names, or the one it has open here. A new one needs a box with room."""
    here = [visit for visit in visits if visit.station_id == station.id]
    for visit in here:
        if visit.id == again and now < visit.opened_at + VISIT_TIME:
            return visit
    state = states_told(session, [station])[station.id]
    if not takes_visits(state):
        raise Conflict("box_full" if state == "full" else "box_closed")
    for visit in reversed(here):
        is_open = visit.token_expires_at is not None and visit.token_expires_at > now
        if is_open and (visit.phone_bound is None) is proven:
            return visit
    return None


def _bound(session: Session, event: Event, visits: list[VisitRow], now: datetime) -> int:
    """How many containers are left of this phone's half-hour, by when they reached us: a phone's clock says anything."""
    bounded = [visit.id for visit in visits if visit.phone_bound is not None]
    paid = session.scalar(
        select(func.count())
        .select_from(TripRow)
        .join(ScanRow, ScanRow.id == TripRow.credited_scan_id)
        .where(
            TripRow.credited_visit_id.in_(bounded), ScanRow.by_phone, ScanRow.recorded_at > now - HALF_HOUR
        )
    )
    return max(event.phone_per_half_hour_max - int(paid or 0), 0)


def _give_back_bounds(visits: list[VisitRow]) -> None:
    """A phone's earlier visits pay for no more than they did: what was left of their bounds is in the new one's."""
    for visit in visits:
        if visit.phone_bound is not None:
            visit.phone_bound = visit.phone_paid


def _new_visit(keys: Keys, station: Station, phone_hash: str, bound: int | None, now: datetime) -> VisitRow:
    visit_id = new_id()
    return VisitRow(
        id=visit_id,
        organisation_id=station.organisation_id,
        event_id=station.event_id,
        station_id=station.id,
        opened_at=now,
        credited_ore=0,
        paid_ore=0,
        unseen=0,
        by_phone=True,
        phone_hash=phone_hash,
        phone_bound=bound,
        phone_paid=0,
        token_hash=hashed(token_of(keys, visit_id)),
    )


def forget_phones(session: Session, now: datetime) -> int:
    """Cut the thread between a phone and its visits of days gone by, and say how many phones were forgotten."""
    session.execute(
        update(VisitRow)
        .where(VisitRow.phone_hash.is_not(None), VisitRow.opened_at < now - PHONES_KEPT)
        .values(phone_hash=None, token_hash=None)
    )
    gone = session.execute(delete(Phone).where(Phone.seen_at < now - PHONES_KEPT))
    return int(gone.rowcount)  # type: ignore[attr-defined]
