"""Promises about the books: every account says what the scans say."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, not_, or_, select

from pantbox.audit.finding import Finding
from pantbox.audit.refolding import Folded
from pantbox.circulation.crate_counts import crate_counts
from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.ledger.accounts import Account, AccountKey, AccountKind
from pantbox.ledger.crates import fold_crates
from pantbox.ledger.pools import Back, Held, Share, all_bearers, follow, held
from pantbox.ledger.spent import LOST_ORE, OF_SPENT
from pantbox.ledger.transfers import Transfer

ACCOUNTS, TRANSFERS = Account.__table__, Transfer.__table__
_FROM_SCANS = or_(
    *(
        TRANSFERS.c.cause_kind.startswith(kind)
        for kind in ("crate", "issue", "end", "return", "contested", "settled")
    ),
)
"""Transfers booked because of scans; the others are refunds, tills and what people paid."""

WHOLE = (
    (7, AccountKind.HELD, "deposits held per stall, and deposits of its open trips"),
    (7, AccountKind.POOL, "pools per type, and crates delivered less counted back, handed out and returned"),
    (7, AccountKind.UNCLAIMED, "unclaimed deposits, and those of trips that ended otherwise than returned"),
)
"""Accounts that only scans move."""
OF_SCANS = (
    (7, AccountKind.VENDOR, "what stalls owe for deposits, and what they issued less what they took back"),
    (9, AccountKind.PAYABLE, "credited to guests per station, and full deposits of what came back there"),
    (
        9,
        AccountKind.DISPUTED,
        "paid to holders after a stall was, and second payments that nobody decided yet",
    ),
    (9, AccountKind.UNSEEN, "paid for issues nobody scanned, and deposits of such returns"),
    (4, AccountKind.LOSS, "losses booked for undo and for second holders, and those that follow from scans"),
    (12, AccountKind.DUE, "what events owe each other, and containers that came home elsewhere"),
)
"""Accounts that scans and people move: the part that scans moved."""


def findings(connection: Connection, folded: Folded, event_id: int | None) -> Iterator[Finding]:
    """Promises 6, 7, 9, the losses of 4 and what events owe each other."""
    yield from _transfers(connection, event_id)
    follows = Counter(folded.balances)
    crates, counted = _crates(connection)
    rows = follow(counted, folded.pools)
    follows.update(crates)
    follows.update(_made_up(rows))
    follows.update(_spent(connection))
    everything, by_scans = _sums(connection), _sums(connection, _FROM_SCANS)
    yield _owed_between_events(everything)
    for kept, kinds in ((everything, WHOLE), (by_scans, OF_SCANS)):
        for promise, kind, compared in kinds:
            yield Finding.same(
                promise, f"account {kind.value}", compared,
                _of(kept, kind, event_id), _of(follows, kind, event_id),
            )  # fmt: skip

    yield from _pools(connection, rows, everything, event_id)
    yield _disputes(connection, event_id)


def _pools(
    connection: Connection, follows: Mapping[Share, Held], kept: Counter[AccountKey], event_id: int | None
) -> Iterator[Finding]:
    """What the rows of pools say, and that none is below 0."""
    rows = held(connection)
    wrong = sorted(
        share
        for share in {*rows, *follows}
        if rows.get(share, Held()) != follows.get(share, Held()) and event_id in (None, share.event_id)
    )
    what = "pools, and stalls' crates in them, whose row is not what follows from counts and scans"
    yield Finding.none_of(7, "pools", what, [f"{share}" for share in wrong], len(wrong))
    below = [f"{key.of} of event {key.event_id}" for key, ore in kept.items()
             if key.kind is AccountKind.POOL and ore < 0 and event_id in (None, key.event_id)]  # fmt: skip
    yield Finding.none_of(7, "no pool below 0", "pools below 0", below, len(below))


def _disputes(connection: Connection, event_id: int | None) -> Finding:
    """Every dispute that was decided moved its stall's account twice: when the holder was paid, and by the decision."""
    stalls = select(ACCOUNTS.c.id).where(ACCOUNTS.c.kind == AccountKind.DISPUTED)
    of_claim = select(TRANSFERS.c.id).where(TRANSFERS.c.cause_subject == CLAIMS.c.id)
    paid = of_claim.where(
        TRANSFERS.c.cause_kind.startswith("contested"), TRANSFERS.c.debit_account_id.in_(stalls)
    )
    decided = of_claim.where(
        TRANSFERS.c.cause_kind.startswith("settled"), TRANSFERS.c.credit_account_id.in_(stalls)
    )
    lacking = select(CLAIMS.c.id).where(
        CLAIMS.c.settled.is_not(None),
        or_(
            not_(paid.exists()),
            not_(decided.exists()),
            CLAIMS.c.settled_by.is_(None),
            CLAIMS.c.settled_at.is_(None),
        ),
    )
    ids = connection.scalars(_only(lacking, CLAIMS.c.event_id, event_id).limit(100)).all()
    what = "decided disputes that lack the payment, its decision in the books, or who decided"
    return Finding.none_of(9, "decided disputes", what, ids, len(ids))


