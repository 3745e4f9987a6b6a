"""What an event may be called, and between what its figures may lie: the same by every way in which somebody says it."""

import re
from collections.abc import Mapping
from typing import Any

from pantbox.errors import BadInput

TRIP_DAYS_MAX = 3_650
SHARE_PERCENT_MAX = 50
COUNT_MAX = 1_000
OFFLINE_REDEEM_ORE_MAX = 1_000_000
"""10,000 kr.: more of one code is a slip of the finger."""
SLUG_LENGTH_MAX = 40
FIGURES = {
    "trip_days_max": (1, TRIP_DAYS_MAX),
    "unseen_per_period_max": (0, COUNT_MAX),
    "unseen_share_percent": (0, SHARE_PERCENT_MAX),
    "phone_per_half_hour_max": (0, COUNT_MAX),
    "phone_per_code_max": (0, COUNT_MAX),
    "phones_per_box_max": (0, COUNT_MAX),
    "second_payments_max": (0, COUNT_MAX),
    "offline_redeem_ore": (0, OFFLINE_REDEEM_ORE_MAX),
}
"""The least and the most of each."""
_SLUG = re.compile(r"[a-z0-9-]+")


def check_figures(values: Mapping[str, Any]) -> None:
    """Raises `BadInput("event_figure_wrong")` with the first figure that lies outside its bounds. None is no figure."""
    for name, (least, most) in FIGURES.items():
        value = values.get(name)
        if value is not None and not least <= value <= most:
            raise BadInput("event_figure_wrong", figure=name, least=least, most=most)


def check_slug(slug: str) -> None:
    """Raises `BadInput("slug_wrong")`."""
    if len(slug) > SLUG_LENGTH_MAX or not _SLUG.fullmatch(slug):
        raise BadInput("slug_wrong", slug=slug)
