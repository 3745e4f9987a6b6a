"""What the search has found above a bound, and what is named as not defended: each as the fewest moves, and what it gains.

Each stands in docs/threats.md. When a rule is mended, the test that plays these says which of them are history.
"""

from dataclasses import dataclass

from tests.gain.moves import Actor, Move
from tests.gain.strategies import Strategy


@dataclass(frozen=True, slots=True)
class Known:
    """A strategy that gains so many deposits more than its actor's bound."""

    name: str
    strategy: Strategy
    above: int


A = Actor
OPEN = [
    Known(
        "a stall says it took back what its guest brings back on another day",
        Strategy(A.VENDOR, (Move(2, "take back", 0),)),
        1,
    ),
    Known(
        "a stall says it took back what the crew collected",
        Strategy(A.VENDOR, (Move(2, "collect", 0), Move(3, "take back", 0))),
        1,
    ),
    Known(
        "a stall says it took back what another stall fills again: its guest pays twice",
        Strategy(A.VENDOR, (Move(2, "take back", 0), Move(4, "refill", 0, "s2"))),
        1,
    ),
    Known(
        "a stall undoes a sale whose container the crew collects",
        Strategy(A.VENDOR, (Move(2, "buy", 5, "s1"), Move(3, "undo", 5), Move(5, "collect", 5))),
        1,
    ),
    Known(
        "a guest sends a container by phone and brings it back on another day",
        Strategy(A.TWO_WAYS, (Move(2, "my buy", 5, "s1"), Move(3, "my phone", 5, "p0 b2"), Move(9, "my back", 5, "b2"))),
        1,
    ),
    Known(
        "a guest sends a container by phone at one box and gives it to another's scanner",
        Strategy(A.TWO_WAYS, (Move(2, "my buy", 5, "s1"), Move(3, "my phone", 5, "p0 b2"), Move(4, "my back", 5, "b1"))),
        1,
    ),
    Known(
        "a picture of a time before the sale is paid by the count of the bag that the container lies in",
        Strategy(
            A.TWO_WAYS,
            (Move(3, "my buy", 5, "s1"), Move(4, "my phone", 5, "p0 b1 code"), Move(5, "my drop", 5, "p0 b2", 6)),
        ),
        1,
    ),
    Known(
        "a bag's count pays a picture of what stands on a shelf, for a container whose own claim was not paid",
        Strategy(
            A.PICTURES,
            (Move(2, "picture", 0, "p0 b2"), Move(2, "picture", 1, "p0 b2"), Move(3, "picture", 7, "p0 b1 code"),
             Move(4, "back", 0, "b1"), Move(5, "back", 1, "b1")),
        ),
        1,
    ),
    Known(
        "a picture of the turnaround period before is paid besides one of this period",
        Strategy(A.PICTURES, (Move(20, "picture", 2, "p1 b1 code"), Move(20, "picture", 2, "p1 b2", 6))),
        1,
    ),
    Known(
        "a stall keeps the deposit of a refill that a late issue shows to have been none of its own",
        Strategy(A.VENDOR, (Move(5, "buy", 7, "s3", 13), Move(10, "refill", 7, "s1"))),
        1,
    ),
]  # fmt: skip
UNDEFENDED = [
    Known("a stall sells and never scans", Strategy(A.VENDOR, (Move(2, "hide", 5),)), 1),
    Known(
        "a guest shows a container to a scanner and keeps it",
        Strategy(A.TWO_WAYS, (Move(2, "my buy", 5, "s1"), Move(3, "keep", 5, "b1"), Move(9, "my back", 5, "b2"))),
        1,
    ),
    Known(
        "a desk scans for itself what it has not",
        Strategy(A.DESK, (Move(2, "by hand", 0), Move(3, "by hand", 1))),
        2,
    ),
    Known(
        "a desk lets pay for itself what waits",
        Strategy(A.DESK, (Move(2, "back", 0, "b1"), Move(3, "by hand", 0), Move(4, "let pay", 0))),
        1,
    ),
    Known(
        "a box's device makes up bags: twice what the box holds for each",
        Strategy(
            A.BOX,
            (*(Move(1, "buy", one, f"s{one - 4}") for one in (5, 6, 7)), *(Move(2, "false", one) for one in (0, 1, 2, 3)),
             Move(3, "new bag"), *(Move(4, "false", one) for one in (5, 6, 7))),
        ),
        3,
    ),
]  # fmt: skip
