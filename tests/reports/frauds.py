"""An honest day at stalls and boxes, and what one of them may do that the others do not."""

from pantbox.circulation.door import Answer
from pantbox.clock import new_id
from tests.support.festival import Festival, Place

STALLS = 6
"""One, and five others."""
EACH = 20
"""What every stall hands out, and every box takes."""


def cup(stall: int, n: int) -> str:
    return f"CUP-{stall}-{n}"


def sent(place: Place, kind: str, cups: list[str], at: str, **more: object) -> list[Answer]:
    """These scans of one place in one request."""
    return place.send(*(place.scan(kind, one, at, visit_id=new_id(), **more) for one in cups))


def honest_day(festival: Festival, stalls: int = STALLS) -> None:
    """Stalls hand out and take back one each, and a box beside each takes the others but one."""
    festival.make(*(cup(stall, n) for stall in range(stalls) for n in range(EACH + 15)))
    for stall in range(stalls):
        cups = [cup(stall, n) for n in range(EACH)]
        sent(festival.stall(f"stall {stall}"), "issue", cups, "12:00")
        sent(festival.stall(f"stall {stall}"), "refill", cups[:1], "12:30")
        sent(festival.stall(f"stall {stall}"), "return", cups[:1], "13:00")
        sent(festival.box(f"box {stall}"), "return", cups[1:-1], "13:30")


def takes_back(festival: Festival, stall: int) -> None:
    cups = [cup(stall, n) for n in range(EACH, EACH + 12)]
    sent(festival.stall(f"stall {stall}"), "issue", cups, "14:00")
    sent(festival.stall(f"stall {stall}"), "return", cups, "14:05")


def undoes(festival: Festival, stall: int) -> None:
    place = festival.stall(f"stall {stall}")
    cups = [cup(stall, n) for n in range(EACH, EACH + 12)]
    for one, answer in zip(cups, sent(place, "issue", cups, "14:00"), strict=True):
        place.undo(answer, one, "14:01")


def takes_what_no_stall_scanned(festival: Festival, stall: int) -> None:
    sent(festival.box(f"box {stall}"), "return", [cup(stall, n) for n in range(EACH, EACH + 12)], "14:00")


def takes_back_what_guests_still_have(festival: Festival, stall: int) -> None:
    """Pictures of containers, among what every stall takes back of its own."""
    own = [[cup(other, n) for n in range(EACH, EACH + 10)] for other in range(STALLS)]
    pictured = [[cup(other, n) for n in range(EACH + 10, EACH + 13)] for other in range(STALLS)]
    for other in range(STALLS):
        sent(festival.stall(f"stall {other}"), "issue", own[other] + pictured[other], "14:00")
    for other in range(STALLS):
        sent(festival.stall(f"stall {other}"), "return", own[other], "14:05")
    sent(festival.stall(f"stall {stall}"), "return", [one for some in pictured for one in some], "14:10")
    for other in range(STALLS):
        sent(festival.box(f"box {other}"), "return", pictured[other], "15:00")


def refills(festival: Festival, stall: int) -> None:
    cups = [cup(stall, n) for n in range(EACH, EACH + 12)]
    sent(festival.stall(f"stall {stall}"), "issue", cups, "14:00")
    sent(festival.stall(f"stall {stall}"), "refill", cups, "14:30")
    sent(festival.box(f"box {stall}"), "return", cups, "15:00")


def uses_one_cup(festival: Festival, stall: int) -> None:
    for minute in range(0, 55, 5):
        sent(festival.stall(f"stall {stall}"), "issue", [cup(stall, 2)], f"14:{minute:02}")
        sent(festival.box(f"box {stall}"), "return", [cup(stall, 2)], f"14:{minute + 2:02}")
