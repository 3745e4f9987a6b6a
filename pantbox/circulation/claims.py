"""A return's claim to the deposit of a use: how strong it is, and what has been decided of it so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from pantbox.ledger.postings import Against


class Strength(IntEnum):
    """How much a claim proves. A total order; nothing else decides between two claims to one use."""

    PICTURE = 1
    """A guest's phone: a photograph looks the same."""
    INTERESTED = 1
    """A stall: it is paid in goods to itself."""
    BOX = 2
    """The scanner of a pant box: shown to a device nobody present gains by."""
    HAND = 3
    """A cash desk: a person of ours holds the container."""


class ClaimState(StrEnum):
    """Where a claim stands. Paid and refused are for good, but for an undo."""

    PAID = "paid"
    WAITING = "waiting"
    UNPAID = "unpaid"
    """Somebody else was paid for the same use."""
    REFUSED = "refused"
    """A person decided so."""
    BOX_OR_DESK = "box_or_desk"
    """A stall was told to send the guest to a box or a desk."""


NO_SIGHT = frozenset({ClaimState.REFUSED, ClaimState.BOX_OR_DESK})
"""Claims that are no sight of the container: a use of nothing else did not end a trip."""


class Releaser(StrEnum):
    """What let a waiting claim be paid."""

    PERSON = "person"
    BAG = "bag"


class Rung(StrEnum):
    """The rung of the ladder that decided a claim."""

    SEEN = "seen"
    STALL = "stall"
    PICTURE = "picture"
    POOL = "pool"
    UNSEEN = "unseen"
    SECOND = "second"
    RELEASED = "released"
    EARLIER = "earlier"
    """Of an issue: its trip ended when another stall, which knew nothing of it, handed the container out again. A desk that
    has the container paid that deposit too.

    Those above are paid, those below wait or are told no."""
    OLD = "old"
    NO_ISSUE = "no_issue"
    """A picture of a container whose issue no stall scanned, that our own people collected, that was filled again by the time
    the picture was sent, or whose code was typed."""
    PICTURE_BOUND = "picture_bound"
    POLICY = "policy"
    TYPE_NOT_IN_USE = "type_not_in_use"
    UNSEEN_AGAIN = "unseen_again"
    """A second use without an issue since the container's last wash."""
    UNSEEN_BOUND = "unseen_bound"
    SAME_QUESTION = "same_question"
    """An equal or stronger claim to the same use waits already."""
    SAME_BOX = "same_box"
    """A phone was paid at this very box."""
    SECOND_AT_DESK = "second_at_desk"
    """A weaker claim was paid; the desk sees it, has the container in hand, and decides."""
    SECOND_BOUND = "second_bound"
    BEYOND_CAPACITY = "beyond_capacity"
    """A box has taken more claims than twice what it holds since its bag was hung: they wait for that bag's count."""
    DUPLICATE = "duplicate"
    ALREADY_PAID = "already_paid"
    REFUSED = "refused"
    BOX_OR_DESK = "box_or_desk"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ReturnClaim:
    """What has been decided of one return's claim.

    `paid_ore` (øre) and `paid_at` say that it was paid and where in the order of payments it stands; `second_of` names
    the claim that had the deposit already; `settled` who bears a payment disputed with a stall; `trip_id` the trip paid for;
    `paid_with`, of an issue whose deposit a desk paid, the return in whose visit it did.
    """

    state: ClaimState
    rung: Rung
    released_by: Releaser | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    paid_ore: int = 0
    paid_at: datetime | None = None
    second_of: UUID | None = None
    settled: Against | None = None
    paid_with: UUID | None = None
    trip_id: UUID | None = None

    def is_simply_paid(self, recorded_at: datetime) -> bool:
        """Whether its trip says all there is to say: paid when it was recorded, and to nobody's cost but the deposit's."""
        return (
            self.state is ClaimState.PAID
            and self.paid_at == recorded_at
            and self.second_of is None
            and self.released_by is None
            and self.settled is None
        )

    @property
    def is_simply_unpaid(self) -> bool:
        """Whether it follows from the others each time they are looked at."""
        return self.state is ClaimState.UNPAID and self.rung is not Rung.UNDONE


def no_sights(claims: Mapping[UUID, ReturnClaim]) -> frozenset[UUID]:
    """The returns that are no sight of the container: refused, or sent on to a box or a desk."""
    return frozenset(one for one, claim in claims.items() if claim.state in NO_SIGHT)
