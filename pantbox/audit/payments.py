"""Promises about money on its way to guests: visits, refunds, vouchers and slips."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    select,
    union_all,
)

from pantbox.audit.finding import Finding
from pantbox.circulation.claims import ClaimState
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS, VISITS
from pantbox.ledger.accounts import Account, AccountKind
from pantbox.ledger.spent import LOST_ORE, OF_SPENT
from pantbox.ledger.transfers import Transfer
from pantbox.places.stations import StationKind
from pantbox.refunds.tables import Bearer, BearerKind, OfflineRedemption, Redemption, RefundRow, Unreadable

ACCOUNTS, TRANSFERS = Account.__table__, Transfer.__table__
BEARERS, REDEMPTIONS = Bearer.__table__, Redemption.__table__
_OWN_TRIP = TRIPS.alias("own_trip")
_SECOND = (
    CLAIMS.c.state == ClaimState.PAID,
    ~select(_OWN_TRIP.c.id)
    .where(_OWN_TRIP.c.id == CLAIMS.c.trip_id, _OWN_TRIP.c.credited_scan_id == CLAIMS.c.id)
    .exists(),
)
"""Claims that were paid though another had the deposit."""
_OF_CLAIM = SCANS.c.id == func.coalesce(CLAIMS.c.paid_with, CLAIMS.c.id)
"""The return of a claim; of an issue whose deposit a desk paid, the return it was paid with."""
REFUNDS, UNREADABLE = RefundRow.__table__, Unreadable.__table__
OFFLINE = OfflineRedemption.__table__


def findings(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    """Promises 8 and 10."""
    yield from _visits(connection, event_id)
    yield from _claims(connection, event_id)
    yield from _bearers(connection, event_id)
    yield from _taken_without_network(connection, event_id)
    yield _own_slips(connection, event_id)


def _visits(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    yield _compare(
        connection, event_id, VISITS, VISITS.c.credited_ore, _credits(), 8, "visits' credits",
        "visits' credits, and deposits of their returns and of what they brought unreadable",
    )  # fmt: skip
    yield _compare(
        connection, event_id, VISITS, VISITS.c.paid_ore, _paid(), 8, "visits' payments",
        "visits' payments, and their refunds and what stalls paid them in goods",
    )  # fmt: skip
    over = select(VISITS.c.id).where(VISITS.c.paid_ore > VISITS.c.credited_ore)
    ids = connection.scalars(_only(over, VISITS, event_id).limit(100)).all()
    yield Finding.none_of(
        8, "no visit pays more than its credits", "visits paid more than credited", ids, len(ids)
    )


def _credits() -> FromClause:
    parts: list[Select[Any]] = [
        select(TRIPS.c.credited_visit_id.label("of"), TRIPS.c.credited_ore.label("ore")),
        select(SCANS.c.visit_id.label("of"), CLAIMS.c.paid_ore.label("ore")).where(_OF_CLAIM, *_SECOND),
    ]
    parts.append(
        select(
            UNREADABLE.c.visit_id.label("of"), (UNREADABLE.c.quantity * UNREADABLE.c.deposit_ore).label("ore")
        )
    )
    parts.append(
        select(SCANS.c.visit_id.label("of"), LOST_ORE.label("ore"))
        .outerjoin(CLAIMS, CLAIMS.c.id == TRANSFERS.c.cause_subject)
        .join(SCANS, SCANS.c.id == func.coalesce(CLAIMS.c.paid_with, TRANSFERS.c.cause_subject))
        .where(OF_SPENT)
    )
    return union_all(*parts).subquery()


def _paid() -> FromClause:
    goods = [
        select(TRIPS.c.credited_visit_id.label("of"), TRIPS.c.credited_ore.label("ore")).where(
            TRIPS.c.credited_at_stall
        ),
        select(SCANS.c.visit_id.label("of"), CLAIMS.c.paid_ore.label("ore")).where(
            _OF_CLAIM, SCANS.c.station_kind == StationKind.STALL, *_SECOND
        ),
    ]
    refunds = select(REFUNDS.c.visit_id.label("of"), REFUNDS.c.amount_ore.label("ore"))
    return union_all(*goods, refunds).subquery()


def _claims(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    both = union_all(
        select(TRIPS.c.credited_scan_id.label("of"), TRIPS.c.event_id),
        select(CLAIMS.c.id.label("of"), TRIPS.c.event_id).where(TRIPS.c.id == CLAIMS.c.trip_id, *_SECOND),
    ).subquery()
    query = select(both.c.of).where(both.c.of.is_not(None)).group_by(both.c.of).having(func.count() > 1)
    ids = connection.scalars(_only(query, both, event_id).limit(100)).all()
    what = "returns that two deposits went out to"
    yield Finding.none_of(8, "one deposit for one return", what, ids, len(ids))
    yield _earlier(connection, event_id)


def _earlier(connection: Connection, event_id: int | None) -> Finding:
    """What desks paid besides returns: of each return one trip's deposit, of the same container, and all of it."""
    others = CLAIMS.alias("others")
    is_again = exists().where(
        others.c.container_id == CLAIMS.c.container_id, others.c.paid_with == CLAIMS.c.paid_with,
        others.c.state == ClaimState.PAID, others.c.id != CLAIMS.c.id,
    )  # fmt: skip
    is_right = (
        (SCANS.c.station_kind == StationKind.CASH_DESK)
        & SCANS.c.by_phone.is_(False)
        & (SCANS.c.container_id == TRIPS.c.container_id)
        & (CLAIMS.c.paid_ore >= TRIPS.c.deposit_ore)
        & ((TRIPS.c.credited_scan_id != CLAIMS.c.id) | (TRIPS.c.credited_ore == CLAIMS.c.paid_ore))
        & ~is_again
    )
    query = (
        select(CLAIMS.c.id)
        .outerjoin(SCANS, SCANS.c.id == CLAIMS.c.paid_with)
        .outerjoin(TRIPS, TRIPS.c.id == CLAIMS.c.trip_id)
        .where(CLAIMS.c.paid_with.is_not(None), CLAIMS.c.state == ClaimState.PAID)
        .where(~func.coalesce(is_right, false()))
    )
    ids = connection.scalars(_only(query, CLAIMS, event_id).limit(100)).all()
    what = "deposits of earlier trips that went to no return at a desk, to one twice, or not in full"
    return Finding.none_of(8, "an earlier deposit is paid by a desk, once and in full", what, ids, len(ids))


