"""What a bag's count does: it pays returns that waited for it, and says where their containers are.

Bags are counted by type, so a count proves how many came, not which. Per type the oldest claims are released, one a use,
as many as were counted beyond those that are paid; the others wait for a desk. A count of nearly all that was claimed
counts as a wash of all of them. Done after the count is recorded, safe to do again, and finished by the worker.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from pantbox.circulation.bags import Bag, ConfirmedCount, bags_of, counts_of
from pantbox.circulation.claims import ClaimState, Releaser, ReturnClaim, Rung
from pantbox.circulation.door import Authority, NewScan, Submission
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.refold import lock_containers, refold
from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.circulation.scan import Kind, Verdict
from pantbox.containers.containers import Container
from pantbox.core import Core
from pantbox.keys import Keys
from pantbox.places.events import Event

CONTAINERS = Container.__table__
Lot = tuple[Bag, int]
"""A bag, and the id of one type that was counted in it."""
FULL_PERCENT = 95
"""A count of this share of the containers that were claimed into a bag is a wash of all of them."""
_COUNTED = UUID("6a1e0c5e-6f0b-4f1c-9d3a-0f6a8f1f5b0c")


@dataclass(frozen=True, slots=True)
class Settled:
    """How many claims a bag's counts released, and how many containers they said are back."""

    released: int
    seen: int


def settle_bags(session: Session, keys: Keys, event: Event, now: datetime) -> Settled:
    """Release what the event's bag counts prove, and book full bags."""
    connection = session.connection()
    lots = [
        (bag, type_id) for bag in bags_of(counts_of(connection, event.id)) for type_id in sorted(bag.types)
    ]
    _lock_what_waits(connection, event, lots)
    released = seen = 0
    for lot in lots:
        claims, count = _claims_and_count(connection, event.id, *lot)
        if claims and count:
            released += _release(connection, event, lot[0].tag, count, claims, now)
            seen += _say_counted(session, keys, event, lot[0].tag, count, claims, now)
    return Settled(released, seen)


def settle_bags_of(core: Core, event_id: int) -> Settled:
    """The same, in a transaction of its own."""

    def work(session: Session) -> Settled:
        return settle_bags(session, core.keys, session.get_one(Event, event_id), core.clock())

    return core.database.retrying(work)


def _lock_what_waits(connection: Connection, event: Event, lots: Iterable[Lot]) -> None:
    """Nobody else decides of what these counts may release until we commit.

    Else two that settle at once, or a desk beside us, would pay more than was counted.
    """
    due: set[UUID] = set()
    for bag, type_id in lots:
        claims, count = _claims_and_count(connection, event.id, bag, type_id)
        if count and _room(count, claims) > 0:
            due |= {claim.id for claim in claims if _is_due(claim, _name(bag.tag, count))}
    if due:
        lock_containers(connection, event.organisation_id, due)


def _claims_and_count(
    connection: Connection, event_id: int, bag: Bag, type_id: int
) -> tuple[Sequence[Any], ConfirmedCount | None]:
    claims = _claims(connection, event_id, bag, type_id)
    return claims, bag.confirmed(type_id, {claim.device_id for claim in claims})


def _room(count: ConfirmedCount, claims: Sequence[Any]) -> int:
    """How many more were counted than are paid."""
    paid: int = sum(claim.standing == Verdict.ACCEPTED for claim in claims)
    return count.quantity - paid


def _name(tag: str, count: ConfirmedCount) -> str:
    """Who decides, where a count does."""
    return f"bag {tag} {count.at.isoformat()} {count.quantity}"


def _is_due(claim: Any, count_name: str) -> bool:
    """Whether a claim waits that this count was not asked about."""
    return bool(claim.state == ClaimState.WAITING and claim.decided_by != count_name)


