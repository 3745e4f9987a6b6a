"""Contested returns: two claims to one deposit. Both are shown, with where and when each was made; one stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from pantbox.circulation.fold import RETURNS
from pantbox.circulation.known import CONTAINERS
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS, trip_of
from pantbox.circulation.scan import Verdict
from pantbox.ledger.postings import Claim

CONTESTED_MAX = 500


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who handed a container back: the scan, and where and when."""

    scan_id: UUID
    station_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Contested:
    """One deposit and two claims to it. `paid_twice`: whoever held the container was paid though a phone had been first."""

    container_id: int
    human_code: str
    type_id: int
    deposit_ore: int
    paid: Claimant
    other: Claimant
    paid_twice: bool


def contested(session: Session, event_id: int) -> list[Contested]:
    """The contested returns of an event, newest first: those paid twice, and those a guest was told yes to by a device
    without network after somebody else was paid."""
    return sorted(
        [*_paid_twice(session, event_id), *_told_yes_in_vain(session, event_id)],
        key=lambda one: one.other.at, reverse=True,
    )[:CONTESTED_MAX]  # fmt: skip


def _paid_twice(session: Session, event_id: int) -> Iterable[Contested]:
    rival = SCANS.alias("rival")
    rows = session.execute(
        select(
            SCANS.c.container_id, SCANS.c.type_id, CONTAINERS.c.human_code, CLAIMS.c.paid_ore.label("deposit_ore"),
            SCANS.c.id, SCANS.c.station_id, SCANS.c.effective_at, rival.c.id.label("rival_id"),
            rival.c.station_id.label("rival_station_id"), rival.c.effective_at.label("rival_at"),
        )
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .join(rival, rival.c.id == CLAIMS.c.second_of)
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .where(CLAIMS.c.event_id == event_id, CLAIMS.c.second_of.is_not(None))
        .order_by(SCANS.c.effective_at.desc())
        .limit(CONTESTED_MAX)
    )  # fmt: skip
    for row in rows:
        paid = Claimant(row.rival_id, row.rival_station_id, row.rival_at)
        yield _contested(row, paid, Claimant(row.id, row.station_id, row.effective_at), paid_twice=True)


def _told_yes_in_vain(session: Session, event_id: int) -> Iterable[Contested]:
    """Each return that was told yes and does not stand, with the claim that does: that of its container's trip then."""
    rival = and_(
        TRIPS.c.container_id == SCANS.c.container_id,
        TRIPS.c.credited_scan_id.is_not(None),
        TRIPS.c.credited_scan_id != SCANS.c.id,
        TRIPS.c.opened_at <= SCANS.c.effective_at,
    )
    rows = session.execute(
        select(SCANS.c.id.label("scan_id"), SCANS.c.station_id.label("scan_station_id"), SCANS.c.effective_at,
               CONTAINERS.c.human_code, TRIPS)
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .join(TRIPS, rival)
        .where(SCANS.c.event_id == event_id, SCANS.c.kind.in_(sorted(RETURNS)), SCANS.c.standing == Verdict.REJECTED)
        .where(SCANS.c.acts, or_(SCANS.c.told == Verdict.ACCEPTED, SCANS.c.verdict == Verdict.ACCEPTED))
        .order_by(SCANS.c.effective_at.desc(), SCANS.c.id, TRIPS.c.opened_at.desc())
        .limit(CONTESTED_MAX)
    )  # fmt: skip
    shown: set[UUID] = set()
    for row in rows:
        credited = trip_of(row).credited
        if credited and row.scan_id not in shown:
            shown.add(row.scan_id)
            other = Claimant(row.scan_id, row.scan_station_id, row.effective_at)
            yield _contested(row, _claimant(credited), other, paid_twice=False)


def _contested(row: Any, paid: Claimant, other: Claimant, *, paid_twice: bool) -> Contested:
    return Contested(row.container_id, row.human_code, row.type_id, row.deposit_ore, paid, other, paid_twice)


def _claimant(claim: Claim) -> Claimant:
    return Claimant(claim.scan_id, claim.station_id, claim.at)
