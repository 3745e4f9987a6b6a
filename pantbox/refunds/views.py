"""What a guest may see of a visit: what was handed back, what it came to, and where the money went."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from pantbox.circulation.fold import RETURNS
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import ReturnClaimRow, ScanRow, TripRow, VisitRow
from pantbox.containers.containers import Container
from pantbox.errors import NotFound
from pantbox.keys import Keys
from pantbox.places.events import Rail
from pantbox.refunds.codes import code_of
from pantbox.refunds.tables import Bearer, BearerKind, RefundRow


@dataclass(frozen=True, slots=True)
class RefundView:
    """One part that went out. `code`, `left_ore` and `valid_until` are a voucher's; of a slip only its number is told."""

    id: UUID
    rail: Rail
    amount_ore: int
    at: datetime
    coins_ore: int | None = None
    cause: str | None = None
    number: int | None = None
    code: str | None = None
    left_ore: int | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitItem:
    """One container of a visit. `credited`: its deposit is in the sum; `contested`: somebody else claims it too."""

    scan_id: UUID
    type_id: int | None
    human_code: str | None
    deposit_ore: int
    at: datetime
    verdict: Verdict
    reason: Reason | None
    standing: Verdict
    credited: bool
    contested: bool


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit as its guest sees it. `held` and `contested` count items."""

    id: UUID
    organisation_id: int
    event_id: int
    station_id: int
    opened_at: datetime
    credited_ore: int
    paid_ore: int
    left_ore: int
    items: list[VisitItem]
    refunds: list[RefundView]
    held: int
    contested: int


def visit_view(session: Session, keys: Keys, visit_id: UUID) -> VisitView:
    """A visit, for whoever showed its claim (`check_claim`): vouchers' codes are in it.

    Raises `NotFound("visit_unknown")`: perhaps only not yet, when a box without network gave a ticket.
    """
    visit = session.get(VisitRow, visit_id)
    if visit is None:
        raise NotFound("visit_unknown")
    items = _items(session, visit_id)
    return VisitView(
        id=visit.id,
        organisation_id=visit.organisation_id,
        event_id=visit.event_id,
        station_id=visit.station_id,
        opened_at=visit.opened_at,
        credited_ore=visit.credited_ore,
        paid_ore=visit.paid_ore,
        left_ore=visit.credited_ore - visit.paid_ore,
        items=items,
        refunds=_refunds(session, keys, RefundRow.visit_id == visit_id),
        held=sum(item.standing is Verdict.HELD for item in items),
        contested=sum(item.contested for item in items),
    )


def refunds_of_request(session: Session, keys: Keys, request_id: UUID) -> list[RefundView]:
    """What one request paid, in the order it asked."""
    return _refunds(session, keys, RefundRow.request_id == request_id)


def _refunds(session: Session, keys: Keys, which: ColumnElement[bool]) -> list[RefundView]:
    rows = session.execute(
        select(RefundRow, Bearer)
        .outerjoin(Bearer, Bearer.id == RefundRow.bearer_id)
        .where(which)
        .order_by(RefundRow.at, RefundRow.request_id, RefundRow.place)
    )
    return [_refund(keys, refund, bearer) for refund, bearer in rows]


def _refund(keys: Keys, refund: RefundRow, bearer: Bearer | None) -> RefundView:
    is_own_voucher = bearer is not None and bearer.kind == BearerKind.VOUCHER
    return RefundView(
        id=refund.id,
        rail=Rail(refund.rail),
        amount_ore=refund.amount_ore,
        at=refund.at,
        coins_ore=refund.coins_ore,
        cause=refund.cause,
        number=bearer.number if bearer else None,
        code=code_of(keys, BearerKind.VOUCHER, bearer.id) if bearer and is_own_voucher else None,
        left_ore=bearer.left_ore if bearer and is_own_voucher else None,
        valid_until=bearer.valid_until if bearer else None,
    )


def _items(session: Session, visit_id: UUID) -> list[VisitItem]:
    claim, rival = aliased(ReturnClaimRow), aliased(ReturnClaimRow)
    # Written with the event, so that the index of second payments serves.
    was_paid_beside = exists().where(
        rival.second_of == ScanRow.id, rival.second_of.is_not(None), rival.event_id == ScanRow.event_id
    )
    scans = session.execute(
        select(ScanRow, Container.human_code, claim.second_of, claim.paid_ore, was_paid_beside)
        .outerjoin(Container, Container.id == ScanRow.container_id)
        .outerjoin(claim, claim.id == ScanRow.id)
        .where(ScanRow.visit_id == visit_id, ScanRow.kind.in_(RETURNS))
        .order_by(ScanRow.effective_at, ScanRow.id)
    ).all()
    paid = _paid_ore(session, visit_id)
    return [
        _item(
            scan,
            human_code,
            paid.get(scan.id) or (paid_ore if second_of else None),
            contested=second_of is not None or beside,
        )
        for scan, human_code, second_of, paid_ore, beside in scans
    ]


def _paid_ore(session: Session, visit_id: UUID) -> Counter[UUID | None]:
    """What each return got out of deposits, in øre. One with which a desk paid the deposit of the trip before got both."""
    paid: Counter[UUID | None] = Counter()
    trips = (
        select(TripRow.credited_scan_id, TripRow.credited_ore, ReturnClaimRow.paid_with)
        .outerjoin(ReturnClaimRow, ReturnClaimRow.id == TripRow.credited_scan_id)
        .where(TripRow.credited_visit_id == visit_id)
    )
    for credited, ore, paid_with in session.execute(trips):
        paid[paid_with or credited] += ore
    return paid


def _item(scan: ScanRow, human_code: str | None, paid_ore: int | None, *, contested: bool) -> VisitItem:
    return VisitItem(
        scan_id=scan.id,
        type_id=scan.type_id,
        human_code=human_code,
        deposit_ore=paid_ore or scan.deposit_ore,
        at=scan.effective_at,
        verdict=Verdict(scan.verdict),
        reason=Reason(scan.verdict_reason) if scan.verdict_reason else None,
        standing=Verdict(scan.standing),
        credited=paid_ore is not None,
        contested=contested,
    )
