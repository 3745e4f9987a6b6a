"""Who is paid for a return: a step of its own after the fold. Pure.

For each use at most one claim is paid from its deposit, and a stronger one that comes later once more. Whether a claim
waits is decided by what it would be paid for, never by what kind of reading it was. Payment follows the order of
recording and never goes back but for an undo; no use is without an answer: it is paid, it waits, or a person refused it.
Bounds delay, they never decide.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pantbox.circulation.bound_counts import (
    BAG,
    CODE_BOUND,
    BoundKey,
    BoundKind,
    Bounds,
    bag_hung_at,
    half_hour,
    in_period,
    period_name,
    pool_of,
)
from pantbox.circulation.claims import NO_SIGHT, ClaimState, Releaser, ReturnClaim, Rung, Strength, no_sights
from pantbox.circulation.fold import REREAD_WINDOW, Slot, Use
from pantbox.circulation.scan import Kind, Scan
from pantbox.circulation.trips import seen_uses

NEXT = timedelta(microseconds=1)
"""So much later than what is known of a container is dated what came in after it, when a clock went back."""

CAPACITIES_PER_BAG = 2
"""A box that was claimed into more than so many times what it holds is no box that was emptied too late."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one event pays by itself. `unseen_share_percent` is of what a station took with a seen issue,
    `claims_per_bag_max` by box, for those whose capacity is known."""

    pays_unseen: bool = True
    unseen_per_period_max: int = 6
    unseen_share_percent: int = 20
    pictures_per_phone_max: int = 4
    pictures_per_code_max: int = 10
    pictures_per_box_max: int = 20
    second_payments_max: int = 3
    types_in_use: frozenset[int] | None = None
    """None: all."""
    claims_per_bag_max: Mapping[int, int] = field(default_factory=dict)


@dataclass
class Entitlement:
    """What follows: every claim's state, and what was counted against bounds."""

    claims: dict[UUID, ReturnClaim] = field(default_factory=dict)
    used: Counter[BoundKey] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Question:
    """One claim, and what it would be paid for."""

    claim: Scan
    use: Use
    slot: Slot
    earlier: Sequence[Scan]
    """Claims to the same use that were recorded before it."""
    seen: bool
    again: bool


def entitlement(
    slots: Sequence[Slot],
    decisions: Mapping[UUID, ReturnClaim],
    terms: Mapping[int, Terms],
    bounds: Bounds,
    now: datetime,
) -> Entitlement:
    """Every claim of a container's uses, answered in order of recording until nothing more is paid.

    `decisions` are the claims as they stood, `terms` by event, `bounds` what is used of those that are asked for. A payment
    made now is dated `now`, or just after the container's last one.
    """
    settling = Ladder(slots, dict(decisions), terms, bounds, now)
    while settling.pays_one():
        pass
    return Entitlement(settling.claims, settling.used)


