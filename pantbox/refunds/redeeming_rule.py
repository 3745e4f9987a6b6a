"""What a stall is credited for a voucher or slip it took without network, and what that costs the scheme. Pure.

What is on it pays. What is not on it any more, because it was used elsewhere, is the scheme's loss: at most what was ever
put on that bearer, over all stalls together; and nothing where the stall could have known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CONTACT_WITHIN = timedelta(seconds=30)
"""Answered so shortly before and after, a device could have asked. A try counts as one at that moment within it too: in a
bad network other requests are answered in between, and a device's clock is not the server's."""


class Short(StrEnum):
    """Why a stall is not credited all of it."""

    REVOKED = "bearer_revoked"
    EXPIRED = "bearer_expired"
    REDEEMED_HERE = "redeemed_here"
    """This stall was given money for it before, by network or without."""
    WAS_ONLINE = "was_online"
    """Its device was in contact at that moment and did not ask."""
    OVER_THE_LIMIT = "over_the_limit"
    """More than the event allows of one at one stall without network."""
    NOT_ON_IT = "not_on_it"
    """More than was ever put on it, less what the scheme has lost by it already."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a voucher or slip that a stall took at moment `at`. Amounts in øre, moments in UTC.

    `ever_ore`: all that was ever put on it; `left_ore`: what of that is on it now; `lost_ore`: what the scheme has lost by
    it so far, over all stalls; `limit_ore`: what the event allows of one at one stall; `online_ore`: what this very taking
    gave the stall already, when it tried by network and only the answer was lost.
    """

    amount_ore: int
    at: datetime
    ever_ore: int
    left_ore: int
    lost_ore: int
    limit_ore: int
    online_ore: int = 0
    is_revoked: bool = False
    is_expired: bool = False
    redeemed_here: bool = False
    contact_before: datetime | None = None
    contact_after: datetime | None = None
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """How an amount is made up, in øre. `waits_ore` is paid as soon as money comes onto it; the rest nobody pays."""

    taken_ore: int
    lost_ore: int
    waits_ore: int
    online_ore: int
    short: Short | None

    @property
    def credited_ore(self) -> int:
        """What the stall is given for it."""
        return self.taken_ore + self.lost_ore + self.online_ore


def decide(facts: Facts) -> Decision:
    """Who pays for what a stall handed over."""
    online_ore = min(facts.amount_ore, facts.online_ore)
    refused = _refused(facts)
    is_dead = refused in (Short.REVOKED, Short.EXPIRED)
    taken_ore = 0 if is_dead else min(facts.amount_ore - online_ore, max(facts.left_ore, 0))
    missing_ore = facts.amount_ore - online_ore - taken_ore
    if refused is not None or missing_ore == 0:
        return Decision(taken_ore, 0, 0, online_ore, refused if missing_ore else None)
    allowed_ore = min(missing_ore, max(facts.limit_ore - online_ore - taken_ore, 0))
    lost_ore = min(allowed_ore, max(facts.ever_ore - facts.lost_ore, 0))
    short = None
    if lost_ore < missing_ore:
        short = Short.NOT_ON_IT if lost_ore < allowed_ore else Short.OVER_THE_LIMIT
    return Decision(taken_ore, lost_ore, allowed_ore - lost_ore, online_ore, short)


def was_in_contact(facts: Facts) -> bool:
    """Whether the device could have asked: it was answered shortly before and after, and no try at this code failed."""
    if facts.contact_before is None or facts.contact_after is None:
        return False
    tried = facts.failed_at is not None and abs(facts.failed_at - facts.at) <= CONTACT_WITHIN
    is_near = max(facts.at - facts.contact_before, facts.contact_after - facts.at) <= CONTACT_WITHIN
    return is_near and not tried


def _refused(facts: Facts) -> Short | None:
    """Why the scheme bears no loss by it, whatever was put on it."""
    if facts.is_revoked:
        return Short.REVOKED
    if facts.is_expired:
        return Short.EXPIRED
    if facts.redeemed_here:
        return Short.REDEEMED_HERE
    return Short.WAS_ONLINE if was_in_contact(facts) else None
