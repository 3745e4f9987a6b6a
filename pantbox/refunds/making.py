"""Making bearers: a voucher when a guest chooses one, slips by the roll before the event."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.clock import new_id
from pantbox.errors import BadInput, NotFound
from pantbox.keys import Keys, hashed
from pantbox.labels.documents import Slip
from pantbox.places.events import Event
from pantbox.places.ways import keeping_a_way
from pantbox.refunds.codes import code_of
from pantbox.refunds.tables import Bearer, BearerKind

VALID_YEARS = 3
"""Bearer paper is good for three years from when money was put on it."""
SLIPS_AT_ONCE_MAX = 20_000


def good_until(moment: datetime, timezone: str) -> datetime:
    """The last second of the local day three years after `moment`."""
    local = moment.astimezone(ZoneInfo(timezone))
    try:
        day = local.replace(year=local.year + VALID_YEARS)
    except ValueError:  # the 29th of February
        day = local.replace(year=local.year + VALID_YEARS, day=28)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)


def new_voucher(session: Session, keys: Keys, event: Event, amount_ore: int, now: datetime) -> Bearer:
    """A voucher with money on it. What it takes from the visit is booked by the caller."""
    voucher_id = new_id()
    voucher = Bearer(
        id=voucher_id,
        organisation_id=event.organisation_id,
        event_id=event.id,
        kind=BearerKind.VOUCHER,
        number=_numbers(session, event.organisation_id, event.id, BearerKind.VOUCHER, 1)[0],
        code_hash=hashed(code_of(keys, BearerKind.VOUCHER, voucher_id)),
        in_ore=amount_ore,
        out_ore=0,
        valid_until=good_until(now, event.timezone),
        created_at=now,
    )
    session.add(voucher)
    session.flush()  # the refund names it
    return voucher


def make_slips(
    session: Session,
    keys: Keys,
    organisation_id: int,
    event_id: int,
    count: int,
    *,
    base_url: str,
    now: datetime,
) -> list[Slip]:
    """So many empty slips to print. Their codes are on these and nowhere else.

    Raises `BadInput("slip_count_wrong")`, `NotFound("event_unknown")`.
    """
    if not 0 < count <= SLIPS_AT_ONCE_MAX:
        raise BadInput("slip_count_wrong", count_max=SLIPS_AT_ONCE_MAX)
    event = session.get(Event, event_id)
    if event is None or event.organisation_id != organisation_id:
        raise NotFound("event_unknown")
    slips, rows = [], []
    for number in _numbers(session, organisation_id, event_id, BearerKind.SLIP, count):
        slip_id = new_id()
        code = code_of(keys, BearerKind.SLIP, slip_id)
        slips.append(Slip(number, code, f"{base_url.upper()}/S/{code}"))
        rows.append(
            {
                "id": slip_id,
                "organisation_id": organisation_id,
                "event_id": event_id,
                "kind": BearerKind.SLIP,
                "number": number,
                "code_hash": hashed(code),
                "in_ore": 0,
                "out_ore": 0,
                "created_at": now,
            }
        )
    sets.insert(session.connection(), Bearer.__table__, rows)
    return slips


def revoke_slips(session: Session, event_id: int, numbers: Sequence[int], now: datetime) -> int:
    """Make slips worthless, such as a stolen roll, and say how many. One with money on it, or that a stall waits for money
    on, is somebody's: it stays good.

    Raises `Conflict("way_still_needed")` for the last ones while boxes are open: new ones are made first.
    """
    with keeping_a_way(session, event_id):
        gone = session.execute(
            update(Bearer)
            .where(
                Bearer.event_id == event_id,
                Bearer.kind == BearerKind.SLIP,
                Bearer.number.in_(numbers),
                Bearer.in_ore == Bearer.out_ore,
                Bearer.owed_ore == 0,
                Bearer.revoked_at.is_(None),
            )
            .values(revoked_at=now)
        )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _numbers(session: Session, organisation_id: int, event_id: int, kind: BearerKind, count: int) -> range:
    """The next numbers of a series, without gaps. Its row stays locked until the caller commits, so: late, and briefly."""
    last = session.connection().scalar(
        text(
            "INSERT INTO number_series (organisation_id, event_id, kind, last)"
            " VALUES (:organisation_id, :event_id, :kind, :count) ON CONFLICT (event_id, kind)"
            " DO UPDATE SET last = number_series.last + excluded.last RETURNING last"
        ),
        {"organisation_id": organisation_id, "event_id": event_id, "kind": kind.value, "count": count},
    )
    return range(int(last) - count + 1, int(last) + 1)