def _transfers(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    debit, credit = ACCOUNTS.alias("debit"), ACCOUNTS.alias("credit")
    joined = (
        select(TRANSFERS.c.id)
        .join(debit, debit.c.id == TRANSFERS.c.debit_account_id)
        .join(credit, credit.c.id == TRANSFERS.c.credit_account_id)
    )
    wrong = or_(
        TRANSFERS.c.amount_ore <= 0,
        debit.c.id == credit.c.id,
        debit.c.organisation_id != credit.c.organisation_id,
        debit.c.organisation_id != TRANSFERS.c.organisation_id,
        debit.c.currency != credit.c.currency,
        debit.c.event_id != credit.c.event_id,
        debit.c.event_id != TRANSFERS.c.event_id,
    )
    ids = connection.scalars(_only(joined.where(wrong), TRANSFERS.c.event_id, event_id).limit(100)).all()
    what = (
        "transfers of no amount, or between accounts that are one, of two organisations, currencies or events"
    )
    yield Finding.none_of(6, "transfers", what, ids, len(ids))
    sums = _sums(connection)
    by_event: dict[str, int] = defaultdict(int)
    for key, ore in sums.items():
        if event_id in (None, key.event_id):
            by_event[f"event {key.event_id}"] += ore
    yield Finding.same(6, "books balance", "the sum of all accounts of each event, and 0", by_event, {})


def _owed_between_events(balances: Counter[AccountKey]) -> Finding:
    """What one event owes another is what that one is owed: the two accounts of a pair are opposite."""
    pairs: Counter[str] = Counter()
    for key, ore in balances.items():
        if key.kind is AccountKind.DUE:
            pairs[key.of] += ore
    wrong = sorted(pair for pair, ore in pairs.items() if ore)
    what = "pairs of events whose debts to each other are not opposite"
    return Finding.none_of(12, "what events owe each other is opposite", what, wrong, len(wrong))


def _only(query: Select[Any], column: ColumnElement[int], event_id: int | None) -> Select[Any]:
    return query if event_id is None else query.where(column == event_id)


def _sums(connection: Connection, which: ColumnElement[bool] | None = None) -> Counter[AccountKey]:
    """What transfers add up to per account: all of them, or some."""
    total: Counter[AccountKey] = Counter()
    for side, sign in ((TRANSFERS.c.credit_account_id, 1), (TRANSFERS.c.debit_account_id, -1)):
        query = (
            select(ACCOUNTS.c.event_id, ACCOUNTS.c.kind, ACCOUNTS.c.of, func.sum(TRANSFERS.c.amount_ore))
            .join(TRANSFERS, side == ACCOUNTS.c.id)
            .group_by(ACCOUNTS.c.event_id, ACCOUNTS.c.kind, ACCOUNTS.c.of)
        )
        if which is not None:
            query = query.where(which)
        for event_id, kind, of, ore in connection.execute(query):
            total[AccountKey(event_id, AccountKind(kind), of)] += sign * int(ore)
    return total


def _crates(connection: Connection) -> tuple[Counter[AccountKey], dict[Share, Held]]:
    """What crates moved, and what rows of pools would say if nothing was scanned out: the counts of stalls' crates, folded."""
    moved: Counter[AccountKey] = Counter()
    rows: dict[Share, Held] = {}
    for share, counts in crate_counts(connection).items():
        crates = fold_crates(counts)
        moved[share.pool] += crates.owed_ore
        moved[share.stall] -= crates.owed_ore
        back = Back(crates.back_ore, crates.back_at) if crates.back_at is not None else None
        rows[share] = Held(crates.owed_ore, 0, back)
    return moved, rows


def _made_up(rows: Mapping[Share, Held]) -> Counter[AccountKey]:
    """What stalls and unseen issues paid in, so that no pool is below 0."""
    moved: Counter[AccountKey] = Counter()
    for bearer, ore in all_bearers(rows).items():
        moved[bearer.share.pool] += ore
        moved[bearer.account] -= ore
    return moved


def _spent(connection: Connection) -> Counter[AccountKey]:
    """Credits withdrawn after they were paid out, less what made up for them: the loss it is, and the credit that stays.

    That of an issue was paid by a desk, with a return: there it stays.
    """
    rows = connection.execute(
        select(SCANS.c.event_id, SCANS.c.station_id, func.sum(LOST_ORE))
        .select_from(TRANSFERS)
        .outerjoin(CLAIMS, CLAIMS.c.id == TRANSFERS.c.cause_subject)
        .join(SCANS, SCANS.c.id == func.coalesce(CLAIMS.c.paid_with, TRANSFERS.c.cause_subject))
        .where(OF_SPENT)
        .group_by(SCANS.c.event_id, SCANS.c.station_id)
    )
    moved: Counter[AccountKey] = Counter()
    for event_id, station_id, ore in rows:
        moved[AccountKey(event_id, AccountKind.PAYABLE, str(station_id))] += int(ore)
        moved[AccountKey(event_id, AccountKind.LOSS, "undo")] -= int(ore)
    return moved


def _of(balances: Counter[AccountKey], kind: AccountKind, event_id: int | None) -> dict[str, int]:
    return {
        f"{key.kind.value} {key.of} of event {key.event_id}": ore
        for key, ore in balances.items()
        if key.kind is kind and event_id in (None, key.event_id) and ore
    }
