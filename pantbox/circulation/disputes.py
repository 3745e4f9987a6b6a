"""Disputes: payments to whoever held a container after a stall had its deposit. The organiser decides who bears each.

Until then the payment stands on `DISPUTED(stall)`. Decided against the stall it goes onto what its vendor owes, decided
against the scheme it is a loss. A decision is for good, and is made once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, literal_column, or_, select, update
from sqlalchemy.orm import Session

from pantbox.circulation.claims import ClaimState, ReturnClaim
from pantbox.circulation.contested import CONTESTED_MAX, RIVALS, Claimant, claimant_of, claimants_of
from pantbox.circulation.known import CONTAINERS
from pantbox.circulation.refold import lock_containers, refold
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.tables import ReturnClaimRow
from pantbox.errors import Conflict, NotFound
from pantbox.ledger.postings import Against
from pantbox.places.log import By, log
from pantbox.places.stations import StationKind


@dataclass(frozen=True, slots=True)
class Dispute:
    """A payment of `amount_ore` to `holder` after `stall` had the deposit, and who bears it; None: undecided.

    `id` is that of the holder's return.
    """

    id: UUID
    human_code: str
    type_id: int
    amount_ore: int
    stall: Claimant
    holder: Claimant
    settled: Against | None
    settled_at: datetime | None
    settled_by: str | None


def disputes(session: Session, event_id: int, *, undecided: bool = False) -> Sequence[Dispute]:
    """The disputes of an event's stalls, and of payments made at it: undecided ones first, then the newest. At most 500."""
    asked = _disputes().where(or_(CLAIMS.c.event_id == event_id, RIVALS.c.event_id == event_id))
    if undecided:
        asked = asked.where(CLAIMS.c.settled.is_(None))
    newest = asked.order_by(CLAIMS.c.settled.is_not(None), SCANS.c.effective_at.desc()).limit(CONTESTED_MAX)
    return _read(session, newest)


def settle_dispute(
    session: Session,
    organisation_id: int,
    event_id: int,
    dispute_id: UUID,
    against: Against,
    by: By,
    now: datetime,
) -> Dispute:
    """Decide who bears a disputed payment, and book it.

    Raises `NotFound("dispute_unknown")` for what is no second payment against a stall of this event or organisation, and
    `Conflict("dispute_settled")` when somebody has decided it already.
    """  # fmt: skip
    lock_containers(session.connection(), organisation_id, {dispute_id})
    mine = _disputes().where(
        CLAIMS.c.id == dispute_id,
        CLAIMS.c.organisation_id == organisation_id,
        or_(CLAIMS.c.event_id == event_id, RIVALS.c.event_id == event_id),
    )
    found = _read(session, mine)
    if not found:
        raise NotFound("dispute_unknown")
    if found[0].settled:
        raise Conflict("dispute_settled", against=found[0].settled.value)

    def settled(_scan_id: UUID, claim: ReturnClaim) -> ReturnClaim:
        return replace(claim, settled=against)

    refold(session.connection(), organisation_id, [dispute_id], now, decide=settled)
    session.execute(
        update(ReturnClaimRow)
        .where(ReturnClaimRow.id == dispute_id)
        .values(settled_at=now, settled_by=by.name[:80])
    )
    details = {
        **dict(by.details), "claim": str(dispute_id), "station": found[0].stall.station_id,
        "amount_ore": found[0].amount_ore, "before": "undecided", "after": against.value,
    }  # fmt: skip
    log(session, organisation_id, by.user_id, f"dispute_against_{against}", found[0].human_code, details, now)
    return replace(found[0], settled=against, settled_at=now, settled_by=by.name[:80])


def _disputes() -> Select[tuple[object, ...]]:
    """Second payments after a stall's, as long as the stall's claim stands: else the second has the deposit itself."""
    return (
        select(
            CLAIMS.c.id, CLAIMS.c.paid_ore, CLAIMS.c.settled, CLAIMS.c.settled_at, CLAIMS.c.settled_by,
            CONTAINERS.c.human_code, SCANS.c.type_id, *claimants_of(SCANS, RIVALS),
        )
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .join(RIVALS, RIVALS.c.id == CLAIMS.c.second_of)
        .join(TRIPS, and_(TRIPS.c.id == CLAIMS.c.trip_id, TRIPS.c.credited_scan_id != CLAIMS.c.id))
        .join(CONTAINERS, CONTAINERS.c.id == CLAIMS.c.container_id)
        .where(
            CLAIMS.c.second_of.is_not(None),
            CLAIMS.c.state == literal_column(f"'{ClaimState.PAID}'"),
            RIVALS.c.station_kind == StationKind.STALL,
            RIVALS.c.by_phone.is_(False),
        )
    )  # fmt: skip


def _read(session: Session, asked: Select[tuple[object, ...]]) -> list[Dispute]:
    return [
        Dispute(
            id=row.id, human_code=row.human_code, type_id=row.type_id, amount_ore=row.paid_ore,
            stall=claimant_of(row, "rival"), holder=claimant_of(row, "own"),
            settled=Against(row.settled) if row.settled else None, settled_at=row.settled_at, settled_by=row.settled_by,
        )
        for row in session.execute(asked)
    ]  # fmt: skip
