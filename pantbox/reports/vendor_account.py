"""What one vendor sees behind their private link: per stall what was handed out, taken back, forgotten, redeemed, owed.

Every figure with an amount is the ledger's: counts are the transfers that make it up, so the two cannot differ. Refills
and forgotten scans are counted from scans.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import BigInteger, Connection, func, literal, or_, select, union_all
from sqlalchemy.engine import Row

from pantbox.circulation.tallies import FORGOTTEN, REFILLED
from pantbox.errors import NotFound
from pantbox.ledger.accounts import Account, AccountKind
from pantbox.ledger.transfers import Transfer
from pantbox.places.stations import Station
from pantbox.places.vendors import Vendor
from pantbox.reports import gather
from pantbox.reports.cohorts import Counts
from pantbox.reports.corrections import NONE, Corrections, corrections

ACCOUNTS, TRANSFERS, STATIONS = Account.__table__, Transfer.__table__, Station.__table__

Flows = dict[tuple[int, str], tuple[int, int]]
"""(stall, what): how many and how many øre the vendor came to owe, below 0 what they gave back."""

WHAT = {
    AccountKind.HELD: "handed_out",
    AccountKind.POOL: "crates",
    AccountKind.PAYABLE: "taken_back",
    AccountKind.VOUCHERS: "redeemed",
    AccountKind.DUE: "redeemed",
    AccountKind.LOSS: "redeemed",
    AccountKind.BANK: "settled",
    AccountKind.DISPUTED: "disputed",
}
"""What a transfer on a vendor's account is about, by the kind of account on its other side."""
OTHER = "other"
BESIDE = {
    AccountKind.UNSEEN: "unseen",
    AccountKind.DISPUTED: "undecided",
    AccountKind.PAYABLE: "back_in_crates",
}
"""Accounts of a stall that are no part of what is owed: not until somebody decides, or until crates are counted back."""


@dataclass(frozen=True, slots=True)
class StallAccount:
    """One stall, or all of a vendor's together (`station_id` 0). Amounts in øre; owed is what the vendor owes now."""

    station_id: int
    number: int
    name: str
    issued: int = 0
    issued_ore: int = 0
    """Deposits taken for containers handed out, less undone ones."""
    crates_ore: int = 0
    """Deposits taken for containers delivered by the crate, less those counted back."""
    taken_back: int = 0
    taken_back_ore: int = 0
    """Deposits paid to guests in goods or from the stall's own till. None for what came out of its own crates: those are
    owed until they are counted back."""
    refills: int = 0
    """Containers that were out and that it filled again, for no deposit."""
    unseen: int = 0
    unseen_ore: int = 0
    """Paid by the scheme for this stall's forgotten scans. Not part of what is owed until settled."""
    disputed_ore: int = 0
    """Paid to guests who held what this stall had taken back, and decided against it."""
    undecided: int = 0
    undecided_ore: int = 0
    """The same, not decided yet. Not part of what is owed."""
    undone: int = 0
    """Issues undone."""
    undone_too_late: int = 0
    """Undos of issues that do not count, because the container had been seen elsewhere by then."""
    sent_on: int = 0
    """Guests sent on to a box or a desk."""
    redeemed: int = 0
    redeemed_ore: int = 0
    """Vouchers and slips taken as payment."""
    settled_ore: int = 0
    owed_ore: int = 0


@dataclass(frozen=True, slots=True)
class VendorAccount:
    """One vendor's account."""

    vendor_id: int
    event_id: int
    name: str
    stalls: tuple[StallAccount, ...]
    total: StallAccount


def vendor_account(connection: Connection, vendor_id: int) -> VendorAccount:
    """A vendor's account as of now. Raises `NotFound("vendor_unknown")`."""
    vendors = Vendor.__table__
    vendor = connection.execute(select(vendors).where(vendors.c.id == vendor_id)).one_or_none()
    if vendor is None:
        raise NotFound("vendor_unknown")
    stations: Sequence[Row[Any]] = connection.execute(
        select(STATIONS).where(STATIONS.c.vendor_id == vendor_id).order_by(STATIONS.c.number)
    ).all()
    flows = _flows(connection, vendor.event_id, [row.id for row in stations])
    counts = gather.counts_by(connection, vendor.event_id, "station_id")
    corrected = corrections(connection, vendor.event_id)
    stalls = tuple(_stall(row, flows, counts, corrected.get(row.id, NONE)) for row in stations)
    return VendorAccount(vendor.id, vendor.event_id, vendor.name, stalls, _together(stalls))


def _flows(connection: Connection, event_id: int, stall_ids: Sequence[int]) -> Flows:
    own, other = ACCOUNTS.alias("own"), ACCOUNTS.alias("other")
    names = [str(stall_id) for stall_id in stall_ids]
    sides = [
        select(own.c.of, own.c.kind.label("own_kind"), other.c.kind, func.count().label("n"),
               func.sum(sign * TRANSFERS.c.amount_ore).label("ore"), literal(sign, BigInteger).label("sign"))
        .join(TRANSFERS, TRANSFERS.c[f"{mine}_account_id"] == own.c.id)
        .join(other, other.c.id == TRANSFERS.c[f"{theirs}_account_id"])
        .where(own.c.event_id == event_id, own.c.kind.in_((AccountKind.VENDOR, *BESIDE)), own.c.of.in_(names))
        .where(or_(own.c.kind != AccountKind.PAYABLE, other.c.kind == AccountKind.POOL))
        .group_by(own.c.of, own.c.kind, other.c.kind)
        for mine, theirs, sign in (("debit", "credit", 1), ("credit", "debit", -1))
    ]  # fmt: skip
    flows: Flows = {}
    for row in connection.execute(union_all(*sides)):
        what = BESIDE.get(row.own_kind) or WHAT.get(AccountKind(row.kind), OTHER)
        n, ore = flows.get((int(row.of), what), (0, 0))
        flows[int(row.of), what] = (n + int(row.n) * int(row.sign), ore + int(row.ore))
    return flows


def _stall(row: Row[Any], flows: Flows, counts: Counts, corrected: Corrections) -> StallAccount:
    def flow(what: str) -> tuple[int, int]:
        return flows.get((row.id, what), (0, 0))

    owed = sum(
        ore
        for (stall_id, what), (_n, ore) in flows.items()
        if stall_id == row.id and what not in BESIDE.values()
    )
    return StallAccount(
        station_id=row.id,
        number=row.number,
        name=row.name,
        issued=flow("handed_out")[0],
        issued_ore=flow("handed_out")[1],
        crates_ore=flow("crates")[1],
        taken_back=flow("back_in_crates")[0] - flow("taken_back")[0],
        taken_back_ore=-flow("taken_back")[1],
        refills=counts.get((row.id, REFILLED), 0),
        unseen=counts.get((row.id, FORGOTTEN), 0),
        unseen_ore=flow("unseen")[1],
        disputed_ore=flow("disputed")[1],
        undecided=flow("undecided")[0],
        undecided_ore=flow("undecided")[1],
        undone=corrected.undone,
        undone_too_late=corrected.undone_too_late,
        sent_on=corrected.sent_on,
        redeemed=-flow("redeemed")[0],
        redeemed_ore=-flow("redeemed")[1],
        settled_ore=-flow("settled")[1],
        owed_ore=owed,
    )


def _together(stalls: Iterable[StallAccount]) -> StallAccount:
    every = list(stalls)
    summed = [
        field.name for field in fields(StallAccount) if field.name not in ("station_id", "number", "name")
    ]
    return StallAccount(0, 0, "", **{name: sum(getattr(stall, name) for stall in every) for name in summed})
