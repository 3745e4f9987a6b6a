"""A festival as it is about to happen: portions, visits, and who means ill. Plain values."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Way(StrEnum):
    """How containers come back."""

    BOX = "box"
    PHONE = "phone"
    DESK = "desk"
    COLLECTOR = "collector"


class Wish(StrEnum):
    """What a guest wants done with the money."""

    VOUCHER = "voucher"
    SLIP = "slip"
    CASH = "cash"
    LATER = "later"
    DONATE = "donate"
    DONATE_HALF = "donate_half"


@dataclass(eq=False)
class Portion:
    """One use of a container. `gone_at`: when it came back or was picked up; None: never."""

    kind: str
    stall: int
    at: datetime
    forgotten: bool = False
    gone_at: datetime | None = None
    container: int = -1


@dataclass(eq=False)
class Visit:
    """Containers somebody hands in together at one place."""

    way: Way
    place: int
    at: datetime
    wish: Wish
    portions: list[Portion]
    redeemed_after: timedelta | None = None
    redeemed_in_two: bool = False
    redeemed_at: int = 0


@dataclass(eq=False)
class Theft:
    """Pictures of containers that others have in hand, claimed by phone at a box with only a sign."""

    box: int
    at: datetime
    portions: list[Portion]


@dataclass
class Plan:
    """All that will happen at a festival if nobody minds. `fleet`: containers needed of each type."""

    portions: list[Portion] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    collected: list[Portion] = field(default_factory=list)
    thefts: list[Theft] = field(default_factory=list)
    fleet: dict[str, int] = field(default_factory=dict)
