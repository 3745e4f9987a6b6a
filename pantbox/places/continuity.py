"""Going on when something fails: one switch of an event loosens a few rules, everywhere at once, until it is switched back.

Only bounds are loosened, for bounds delay and never decide: each deposit still goes out once, and a lost network, a dead
printer or a silent payment provider makes no queue. Every switching is in the office's log.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.errors import Conflict
from pantbox.places.events import Event
from pantbox.places.log import log
from pantbox.places.organisations import LogEntry

OFFLINE_REDEEM_ORE = 10_000
UNREADABLE_PER_VISIT_MAX = 10
UNSEEN_PER_PERIOD_MAX = 30
USUAL_UNREADABLE_PER_VISIT_MAX = 3


class ContinuityReason(StrEnum):
    """What fails."""

    NETWORK = "network"
    PRINTERS = "printers"
    PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds that hold at an event now.

    `offline_redeem_ore`: how much of one voucher or slip a stall takes without network (0: none); `unreadable_per_visit_max`:
    containers nobody can read that a desk pays by type; `unseen_per_period_max`: returns paid whose issue no stall scanned.
    """

    offline_redeem_ore: int
    unreadable_per_visit_max: int
    unseen_per_period_max: int

    @property
    def unseen_per_visit_max(self) -> int:
        """What stations with an older app call the bound of a period."""
        return self.unseen_per_period_max


def usual(offline_redeem_ore: int, unseen_per_period_max: int) -> Limits:
    """The bounds by the event's own rules."""
    return Limits(offline_redeem_ore, USUAL_UNREADABLE_PER_VISIT_MAX, unseen_per_period_max)


def loosened(limits: Limits) -> Limits:
    """The bounds while things are kept going: never tighter than the usual ones."""
    return replace(
        limits,
        offline_redeem_ore=max(limits.offline_redeem_ore, OFFLINE_REDEEM_ORE),
        unreadable_per_visit_max=max(limits.unreadable_per_visit_max, UNREADABLE_PER_VISIT_MAX),
        unseen_per_period_max=max(limits.unseen_per_period_max, UNSEEN_PER_PERIOD_MAX),
    )


def limits_of(event: Event) -> Limits:
    """The bounds that hold at this event now."""
    limits = usual(event.offline_redeem_ore, event.unseen_per_period_max)
    return loosened(limits) if event.continuity_since else limits


def limits_since(session: Session, event: Event, moment: datetime) -> Limits:
    """The bounds for what was done at a moment and is told later: those of now, or looser ones that held then."""
    if event.continuity_since is not None:
        return limits_of(event)
    switched = session.scalar(
        select(LogEntry.what)
        .where(
            LogEntry.organisation_id == event.organisation_id,
            LogEntry.subject == event.slug,
            LogEntry.what.in_(("continuity_on", "continuity_off")),
            LogEntry.at > moment,
        )
        .order_by(LogEntry.at)
        .limit(1)
    )
    limits = limits_of(event)
    return loosened(limits) if switched == "continuity_off" else limits


def keep_going(
    session: Session, event: Event, reason: ContinuityReason, user_id: int | None, now: datetime, **by: object
) -> None:
    """Switch to keeping things going. `by` tells the log who it was where that is no user. Raises `Conflict("continuity_on")` when it is on already, and since when."""
    if event.continuity_since is not None:
        raise Conflict("continuity_on", since=event.continuity_since)
    event.continuity_since, event.continuity_reason = now, reason.value
    log(
        session,
        event.organisation_id,
        user_id,
        "continuity_on",
        event.slug,
        {"reason": reason.value, **by},
        now,
    )


def back_to_usual(session: Session, event: Event, user_id: int | None, now: datetime, **by: object) -> None:
    """Switch back. `by` as above. Raises `Conflict("continuity_off")` when it is off."""
    if event.continuity_since is None:
        raise Conflict("continuity_off")
    details: dict[str, object] = {
        "reason": event.continuity_reason,
        "minutes": round((now - event.continuity_since).total_seconds() / 60),
        **by,
    }
    event.continuity_since = event.continuity_reason = None
    log(session, event.organisation_id, user_id, "continuity_off", event.slug, details, now)