def _claims(connection: Connection, event_id: int, bag: Bag, type_id: int) -> Sequence[Any]:
    """The returns at a bag's box while it hung there, in order of recording."""
    return connection.execute(
        select(
            SCANS.c.id, SCANS.c.container_id, SCANS.c.effective_at, SCANS.c.device_id, SCANS.c.standing, CLAIMS.c.state,
            CLAIMS.c.rung, CLAIMS.c.decided_by, CONTAINERS.c.human_code,
        )
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .outerjoin(CLAIMS, CLAIMS.c.id == SCANS.c.id)
        .where(
            SCANS.c.event_id == event_id,
            SCANS.c.effective_at > bag.since,
            SCANS.c.effective_at <= bag.until,
            SCANS.c.station_id == bag.station_id,
            SCANS.c.type_id == type_id,
            SCANS.c.kind.in_(sorted(RETURNS)),
            SCANS.c.acts,
        )
        .order_by(SCANS.c.recorded_at, SCANS.c.id)
    ).all()  # fmt: skip


def _release(
    connection: Connection,
    event: Event,
    tag: str,
    count: ConfirmedCount,
    claims: Sequence[Any],
    now: datetime,
) -> int:
    """Pay the oldest that wait while more was counted than is paid; how many were."""
    room, by, released = _room(count, claims), _name(tag, count), 0
    for claim in claims:
        if room <= 0:
            break
        if _is_due(claim, by):
            paid = _release_one(connection, event.organisation_id, claim.id, by, now)
            released, room = released + paid, room - paid
    return released


def _release_one(connection: Connection, organisation_id: int, scan_id: UUID, by: str, now: datetime) -> bool:
    """Whether one claim is paid now. One that is not waits on, and this count is not asked again."""

    def release(_scan_id: UUID, claim: ReturnClaim) -> ReturnClaim:
        still_waits = claim.state is ClaimState.WAITING
        return replace(claim, released_by=Releaser.BAG, decided_by=by) if still_waits else claim

    def take_back(_scan_id: UUID, claim: ReturnClaim) -> ReturnClaim:
        return replace(claim, released_by=None)

    settled = refold(connection, organisation_id, [scan_id], now, decide=release).get(scan_id)
    if settled is None or settled.state is ClaimState.PAID:
        return settled is not None
    refold(connection, organisation_id, [scan_id], now, decide=take_back)
    return False


def _say_counted(
    session: Session,
    keys: Keys,
    event: Event,
    tag: str,
    count: ConfirmedCount,
    claims: Sequence[Any],
    now: datetime,
) -> int:
    """If the bag was full, record of each claim that its container was counted; of how many it was new.

    A claim that a person refused has such a record too, of which the fold makes nothing: else nothing would say that the
    bag was full when all that was claimed into it by then was refused.
    """
    ids = {_counted_id(claim.id): claim for claim in claims if claim.rung != Rung.UNDONE}
    known = session.connection().execute(select(SCANS.c.id, SCANS.c.effective_at).where(SCANS.c.id.in_(ids)))
    recorded = {row.id: row.effective_at for row in known}
    containers = {claim.container_id for claim in ids.values()}
    is_full = count.quantity * 100 >= FULL_PERCENT * len(containers)
    if not recorded and not is_full:
        return 0
    at = min(recorded.values(), default=count.at)
    missing = [(one, claim) for one, claim in ids.items() if one not in recorded]
    authority = Authority(event.organisation_id, event.id, count.station_id)
    scans = [
        NewScan(
            one,
            Kind.COUNT,
            claim.human_code,
            at=at,
            told=Verdict.ACCEPTED.value,
            bag=tag,
            counts_claim=claim.id,
            counts_claim_at=claim.effective_at,
        )
        for one, claim in missing
    ]
    if scans:
        record_scans(session.connection(), keys, [Submission(authority, tuple(scans))], now)
    return len(scans)


def _counted_id(scan_id: UUID) -> UUID:
    """The id of the scan that says that a full bag held a return's container: one for each return."""
    return uuid5(_COUNTED, str(scan_id))
