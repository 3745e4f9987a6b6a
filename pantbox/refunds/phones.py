"""A guest's own phone at a box: whose visit it is, and how much it is paid for by itself.

A picture of a container is not a return. Whoever gives the code that the box's screen shows at this minute stands before
the box, and is paid for some containers with each entry of it. At a box with only a printed sign a phone is paid for a few
in a half-hour. More of them, and all beyond what one box pays to all phones together, wait for the bag to be counted. At a
box with a screen whose code was not given, all of them wait; where the screen is dead there is no code to give, and its
sign is a printed sign like any other.

A phone's token lives a quarter of an hour from the last scan it sent, two hours at most; a phone that had no network for
longer opens its visit again.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.circulation.arrivals import phone_bound
from pantbox.circulation.bound_counts import CODE_BOUND, BoundKey, BoundKind, half_hour
from pantbox.circulation.bounds import counted_uses
from pantbox.circulation.rows import phone_of
from pantbox.circulation.tables import VisitRow
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
PHONES_KEPT = timedelta(days=1)
"""The bound is per half-hour: after a day there is nothing left to bound, and nothing to know."""
_PHONE = re.compile(r"[A-Za-z0-9_-]{16,100}")


@dataclass(frozen=True, slots=True)
class PhoneVisit:
    """A visit a phone opened: its token sends scans, its claim gets the money. `bound`: paid by itself up to so many now."""

    id: UUID
    token: str
    claim: str
    bound: int
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
    if visit is None:
        visit = _new_visit(keys, station, phone_hash, now, at_sign=not has_code)
        session.add(visit)
    if proven:
        visit.code_entry = int(now.timestamp()) // 60
    visit.token_expires_at = _expiry(visit, now)
    session.flush()  # its first scan may be the next request
    return PhoneVisit(
        visit.id,
        token_of(keys, visit.id),
        claim_of(keys, visit.id),
        event.phone_per_code_max if proven else _left(session, event, visit, now),
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


def token_until(opened_at: datetime, now: datetime) -> datetime:
    """Until when the token of a visit opened then is good, if its phone sent scans just now. Pure."""
    return min(now + TOKEN_TIME, opened_at + VISIT_TIME)


def _expiry(visit: VisitRow, now: datetime) -> datetime:
    return token_until(visit.opened_at, now)


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
        if is_open and (visit.code_entry > 0) is proven:
            return visit
    return None


def _left(session: Session, event: Event, visit: VisitRow, now: datetime) -> int:
    """How many containers this visit is paid for by itself now, as its guest is told before the first scan.

    Told, not promised: others may claim at the same box meanwhile. What is more waits for the bag to be counted.
    """
    if visit.code_entry:
        bound, most = f"{CODE_BOUND}{visit.id}:{visit.code_entry}", event.phone_per_code_max
    elif visit.at_sign:
        bound, most = phone_bound(phone_of(visit.phone_hash, visit.id), now), event.phone_per_half_hour_max
    else:
        return 0
    one = BoundKey(BoundKind.PICTURE, 0, bound)
    all_phones = BoundKey(BoundKind.BOX, visit.station_id, str(half_hour(now)))
    counted = counted_uses(session.connection(), [one, all_phones])
    return max(min(most - counted[one], event.phones_per_box_max - counted[all_phones]), 0)


def _new_visit(keys: Keys, station: Station, phone_hash: str, now: datetime, *, at_sign: bool) -> VisitRow:
    visit_id = new_id()
    return VisitRow(
        id=visit_id,
        organisation_id=station.organisation_id,
        event_id=station.event_id,
        station_id=station.id,
        opened_at=now,
        credited_ore=0,
        paid_ore=0,
        by_phone=True,
        phone_hash=phone_hash,
        code_entry=0,
        at_sign=at_sign,
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
