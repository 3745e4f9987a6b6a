"""Dwell time: how long a returned container was out, read off the same curve as the return rate.

The q-quantile is the rounded age by which the share q of all that came back so far had come back. In a cohort without
open trips that is the plain quantile of the times to return; while trips are out, the curve corrects for those not yet
watched so long, up to the age that was watched.
"""

from dataclasses import dataclass

from pantbox.reports.curve import Curve

SECONDS = 60


@dataclass(frozen=True, slots=True)
class Dwell:
    """Median and 90th percentile of the time from issue to return, rounded down to the curve's published ages."""

    median_seconds: int | None
    p90_seconds: int | None


def dwell(curve: Curve) -> Dwell:
    """Both are None when nothing has come back."""
    return Dwell(median_seconds=quantile_seconds(curve, 0.5), p90_seconds=quantile_seconds(curve, 0.9))


def quantile_seconds(curve: Curve, share: float) -> int | None:
    """The first published age by which at least `share` of those returned so far had been returned."""
    came_back = curve.steps[-1].returned if curve.steps else 0.0
    if came_back == 0.0:
        return None
    # A hair below, for the sum of many parts may end a last digit short of the share it stands for.
    wanted = share * came_back * (1 - 1e-12)
    return next(step.rounded_minutes for step in curve.steps if step.returned >= wanted) * SECONDS
