"""Contested returns: two claims to one deposit. Both are shown, with where, when and how each was made.

Those paid twice because a stall had the deposit first are disputes with that stall, which somebody decides:
`pantbox.circulation.disputes`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, not_, or_, select
from sqlalchemy.orm import Session

from pantbox.circulation.fold import RETURNS
from pantbox.circulation.known import CONTAINERS
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.scan import Verdict
from pantbox.places.stations import StationKind

CONTESTED_MAX = 500
RIVALS = SCANS.alias("rival")
"""The scan whose claim had the deposit already."""
_CLAIMANT = ("id", "station_id", "station_kind", "by_phone", "device_id", "effective_at")


class ClaimKind(StrEnum):
    """How a container was handed back."""

    PHONE = "phone"
    BOX = "box"
    STALL = "stall"
    DESK = "desk"


_KINDS = {StationKind.STALL: ClaimKind.STALL, StationKind.CASH_DESK: ClaimKind.DESK}


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who handed a container back: the scan, where, when and how. `device_id` None: a guest's phone, or a program."""

    scan_id: UUID
    station_id: int
    at: datetime
    kind: ClaimKind
    device_id: int | None


@dataclass(frozen=True, slots=True)
class Contested:
    """One deposit and two claims to it. `paid_twice`: whoever held the container was paid though another had been first."""

    container_id: int
    human_code: str
    type_id: int
    deposit_ore: int
    paid: Claimant
    other: Claimant
    paid_twice: bool


def contested(session: Session, event_id: int) -> list[Contested]:
    """The contested returns of an event, newest first, but for disputes with stalls: those paid twice, and those a guest
    was told yes to by a device without network after somebody else was paid."""
    return sorted(
        [*_paid_twice(session, event_id), *_told_yes_in_vain(session, event_id)],
        key=lambda one: one.other.at, reverse=True,
    )[:CONTESTED_MAX]  # fmt: skip


def claimants_of(own: FromClause, rival: FromClause) -> list[ColumnElement[Any]]:
    """The columns that `claimant_of` reads: of the claim in question as `own`, of the other as `rival`."""
    return [
        table.c[name].label(f"{side}_{name}")
        for side, table in (("own", own), ("rival", rival))
        for name in _CLAIMANT
    ]


def claimant_of(row: Any, side: str) -> Claimant:
    """One side of a row: `own` or `rival`."""
    told = {name: getattr(row, f"{side}_{name}") for name in _CLAIMANT}
    kind = ClaimKind.PHONE if told["by_phone"] else _KINDS.get(told["station_kind"], ClaimKind.BOX)
    return Claimant(told["id"], told["station_id"], told["effective_at"], kind, told["device_id"])


def _paid_twice(session: Session, event_id: int) -> Iterable[Contested]:
    by_stall = and_(RIVALS.c.station_kind == StationKind.STALL, RIVALS.c.by_phone.is_(False))
    rows = session.execute(
        select(
            SCANS.c.container_id, SCANS.c.type_id, CONTAINERS.c.human_code, CLAIMS.c.paid_ore.label("deposit_ore"),
            *claimants_of(SCANS, RIVALS),
        )
        .join(SCANS, SCANS.c.id == CLAIMS.c.id)
        .join(RIVALS, RIVALS.c.id == CLAIMS.c.second_of)
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .where(CLAIMS.c.event_id == event_id, CLAIMS.c.second_of.is_not(None), not_(by_stall))
        .order_by(SCANS.c.effective_at.desc())
        .limit(CONTESTED_MAX)
    )  # fmt: skip
    for row in rows:
        yield _contested(row, paid_twice=True)


def _told_yes_in_vain(session: Session, event_id: int) -> Iterable[Contested]:
    """Each return that was told yes and does not stand, with the claim that does: that of its container's trip then."""
    credited = and_(
        TRIPS.c.container_id == SCANS.c.container_id,
        TRIPS.c.credited_scan_id != SCANS.c.id,
        TRIPS.c.opened_at <= SCANS.c.effective_at,
    )
    rows = session.execute(
        select(
            SCANS.c.container_id, SCANS.c.type_id, CONTAINERS.c.human_code, TRIPS.c.deposit_ore,
            *claimants_of(SCANS, RIVALS),
        )
        .join(CONTAINERS, CONTAINERS.c.id == SCANS.c.container_id)
        .join(TRIPS, credited)
        .join(RIVALS, RIVALS.c.id == TRIPS.c.credited_scan_id)
        .where(SCANS.c.event_id == event_id, SCANS.c.kind.in_(sorted(RETURNS)), SCANS.c.standing == Verdict.REJECTED)
        .where(SCANS.c.acts, or_(SCANS.c.told == Verdict.ACCEPTED, SCANS.c.verdict == Verdict.ACCEPTED))
        .order_by(SCANS.c.effective_at.desc(), SCANS.c.id, TRIPS.c.opened_at.desc())
        .limit(CONTESTED_MAX)
    )  # fmt: skip
    shown: set[UUID] = set()
    for row in rows:
        if row.own_id not in shown:
            shown.add(row.own_id)
            yield _contested(row, paid_twice=False)


def _contested(row: Any, *, paid_twice: bool) -> Contested:
    paid, other = claimant_of(row, "rival"), claimant_of(row, "own")
    return Contested(row.container_id, row.human_code, row.type_id, row.deposit_ore, paid, other, paid_twice)