class Ladder:
    """The ladder, as it answers one container's claims one after another."""

    def __init__(
        self,
        slots: Sequence[Slot],
        claims: dict[UUID, ReturnClaim],
        terms: Mapping[int, Terms],
        bounds: Bounds,
        now: datetime,
    ) -> None:
        self.claims = claims
        self.used: Counter[BoundKey] = Counter()
        self._slots = slots
        self._terms = terms
        self._bounds = bounds
        self._now = now

    def pays_one(self) -> bool:
        """Answer claims until one more is paid. False: none was."""
        for slot in self._slots:
            for use in slot.uses:
                if all(self._state(claim) is ClaimState.PAID for claim in use.returns):
                    continue
                ended_by = slot.ended_by(no_sights(self.claims))
                seen = slot.issue is not None and ended_by in (None, use)
                again = not seen and slot.is_paid_again(use, ended_by, self._is_paid)
                claims = sorted(use.returns, key=by_recording)
                for n, claim in enumerate(claims):
                    if self._state(claim) is not ClaimState.PAID and self._answer(
                        Question(claim, use, slot, claims[:n], seen, again)
                    ):
                        return True
        return False

    def _answer(self, asked: Question) -> bool:
        """Answer one claim; whether it is paid."""
        state, rung = self.judge(asked)
        before = self.claims.get(asked.claim.id)
        payment = self._pay(asked, rung) if state is ClaimState.PAID else {}
        self.claims[asked.claim.id] = (
            replace(before, state=state, rung=rung, **payment)
            if before
            else ReturnClaim(state, rung, **payment)
        )
        return state is ClaimState.PAID

    def judge(self, asked: Question) -> tuple[ClaimState, Rung]:
        """The ladder; and what a box would pay beyond twice what it holds waits for the count of its bag."""
        state, rung = self._climb(asked)
        pays_by_itself = state is ClaimState.PAID and self._released_by(asked.claim) is None
        if pays_by_itself and self._is_beyond_capacity(asked.claim):
            return ClaimState.WAITING, Rung.BEYOND_CAPACITY
        return state, rung

    def _climb(self, asked: Question) -> tuple[ClaimState, Rung]:
        claim = asked.claim
        state, released_by = self._state(claim), self._released_by(claim)
        if state in NO_SIGHT:
            return state, Rung.BOX_OR_DESK if state is ClaimState.BOX_OR_DESK else Rung.REFUSED
        paid = self._paid(asked.use)
        is_paid_besides = asked.seen and any(
            self._state(one) is ClaimState.PAID for one in asked.slot.handed_out
        )
        if released_by is Releaser.PERSON or (
            released_by and not is_paid_besides and self._may_be_proven(asked, paid)
        ):
            return ClaimState.PAID, Rung.RELEASED
        same = self.same_readings(claim, asked.earlier)
        if same and not released_by:
            is_refused = self._state(same[0]) is ClaimState.REFUSED
            return (ClaimState.REFUSED, Rung.REFUSED) if is_refused else (ClaimState.UNPAID, Rung.DUPLICATE)
        if not claim.believed and not released_by:
            return ClaimState.WAITING, Rung.OLD
        if paid:
            return self._judge_second(asked, paid)
        questions = [
            r.strength for r in asked.earlier if r.believed and self._state(r) is not ClaimState.BOX_OR_DESK
        ]
        if claim.strength <= max([*questions, self._refused(asked.use)]):
            return self._no(claim, ClaimState.WAITING, Rung.SAME_QUESTION)
        if is_paid_besides:
            return self._no(claim, ClaimState.UNPAID, Rung.ALREADY_PAID)
        return self._judge_first(asked)

    def same_readings(self, claim: Scan, earlier: Sequence[Scan]) -> list[Scan]:
        """Earlier claims that are the same reading: at the same place by the same phone or device, soon before or after."""
        return [one for one in earlier if self._is_same_reading(one, claim)]

    def _is_same_reading(self, one: Scan, claim: Scan) -> bool:
        return (
            (one.station_id, one.phone) == (claim.station_id, claim.phone)
            and abs(claim.effective_at - one.effective_at) <= REREAD_WINDOW
            and one.believed
            and self._state(one) is not ClaimState.BOX_OR_DESK
        )

    def _judge_second(self, asked: Question, paid: list[Scan]) -> tuple[ClaimState, Rung]:
        """A claim to a use that is paid already."""
        claim, best = asked.claim, _strongest(paid)
        is_stronger = claim.strength > best.strength
        if claim.strength is Strength.HAND:
            return ClaimState.WAITING, Rung.SECOND_AT_DESK
        if not is_stronger or any(self.claims[r.id].second_of for r in paid):
            return self._no(claim, ClaimState.UNPAID, Rung.ALREADY_PAID)
        waiting = [r.strength for r in asked.earlier if r.believed and self._state(r) is ClaimState.WAITING]
        if claim.strength <= max([*waiting, self._refused(asked.use)]):
            return ClaimState.WAITING, Rung.SAME_QUESTION
        if any(r.by_phone and r.station_id == claim.station_id for r in paid):
            return ClaimState.WAITING, Rung.SAME_BOX
        if self._count(self._against(best)) < self._of(best).second_payments_max:
            return ClaimState.PAID, Rung.SECOND
        return ClaimState.WAITING, Rung.SECOND_BOUND

    def _may_be_proven(self, asked: Question, paid: Sequence[Scan]) -> bool:
        """Whether a bag's count may have a claim paid: the first of its use, or once against a stall, whose word it was only."""
        is_against_stall = all(r.is_interested and not self.claims[r.id].second_of for r in paid)
        return is_against_stall and asked.claim.strength > self._refused(asked.use)

    def _refused(self, use: Use) -> int:
        """How strong the strongest is that a person refused: none but a stronger one, or a person, gets round that."""
        return max((r.strength for r in use.returns if self._state(r) is ClaimState.REFUSED), default=0)

    def _judge_first(self, asked: Question) -> tuple[ClaimState, Rung]:
        """The claim that would have the deposit."""
        claim = asked.claim
        if claim.is_interested:
            pays = asked.seen and not _was_refilled(asked) and self._second_left(claim)
            return (ClaimState.PAID, Rung.STALL) if pays else (ClaimState.BOX_OR_DESK, Rung.BOX_OR_DESK)
        if claim.by_phone:
            return self._judge_picture(asked)
        if asked.seen:
            return ClaimState.PAID, Rung.SEEN
        if claim.pooled and self._count(pool_of(claim)) >= claim.deposit_ore:
            return ClaimState.PAID, Rung.POOL
        return self._judge_unseen(asked)

    def _judge_picture(self, asked: Question) -> tuple[ClaimState, Rung]:
        claim = asked.claim
        was_ours = asked.slot.collected_by_us_before(claim.effective_at)
        if not asked.seen or was_ours or _was_refilled(asked) or claim.picture_bound is None:
            return ClaimState.WAITING, Rung.NO_ISSUE
        within = all(self._count(key) < most for key, most in self._picture_bounds(claim))
        if within and self._second_left(claim):
            return ClaimState.PAID, Rung.PICTURE
        return ClaimState.WAITING, Rung.PICTURE_BOUND

    def _judge_unseen(self, asked: Question) -> tuple[ClaimState, Rung]:
        claim, terms = asked.claim, self._of(asked.claim)
        if not terms.pays_unseen:
            return ClaimState.WAITING, Rung.POLICY
        if terms.types_in_use is not None and claim.type_id not in terms.types_in_use:
            return ClaimState.WAITING, Rung.TYPE_NOT_IN_USE
        if asked.again:
            return ClaimState.WAITING, Rung.UNSEEN_AGAIN
        used = self._count(in_period(BoundKind.UNSEEN, claim))
        more = used - terms.unseen_per_period_max
        # What was seen is asked for only once the fixed part is used up.
        if more < 0 or more * 100 < terms.unseen_share_percent * self._seen(claim):
            return ClaimState.PAID, Rung.UNSEEN
        return ClaimState.WAITING, Rung.UNSEEN_BOUND

    def _seen(self, claim: Scan) -> int:
        """How many uses with a seen issue its station has paid by itself in this period: of this container as they stand now."""
        key = in_period(BoundKind.SEEN, claim)
        return self._count(key) + seen_uses(self._slots, self.claims)[key]

    def _pay(self, asked: Question, rung: Rung) -> dict[str, Any]:
        """Count a payment against its bounds; when it is made, and which claim had the deposit already."""
        claim, paid = asked.claim, self._paid(asked.use)
        last = max((c.paid_at for c in self.claims.values() if c.paid_at), default=None)
        paid_at = max(self._now, last + NEXT) if last else self._now
        best = _strongest(paid) if paid else None
        is_released = self._released_by(claim) is not None
        if best:
            self.used[self._against(best)] += 1
        if claim.by_phone and not is_released:
            self.used.update(key for key, _ in self._picture_bounds(claim))
        elif rung is Rung.UNSEEN:
            self.used[in_period(BoundKind.UNSEEN, claim)] += 1
        elif rung is Rung.POOL:
            self.used[pool_of(claim)] -= claim.deposit_ore
        return {"paid_at": paid_at, "second_of": best.id if best else None}

    def _no(self, claim: Scan, state: ClaimState, rung: Rung) -> tuple[ClaimState, Rung]:
        """A stall is sent on where others wait or come too late: it is paid in goods, so it need not wait for them."""
        if claim.is_interested:
            return ClaimState.BOX_OR_DESK, Rung.BOX_OR_DESK
        return state, rung

    def _second_left(self, claim: Scan) -> bool:
        return self._count(self._against(claim)) < self._of(claim).second_payments_max

    def _against(self, claim: Scan) -> BoundKey:
        """The count of second payments against a claim like this: by the bag that hung there, else by the period."""
        hung = bag_hung_at(claim, self._bounds)
        return BoundKey(
            BoundKind.SECOND, claim.station_id, f"{BAG}{hung}" if hung else period_name(claim.period)
        )

    def _is_beyond_capacity(self, claim: Scan) -> bool:
        """Whether more was claimed than twice what the box holds, this claim included, while its bag hung."""
        counted = claims_in_bag(claim, self._of(claim), self._bounds)
        return (
            counted is not None
            and self._count(counted) > self._of(claim).claims_per_bag_max[claim.station_id]
        )

    def _picture_bounds(self, claim: Scan) -> list[tuple[BoundKey, int]]:
        terms, bound = self._of(claim), claim.picture_bound or ""
        most = terms.pictures_per_code_max if bound.startswith(CODE_BOUND) else terms.pictures_per_phone_max
        return [
            (BoundKey(BoundKind.PICTURE, 0, bound), most),
            (
                BoundKey(BoundKind.BOX, claim.station_id, str(half_hour(claim.recorded_at))),
                terms.pictures_per_box_max,
            ),
        ]

    def _count(self, key: BoundKey) -> int:
        return self._bounds[key] + self.used[key]

    def _of(self, claim: Scan) -> Terms:
        return self._terms[claim.event_id]

    def _state(self, claim: Scan) -> ClaimState | None:
        found = self.claims.get(claim.id)
        return found.state if found else None

    def _released_by(self, claim: Scan) -> Releaser | None:
        found = self.claims.get(claim.id)
        return found.released_by if found else None

    def _is_paid(self, use: Use) -> bool:
        return bool(self._paid(use))

    def _paid(self, use: Use) -> list[Scan]:
        return [r for r in use.returns if self._state(r) is ClaimState.PAID]


def _was_refilled(asked: Question) -> bool:
    """Whether a claim says that a container came back before it was filled again, and said so only after that.

    Nobody but its holder can have had it filled. A picture, or a stall's word, does not make a hand-out of that refill which
    the stall that filled it has to answer for.
    """
    refill = asked.slot.next_issue
    return (
        refill is not None
        and refill.kind is Kind.REFILL
        and not asked.slot.staff
        and by_recording(refill) < by_recording(asked.claim)
    )


def by_recording(claim: Scan) -> tuple[datetime, UUID]:
    """The order of recording, which payment follows."""
    return (claim.recorded_at, claim.id)


def claims_in_bag(claim: Scan, terms: Terms, bounds: Bounds) -> BoundKey | None:
    """The count of claims into the bag of this one. None: nobody needs it, for its box is below its capacity, or of none."""
    hung_since = bounds.below.get(claim.station_id)
    if claim.station_id not in terms.claims_per_bag_max or (hung_since and claim.effective_at > hung_since):
        return None
    return BoundKey(BoundKind.CLAIMED, claim.station_id, f"{BAG}{bag_hung_at(claim, bounds)}")


def _strongest(claims: Sequence[Scan]) -> Scan:
    return max(claims, key=lambda claim: claim.strength)
