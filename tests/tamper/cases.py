"""Changes that are more than one column of one row: money put in, sent elsewhere or taken out whole, and the seals themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from pantbox import tables
from pantbox.clock import new_id
from pantbox.db import Base
from pantbox.ledger.accounts import AccountKind

LONG_AGO = timedelta(days=400)


@dataclass(frozen=True)
class Case:
    """One change, by what it does."""

    name: str
    make: Callable[[Connection], bool]


def every_case() -> Iterator[Case]:
    """All of them."""
    tables.load()
    yield from _put_in()
    yield from _sent_elsewhere()
    yield from _taken_out()
    yield from _of_seals()


def _put_in() -> Iterator[Case]:
    bank, loss, payable = (AccountKind.BANK, ""), (AccountKind.LOSS, "whatever"), (AccountKind.PAYABLE, None)
    vendor, held, unseen = (AccountKind.VENDOR, None), (AccountKind.HELD, None), (AccountKind.UNSEEN, "")
    for debit, credit, cause in (
        (bank, vendor, "settled"), (loss, vendor, "gift"), (payable, vendor, "return_goods"), (bank, payable, "return"),
        (unseen, payable, "unreadable"), (payable, bank, "refund_cash"), (loss, vendor, "redeemed_twice"),
        (vendor, held, "issue"), (vendor, unseen, "crate_short_back"), (bank, vendor, "till_float_out"),
    ):  # fmt: skip
        name = f"transfer put in: {debit[0]} to {credit[0]} for {cause}"
        yield Case(name, lambda c, d=debit, k=credit, w=cause: _forge(c, d, k, w))
    yield Case("scan put in as of long ago", lambda c: _double(c, "scan", {"recorded_at": -LONG_AGO}))
    yield Case("scan put in", lambda c: _double(c, "scan", {}))
    yield Case("refund put in", lambda c: _double(c, "refund", {"request_id": new_id()}))
    yield Case("redemption put in", lambda c: _double(c, "redemption", {"request_id": new_id()}))
    yield Case("till move put in", lambda c: _double(c, "till_move", {"request_id": new_id()}))
    yield Case("return claim put in", lambda c: _double(c, "return_claim", {}))


def _sent_elsewhere() -> Iterator[Case]:
    def to_another(kind: AccountKind, of: str, cause: str) -> Callable[[Connection], bool]:
        def make(connection: Connection) -> bool:
            account = _account(connection, (kind, of))
            return _changed(connection, "transfer", "cause_kind", cause, credit_account_id=account)

        return make

    yield Case("donation to another cause", to_another(AccountKind.DONATIONS, "mine", "refund_donation"))
    yield Case("float from a loss", to_another(AccountKind.LOSS, "coffee", "till_float_in"))
    yield Case("redeemed at another stall", to_another(AccountKind.VENDOR, "999", "redeemed"))
    yield Case("a stall given to another vendor", _swap_vendors)


def _taken_out() -> Iterator[Case]:
    for cause in ("issue", "return", "refund_donation", "refund_voucher", "refund_cash", "redeemed", "till_float_in", "till_counted", "unreadable", "crate"):  # fmt: skip
        yield Case(f"transfer gone: {cause}", lambda c, w=cause: _gone(c, "transfer", "cause_kind", w))
    yield Case("a refund and its transfer gone", _refund_gone_whole)
    yield Case("a return and its trip gone", _return_gone_whole)


def _of_seals() -> Iterator[Case]:
    yield Case("first sealed block gone", lambda c: _gone(c, "sealed_block", "number", 1))
    yield Case(
        "sealed block's rows changed", lambda c: _changed(c, "sealed_block", "number", 2, members=b"x" * 32)
    )
    yield Case(
        "sealed block's hash changed", lambda c: _changed(c, "sealed_block", "number", 2, hash="f" * 64)
    )
    yield Case("sealed block's mac changed", lambda c: _changed(c, "sealed_block", "number", 2, mac="f" * 64))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _account(connection: Connection, which: tuple[AccountKind, str | None]) -> int:
    """The account of a kind, `of` somebody or the first there is; made if there is none."""
    accounts, (kind, of) = _table("account"), which
    query = select(accounts.c.id).where(accounts.c.kind == kind)
    found = connection.scalar(
        (query if of is None else query.where(accounts.c.of == of)).order_by(accounts.c.id)
    )
    if found is not None:
        return int(found)
    like = connection.execute(select(accounts).order_by(accounts.c.id)).first()
    assert like is not None
    row = dict(like._mapping) | {"kind": kind, "of": of or ""}
    del row["id"]
    made = connection.execute(insert(accounts).values(row).returning(accounts.c.id)).scalar_one()
    return int(made)


def _forge(
    connection: Connection,
    debit: tuple[AccountKind, str | None],
    credit: tuple[AccountKind, str | None],
    cause: str,
) -> bool:
    transfers = _table("transfer")
    like = connection.execute(select(transfers).order_by(transfers.c.id.desc())).first()
    assert like is not None
    row = dict(like._mapping) | {
        "id": new_id(), "debit_account_id": _account(connection, debit), "credit_account_id": _account(connection, credit),
        "amount_ore": 3_000, "cause_kind": cause, "cause_subject": new_id(), "cause_brought_by": new_id(),
    }  # fmt: skip
    connection.execute(insert(transfers).values(row))
    return True


def _double(connection: Connection, name: str, changes: dict[str, Any]) -> bool:
    """A row that is there once more, by another id, and changed so."""
    table = _table(name)
    query = select(table).order_by(table.c.id)
    if name == "scan":
        query = query.where(table.c.kind == "return", table.c.acts)
    row = connection.execute(query.limit(1)).first()
    if row is None:
        return False
    old = dict(row._mapping)
    new = {key: old[key] + value if isinstance(value, timedelta) else value for key, value in changes.items()}
    connection.execute(insert(table).values(old | {"id": new_id()} | new))
    return True


def _changed(connection: Connection, name: str, by: str, which: Any, **values: Any) -> bool:
    table = _table(name)
    first = connection.scalar(select(_key(table)).where(table.c[by] == which).order_by(_key(table)).limit(1))
    if first is None:
        return False
    connection.execute(update(table).where(_key(table) == first).values(values))
    return True


def _gone(connection: Connection, name: str, by: str, which: Any) -> bool:
    table = _table(name)
    keys = select(_key(table)).where(table.c[by] == which).order_by(_key(table)).limit(1)
    first = connection.scalar(keys)
    if first is None:
        return False
    connection.execute(table.delete().where(_key(table) == first))
    return True


def _key(table: Table) -> Any:
    return next(iter(table.primary_key.columns))


def _swap_vendors(connection: Connection) -> bool:
    stations = _table("station")
    found = connection.execute(
        select(stations.c.id, stations.c.vendor_id).where(stations.c.kind == "stall")
    ).all()
    if len(found) < 2:
        return False
    for one, other in ((found[0], found[1]), (found[1], found[0])):
        connection.execute(update(stations).where(stations.c.id == one.id).values(vendor_id=other.vendor_id))
    return True


def _refund_gone_whole(connection: Connection) -> bool:
    """A donation that never was: its row, its transfer, and what the visit was paid."""
    refunds, transfers, visits = _table("refund"), _table("transfer"), _table("visit")
    row = connection.execute(select(refunds).where(refunds.c.rail == "donation")).first()
    if row is None:
        return False
    connection.execute(transfers.delete().where(transfers.c.cause_subject == row.id))
    connection.execute(refunds.delete().where(refunds.c.id == row.id))
    connection.execute(
        update(visits).where(visits.c.id == row.visit_id).values(paid_ore=visits.c.paid_ore - row.amount_ore)
    )
    return True


def _return_gone_whole(connection: Connection) -> bool:
    """A return that never was, with its trip's end."""
    scans, trips = _table("scan"), _table("trip")
    row = connection.execute(
        select(scans.c.id).join(trips, trips.c.credited_scan_id == scans.c.id).where(trips.c.seen)
    ).first()
    if row is None:
        return False
    connection.execute(trips.delete().where(trips.c.credited_scan_id == row.id))
    connection.execute(scans.delete().where(scans.c.id == row.id))
    return True
