"""A container's scans settled without a database, as the door does: recorded one after another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from pantbox.circulation.bound_counts import BoundKey, Bounds
from pantbox.circulation.claims import ClaimState, Releaser, ReturnClaim, Rung
from pantbox.circulation.entitlement import Terms
from pantbox.circulation.history import History
from pantbox.circulation.judge import Judged, Rules, after, judge
from pantbox.circulation.scan import Scan
from pantbox.circulation.settle import settle
from pantbox.ledger.postings import Purse

FREE = Terms(
    unseen_per_period_max=999,
    pictures_per_phone_max=999,
    pictures_per_code_max=999,
    pictures_per_box_max=999,
    second_payments_max=999,
)
"""Bounds that hold nobody back."""


def recorded(
    scans: Iterable[Scan], terms: Terms = FREE, *, purses: dict[UUID, Purse] | None = None
) -> Judged:
    """What these scans amount to, and what each was told, recorded in order of `recorded_at`."""
    arrivals = sorted(scans, key=lambda one: one.recorded_at)
    known: dict[BoundKey, int] = {}
    while True:
        bounds = Bounds(known)
        judged = judge([], {}, arrivals, Rules({1: terms}, {}, purses or {}), bounds)
        if not bounds.missing:
            return judged
        known |= dict.fromkeys(bounds.missing, 0)


def settled(scans: Iterable[Scan], terms: Terms = FREE) -> History:
    """The history of these scans."""
    return recorded(scans, terms).history


def decided(judged: Judged, terms: Terms = FREE, **decisions: Iterable[Scan]) -> Judged:
    """The same container after decisions: `released=` or `refused=` by a person, or released by a `bag=`'s count."""
    claims = dict(judged.decisions)
    for how, scans in decisions.items():
        for one in scans:
            claims[one.id] = _decided(claims[one.id], how)
    now = after(judged.scans, judged.decisions, judged.scans[-1].recorded_at + timedelta(hours=1))
    history, _ = settle(judged.scans, claims, {1: terms}, Bounds(), now)
    return replace(judged, history=history, decisions=history.claims)


def _decided(claim: ReturnClaim, how: str) -> ReturnClaim:
    if how == "refused":
        return replace(claim, state=ClaimState.REFUSED, rung=Rung.REFUSED)
    return replace(claim, released_by=Releaser.BAG if how == "bag" else Releaser.PERSON)


def paid(history: History) -> set[UUID]:
    """The returns that a deposit goes out to."""
    return {one for one, claim in history.claims.items() if claim.state is ClaimState.PAID}


def paid_ore(history: History) -> dict[UUID, int]:
    """What each return that is paid gets."""
    return {one: claim.paid_ore for one, claim in history.claims.items() if claim.paid_at}


def is_held_back(history: History) -> bool:
    """Whether a claim waits that might be paid; what a desk is asked about is paid already."""
    return any(
        claim.state is ClaimState.WAITING and claim.rung is not Rung.SECOND_AT_DESK
        for claim in history.claims.values()
    )
