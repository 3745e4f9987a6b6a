"""Changes that are more than one column of one row: money put in, sent elsewhere or taken out whole, and the seals themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)

from pantbox import tables
from pantbox.clock import new_id
from pantbox.db import Base
from pantbox.kept import KEPT
from pantbox.ledger.accounts import AccountKind

NEVER_WRITTEN = {"tag"}
"""Tables that nothing of ours writes to or reads yet."""
LONG_AGO = timedelta(days=400)


@dataclass(frozen=True)
class Case:
    """One change, by what it does."""

    name: str
    make: Callable[[Connection], bool]


NO_CHANGE = Case("no change", lambda _connection: True)


def every_case() -> Iterator[Case]:
    """All of them."""
    tables.load()
    yield from _put_in()
    yield from _put_in_with_its_money()
    yield from _put_in_once_more()
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


def _put_in_with_its_money() -> Iterator[Case]:
    """Rows that fit each other: what a source says is booked as the product books it."""
    for name in ("till_move", "unreadable", "refund", "redemption", "offline_redemption"):
        yield Case(f"{name} put in with its transfers", lambda c, n=name: _double_booked(c, n))
    yield Case("issue put in with its trip and transfer", _handed_out_once_more)


def _put_in_once_more() -> Iterator[Case]:
    """A row of each table that is only written to, once more with a key of its own."""
    for kept in (one for one in KEPT if one.name not in NEVER_WRITTEN):
        yield Case(f"{kept.name} put in once more", lambda c, n=kept.name: _once_more(c, n))


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
    for column, value in (("credited_ore", 100), ("credited_at_stall", True)):
        yield Case(
            f"trip that nothing was credited for, its {column}",
            lambda c, n=column, v=value: _changed(c, "trip", "credited_scan_id", None, **{n: v}),
        )


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
    far = b"\xff" * 16
    yield Case(
        "sealed block's last key beyond all numbers",
        lambda c: _changed(c, "sealed_block", "table", "row_version", last_key=far),
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


def _double_booked(connection: Connection, name: str) -> bool:
    """A source that booked something, once more by another id and of one øre, with all it booked and what it paid out of."""
    sources, transfers, bearers, visits = (_table(one) for one in (name, "transfer", "bearer", "visit"))
    query = select(sources).join(transfers, transfers.c.cause_subject == sources.c.id)
    if name == "redemption":
        query = query.join(bearers).where(bearers.c.out_ore < bearers.c.in_ore)
    row = connection.execute(query.limit(1)).first()
    if row is None:
        return False
    own: dict[str, Any] = {"id": new_id(), "request_id": new_id()}
    if name != "offline_redemption":  # its parts are not more than its whole
        own["amount_ore"] = 1
    changes = {key: value for key, value in own.items() if key in sources.c}
    connection.execute(insert(sources).values(dict(row._mapping) | changes | _just_written(connection, name)))
    for booked in connection.execute(select(transfers).where(transfers.c.cause_subject == row.id)).all():
        again = {"id": new_id(), "cause_subject": own["id"], "cause_brought_by": new_id()}
        again |= {"amount_ore": changes.get("amount_ore", booked.amount_ore)}
        connection.execute(
            insert(transfers).values(dict(booked._mapping) | again | _just_written(connection, "transfer"))
        )
    if name == "redemption":
        connection.execute(
            update(bearers).where(bearers.c.id == row.bearer_id).values(out_ore=bearers.c.out_ore + 1)
        )
    if name == "refund":
        connection.execute(
            update(visits).where(visits.c.id == row.visit_id).values(paid_ore=visits.c.paid_ore + 1)
        )
    return True


def _handed_out_once_more(connection: Connection) -> bool:
    """A container that was never scanned is handed out by a stall, which owes its deposit then."""
    scans, trips, transfers, containers = (_table(name) for name in ("scan", "trip", "transfer", "container"))
    issues = (
        select(scans)
        .join(trips, trips.c.id == scans.c.id)
        .join(transfers, transfers.c.cause_subject == scans.c.id)
    )
    issue = connection.execute(
        issues.where(trips.c.end_how.is_(None), transfers.c.cause_kind == "issue").limit(1)
    ).first()
    if issue is None:
        return False
    fresh = connection.execute(
        select(containers.c.id).where(
            containers.c.type_id == issue.type_id, ~containers.c.id.in_(select(scans.c.container_id).where(scans.c.container_id.is_not(None)))
        ).limit(1)
    ).scalar_one()  # fmt: skip
    like = connection.execute(select(containers).where(containers.c.id == issue.container_id)).one()
    scan_id = new_id()
    for table, changes in (
        (scans, {"id": scan_id, "container_id": fresh, "seq": None}), (trips, {"id": scan_id, "container_id": fresh}),
        (transfers, {"id": new_id(), "cause_subject": scan_id, "cause_brought_by": scan_id}),
    ):  # fmt: skip
        by = table.c.cause_subject if table is transfers else table.c.id
        row = connection.execute(select(table).where(by == issue.id)).first()
        assert row is not None
        just = _just_written(connection, table.name) if table is not trips else {}
        connection.execute(insert(table).values(dict(row._mapping) | changes | just))
    state = {name: like._mapping[name] for name in ("state", "state_at", "station_id", "latest_at", "trips")}
    connection.execute(update(containers).where(containers.c.id == fresh).values(state))
    return True


def _once_more(connection: Connection, name: str) -> bool:
    table = _table(name)
    row = connection.execute(select(table).order_by(*table.primary_key.columns).limit(1)).first()
    if row is None:
        return False
    unique = [one for one in table.constraints if isinstance(one, PrimaryKeyConstraint | UniqueConstraint)]
    sets = [list(one.columns) for one in unique] + [
        list(index.columns) for index in table.indexes if index.unique
    ]
    changes = {}
    for columns in sets:
        if not any(column.name in changes for column in columns):
            column = [one for one in columns if not one.foreign_keys or one is columns[-1]][-1]
            changes[column.name] = _unused(connection, column, row._mapping[column.name])
    connection.execute(insert(table).values(dict(row._mapping) | changes | _just_written(connection, name)))
    return True


def _just_written(connection: Connection, name: str) -> dict[str, datetime]:
    """What makes a row look as if it waits for its block."""
    table = _table(name)
    [at] = [one.written_at for one in KEPT if one.name == name]
    return {at: connection.scalar(select(func.max(table.c[at])))} if at else {}


def _unused(connection: Connection, column: Column[Any], value: Any) -> Any:
    """A value that no row of the table has."""
    match value:
        case UUID():
            return new_id()
        case int():
            return (connection.scalar(select(func.max(column))) or 0) + 1
        case datetime():
            return value + timedelta(days=1)
    return f"{value}"[:-1] + "x"


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