def _bearers(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    put_on = select(REFUNDS.c.bearer_id.label("of"), REFUNDS.c.amount_ore.label("ore")).subquery()
    taken = select(REDEMPTIONS.c.bearer_id.label("of"), REDEMPTIONS.c.amount_ore.label("ore")).subquery()
    yield _compare(
        connection, event_id, BEARERS, BEARERS.c.in_ore, put_on, 10, "put on vouchers and slips",
        "money put on vouchers and slips, and refunds by them",
    )  # fmt: skip
    yield _compare(
        connection, event_id, BEARERS, BEARERS.c.out_ore, taken, 10, "redeemed",
        "money redeemed from vouchers and slips, and redemptions of them",
    )  # fmt: skip
    left = (
        select(BEARERS.c.event_id, BEARERS.c.kind, func.sum(BEARERS.c.in_ore - BEARERS.c.out_ore))
        .group_by(BEARERS.c.event_id, BEARERS.c.kind)
        .order_by(BEARERS.c.event_id)
    )
    rows = connection.execute(_only(left, BEARERS, event_id)).all()
    yield Finding.same(
        10, "vouchers out", "the account of vouchers and slips out, and what is left on them",
        _voucher_accounts(connection, event_id),
        {f"{kind}s of event {event}": int(ore) for event, kind, ore in rows if ore},
    )  # fmt: skip


def _taken_without_network(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    """What it may cost the scheme, from the rows: of each bearer, over all stalls, no more than was put on it."""
    lost = select(OFFLINE.c.bearer_id.label("of"), OFFLINE.c.lost_ore.label("ore")).subquery()
    yield _compare(
        connection, event_id, BEARERS, BEARERS.c.lost_ore, lost, 10, "lost by vouchers and slips",
        "what vouchers and slips taken without network cost, and the losses of each time",
    )  # fmt: skip
    yield _compare(
        connection, event_id, BEARERS, BEARERS.c.owed_ore, _waiting(), 10, "waiting for money on slips",
        "what waits for money on vouchers and slips, and what stalls took before it was there and got since",
    )  # fmt: skip
    put_on = _sums_of(select(REFUNDS.c.bearer_id.label("of"), REFUNDS.c.amount_ore.label("ore")).subquery())
    costs = _sums_of(lost)
    over = (
        select(costs.c.of)
        .outerjoin(put_on, put_on.c.of == costs.c.of)
        .join(BEARERS, BEARERS.c.id == costs.c.of)
        .where(costs.c.ore > func.coalesce(put_on.c.ore, 0))
    )
    ids = connection.scalars(_only(over, BEARERS, event_id).limit(100)).all()
    what = "vouchers and slips that cost more without network than was ever put on them"
    yield Finding.none_of(10, "no voucher loses more than was put on it", what, ids, len(ids))
    known = _known_before()
    ids = connection.scalars(_only(select(known.c.of), known, event_id).limit(100)).all()
    what = "losses by what was blocked before it was handed in, or a second time at one stall"
    yield Finding.none_of(10, "no loss by what a stall could know", what, ids, len(ids))


def _waiting() -> FromClause:
    later = (
        select(OFFLINE.c.bearer_id.label("of"), -REDEMPTIONS.c.amount_ore.label("ore"))
        .join(OFFLINE, OFFLINE.c.id == REDEMPTIONS.c.offline_id)
        .where(REDEMPTIONS.c.request_id != OFFLINE.c.id)
    )
    return union_all(
        select(OFFLINE.c.bearer_id.label("of"), OFFLINE.c.waits_ore.label("ore")), later
    ).subquery()


def _known_before() -> FromClause:
    """Losses by what was blocked before, and at stalls that the scheme paid for the same one already."""
    blocked = (
        select(OFFLINE.c.bearer_id.label("of"), OFFLINE.c.event_id)
        .join(BEARERS, BEARERS.c.id == OFFLINE.c.bearer_id)
        .where(OFFLINE.c.lost_ore > 0, BEARERS.c.revoked_at < OFFLINE.c.recorded_at)
    )
    again = (
        select(OFFLINE.c.bearer_id.label("of"), func.min(OFFLINE.c.event_id).label("event_id"))
        .where(OFFLINE.c.lost_ore > 0)
        .group_by(OFFLINE.c.bearer_id, OFFLINE.c.station_id)
        .having(func.count() > 1)
    )
    online = (
        select(OFFLINE.c.bearer_id.label("of"), OFFLINE.c.event_id)
        .join(
            REDEMPTIONS,
            and_(
                REDEMPTIONS.c.bearer_id == OFFLINE.c.bearer_id,
                REDEMPTIONS.c.station_id == OFFLINE.c.station_id,
            ),
        )
        .where(
            OFFLINE.c.lost_ore > 0,
            REDEMPTIONS.c.offline_id.is_(None),
            REDEMPTIONS.c.at < OFFLINE.c.recorded_at,
        )
    )
    return union_all(blocked, again, online).subquery()


def _own_slips(connection: Connection, event_id: int | None) -> Finding:
    good = (BEARERS.c.id == VISITS.c.slip_id) & (BEARERS.c.organisation_id == VISITS.c.organisation_id)
    query = (
        select(VISITS.c.id)
        .outerjoin(BEARERS, good & (BEARERS.c.kind == BearerKind.SLIP))
        .where(VISITS.c.slip_id.is_not(None), BEARERS.c.id.is_(None))
    )
    ids = connection.scalars(_only(query, VISITS, event_id).limit(100)).all()
    return Finding.none_of(
        10,
        "a visit's own slip is one of its organisation",
        "visits whose slip is none of their organisation",
        ids,
        len(ids),
    )


def _voucher_accounts(connection: Connection, event_id: int | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for side, sign in ((TRANSFERS.c.credit_account_id, 1), (TRANSFERS.c.debit_account_id, -1)):
        sums = select(ACCOUNTS.c.event_id, ACCOUNTS.c.of, func.sum(TRANSFERS.c.amount_ore))
        query = (
            sums.join(TRANSFERS, side == ACCOUNTS.c.id)
            .where(ACCOUNTS.c.kind == AccountKind.VOUCHERS)
            .group_by(ACCOUNTS.c.event_id, ACCOUNTS.c.of)
        )
        for event, of, ore in connection.execute(_only(query, ACCOUNTS, event_id)):
            name = f"{of}s of event {event}"
            found[name] = found.get(name, 0) + sign * int(ore)
    return {name: ore for name, ore in found.items() if ore}


def _compare(
    connection: Connection, event_id: int | None, table: FromClause, kept: ColumnElement[int], rows: FromClause,
    promise: int, name: str, compared: str,
) -> Finding:  # fmt: skip
    """Whether a column of each row is the sum of what belongs to it. Only rows that differ are read."""
    sums = _sums_of(rows)
    follows = func.coalesce(sums.c.ore, 0)
    joined = table.outerjoin(sums, sums.c.of == table.c.id)
    totals = select(func.coalesce(func.sum(kept), 0), func.coalesce(func.sum(follows), 0)).select_from(joined)
    left, right = connection.execute(_only(totals, table, event_id)).one()
    differing = select(table.c.id).select_from(joined).where(kept != follows).limit(100)
    ids = connection.scalars(_only(differing, table, event_id)).all()
    shown = f" ({len(ids)} differ: {', '.join(str(one) for one in ids[:3])})" if ids else ""
    return Finding(promise, name, not ids, compared + shown, int(left), int(right))


def _sums_of(rows: FromClause) -> FromClause:
    """The sum of `ore` of each `of`."""
    return (
        select(rows.c.of, func.sum(rows.c.ore).label("ore"))
        .where(rows.c.of.is_not(None))
        .group_by(rows.c.of)
        .subquery()
    )


def _only(query: Any, table: FromClause, event_id: int | None) -> Any:
    return query if event_id is None else query.where(table.c.event_id == event_id)
