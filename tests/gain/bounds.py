"""The bound of each actor, in deposits: what promise 28 allows a strategy to gain, as a function of what it did."""

from math import ceil

from tests.gain.door import Outcome
from tests.gain.moves import AT_BOX, Actor
from tests.model.facts import Rules
from tests.model.pure import PERIOD_MINUTES

CAPACITY = 2
RULES = Rules(
    day=PERIOD_MINUTES, per_phone=2, per_code=2, per_box=3, unseen_base=1, unseen_share=0.5, seconds=1,
    per_bag=2 * CAPACITY,
)  # fmt: skip
"""The event's bounds, so small that a dozen moves reach them all. Both boxes hold two."""


def bound(actor: Actor, outcome: Outcome) -> int:
    """What an actor may gain at most.

    A guest with pictures: so many a box and half-hour, a phone and half-hour, and an entry of a screen's code, and no more than
    they have pictures of containers that were out. Whoever has a box's device: twice what the box holds between two counts of
    its bag, and no more than was out, or is paid without an issue or by a bag's count; a thief whose device was revoked the
    same, of what it said before. Whoever sits at the desk: what the till's count misses, and three unreadable ones a visit.
    All others: nothing.
    """
    if actor is Actor.PICTURES:
        return min(_within_the_bounds_of_phones(outcome), len(outcome.pictured))
    if actor in AT_BOX:
        out = len(outcome.pictured) + sum(outcome.refills[one] for one in outcome.claimed)
        paid = out + outcome.without_an_issue + _without_an_issue(outcome)
        return min(_twice_what_they_hold(outcome), paid)
    return outcome.seen_by_counts if actor is Actor.DESK else 0


def allowed(actor: Actor, outcome: Outcome) -> int:
    """The bound, and what is known to be open beyond it: see `known` and docs/threats.md."""
    unproven = outcome.on_another_day + outcome.by_scanners + outcome.without_an_issue
    unanswered = outcome.undisputed + outcome.undone + outcome.charged_in_vain
    match actor:
        case Actor.PICTURES:
            by_phone = _within_the_bounds_of_phones(outcome) + outcome.released
            return min(by_phone, len(outcome.pictured)) + outcome.without_an_issue
        case Actor.TWO_WAYS:
            return unproven
        case Actor.VENDOR:
            return unanswered
        case Actor.VENDOR_AND_GUEST:
            return unproven + unanswered
    if actor in AT_BOX:
        return min(_twice_what_they_hold(outcome), bound(actor, outcome) + outcome.after_a_stall)
    return bound(actor, outcome)


def _within_the_bounds_of_phones(outcome: Outcome) -> int:
    entered = sum(RULES.per_code if has_code else RULES.per_phone for _, _, has_code in outcome.entries)
    return min(RULES.per_box * len(outcome.half_hours), entered)


def lost_bound(outcome: Outcome) -> int:
    """What may be paid twice by itself: so much against each box and turnaround period, or bag once one was changed."""
    boxes = {box for box, _ in outcome.told_in}
    bags = sum(outcome.counted[box] + outcome.changed[box] for box in boxes)
    return RULES.seconds * (len(outcome.told_in) + bags)


def _twice_what_they_hold(outcome: Outcome) -> int:
    per_bag = RULES.per_bag or 0
    return per_bag * sum(1 + outcome.counted[box] for box in outcome.stood_at)


def _without_an_issue(outcome: Outcome) -> int:
    """A base a period, and a share of what was seen; and no container twice without a wash or a sale. Nothing where the event lets them wait."""
    if outcome.holds:
        return 0
    seen, periods = len(outcome.pictured) + outcome.given, len(outcome.told_in)
    share = (
        ceil(RULES.unseen_share * seen) + min(periods, seen) - 1 if seen else 0
    )  # rounded up in each period
    per_period = RULES.unseen_base * periods + share
    per_container = sum(1 + outcome.washes[one] for one in outcome.claimed) + len(outcome.pictured)
    return min(per_period, per_container)
