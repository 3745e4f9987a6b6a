"""A small plan of where an event's boxes stand, drawn from their coordinates alone: no tiles, no other host. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from kiosk.guest.seen import BoxSeen

WIDTH, HEIGHT = 460, 380
MARGIN = 40
METRES_PER_DEGREE = 111_320
SPAN_METRES_MIN = 60.0
SCALE_BAR_METRES = (20, 50, 100, 200, 500, 1_000, 2_000, 5_000)


@dataclass(frozen=True, slots=True)
class Mark:
    """A box's place on the plan, in the plan's own units."""

    box: BoxSeen
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Marks, north up, and a bar that says how far is far."""

    marks: list[Mark]
    bar_metres: int
    bar_units: int
    width: int = WIDTH
    height: int = HEIGHT


def plan_of(boxes: Sequence[BoxSeen]) -> Plan | None:
    """The plan of the boxes that have coordinates; None for fewer than two, which need no plan."""
    placed = [
        (box, box.latitude, box.longitude)
        for box in boxes
        if box.latitude is not None and box.longitude is not None
    ]
    if len(placed) < 2:
        return None
    latitudes, longitudes = [place[1] for place in placed], [place[2] for place in placed]
    # At the size of a festival the earth is flat; only a degree of longitude is shorter up here.
    middle_latitude = (min(latitudes) + max(latitudes)) / 2
    middle_longitude = (min(longitudes) + max(longitudes)) / 2
    shorter = cos(radians(middle_latitude))
    metres = [
        (box, (longitude - middle_longitude) * METRES_PER_DEGREE * shorter,
         (latitude - middle_latitude) * METRES_PER_DEGREE)
        for box, latitude, longitude in placed
    ]  # fmt: skip
    units_per_metre = _scale([east for _, east, _ in metres], [north for _, _, north in metres])
    marks = [
        Mark(box, round(WIDTH / 2 + east * units_per_metre), round(HEIGHT / 2 - north * units_per_metre))
        for box, east, north in metres
    ]
    bar_metres = _bar(units_per_metre)
    return Plan(marks, bar_metres, round(bar_metres * units_per_metre))


def _scale(easts: Sequence[float], norths: Sequence[float]) -> float:
    wide = max(max(easts) - min(easts), SPAN_METRES_MIN)
    high = max(max(norths) - min(norths), SPAN_METRES_MIN)
    return min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)


def _bar(units_per_metre: float) -> int:
    fitting = [metres for metres in SCALE_BAR_METRES if metres * units_per_metre <= WIDTH / 4]
    return fitting[-1] if fitting else SCALE_BAR_METRES[0]
