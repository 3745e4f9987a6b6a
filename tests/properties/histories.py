"""Whatever happens to one container: scans at any times and places, in any order of arrival, as hypothesis draws them."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from tests.circulation.scans import BOUNDARIES, DAY, STATIONS, scan

MINUTES = st.one_of(st.integers(0, 30), st.integers(0, 3 * 24 * 60))
RETURNS = ["return", "return", "return", "swap"]
KINDS = [
    "issue",
    "issue",
    "issue",
    *RETURNS,
    "collect",
    "wash",
    "receive",
    "lost",
    "write_off",
    "retire",
    "dispatch",
]
AT_BOXES = ["east", "west", "desk"]
"""Where what a return is told does not stay decided when a late issue comes."""
ANYWHERE = [*AT_BOXES, "soup", "grill", "phone 1", "phone 2", "typed", "old"]


@st.composite
def histories(draw, *, with_undo=True, takes_back=ANYWHERE, kinds=KINDS):
    """Scans of one container at any times and places, some of them undone, in the order they reached us."""
    made = []
    for number in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(kinds))
        where = draw(st.sampled_from(takes_back if kind in RETURNS else list(STATIONS)))
        made.append(draw(one_scan(kind, where, str(number))))
        may_undo = with_undo and where in STATIONS
        if may_undo and draw(st.booleans()) and draw(st.booleans()):
            undo = scan("undo", "08:00", where, name=f"undo {number}", undoes=made[-1])
            later = made[-1].effective_at + timedelta(minutes=draw(st.integers(-5, 90)))
            made.append(replace(undo, effective_at=later, period=BOUNDARIES.period(later)))
    return arrived(draw(st.permutations(made)))


def arrived(scans):
    """These scans, recorded in this order."""
    return [
        replace(one, recorded_at=DAY + timedelta(days=9, seconds=place)) for place, one in enumerate(scans)
    ]


@st.composite
def one_scan(draw, kind, where, name):
    """A scan at a station, or by a phone at a box; of an old time, or of a code that was typed."""
    at = DAY + timedelta(hours=7, minutes=draw(MINUTES))
    is_here = where in STATIONS
    one = scan(
        kind,
        "08:00",
        where if is_here else draw(st.sampled_from(["east", "west"])),
        name=name,
        visit=draw(st.integers(1, 3)),
        deposit_ore=draw(st.sampled_from([500, 800])),
        by_phone="" if is_here or where == "old" else where,
        bound=where if where.startswith("phone") else None,
        believed=where != "old",
    )
    return replace(one, effective_at=at, period=BOUNDARIES.period(at))
