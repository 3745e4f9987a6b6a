"""What the report's charts draw, as data. The page's script only draws it."""

from collections.abc import Sequence
from typing import Any

from admin.hourly import out_and_back
from pantbox.reports.curve import Curve, Step
from pantbox.reports.model import HourLine, TypeLine
from pantbox.web import language, say

SHOWN_SHARE = 0.995
"""The curve is drawn up to the age at which this share of all that came back was back: after it nothing can be seen."""
HOUR_MINUTES = 60
STEPS_MAX = 240


def curve(told: Curve) -> dict[str, Any]:
    """The share returned by age, with its interval."""
    steps = _shown(told)
    last = steps[-1].within_minutes if steps else HOUR_MINUTES
    return {
        "kind": "curve",
        "until": -(-last // HOUR_MINUTES) * HOUR_MINUTES,
        "points": [
            [0, 0.0, 0.0, 0.0],
            *([step.within_minutes, step.returned, step.low, step.high] for step in steps),
        ],
        "series": [
            {"name": say("office-back"), "tone": "accepted"},
            {"name": say("office-interval"), "tone": "accepted"},
        ],
        "xName": say("office-hours-since"),
    }


def _shown(told: Curve) -> list[Step]:
    if not told.steps:
        return []
    enough = told.steps[-1].returned * SHOWN_SHARE
    end = next(number for number, step in enumerate(told.steps, 1) if step.returned >= enough)
    shown = told.steps[:end]
    every = -(-len(shown) // STEPS_MAX)
    return [*shown[:-1:every], shown[-1]]


def curve_rows(told: Curve) -> list[Step]:
    """The curve at ages people ask for: the table beside the chart."""
    asked = (15, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 2880, 4320, 10080)
    known = [told.at(minutes) for minutes in asked]
    rows = [step for step in known if step is not None]
    return [step for number, step in enumerate(rows) if number == 0 or step is not rows[number - 1]]


def by_hour(hours: Sequence[HourLine], timezone: str) -> dict[str, Any]:
    """Handed out and taken back per hour."""
    return out_and_back({line.hour: (line.issues, line.returns) for line in hours}, timezone)


def by_type(types: Sequence[TypeLine]) -> dict[str, Any]:
    """What became of what was handed out, per type."""
    used = [line for line in types if line.cohort.totals.issued]
    names = [line.names.get(language()) or line.slug for line in used]
    ends = (
        ("office-back", "accepted", [line.cohort.totals.returned for line in used]),
        ("office-collected", "info", [line.cohort.totals.collected for line in used]),
        ("office-seen-again", "held", [line.cohort.totals.seen_again for line in used]),
        (
            "office-lost",
            "rejected",
            [
                line.cohort.totals.lost + line.cohort.totals.written_off - line.cohort.totals.forfeited
                for line in used
            ],
        ),
        ("metric-forfeited-name", "line", [line.cohort.totals.forfeited for line in used]),
        ("metric-out-name", "line", [line.cohort.totals.out for line in used]),
    )
    series = [{"name": say(key), "tone": tone, "values": values} for key, tone, values in ends if any(values)]
    return {"kind": "parts", "x": names, "series": series}
