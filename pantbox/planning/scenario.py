"""Scenarios: what a festival is like, read from TOML. Every number that was not measured is said in `assumptions`."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pantbox.errors import BadInput, NotFound

SCENARIOS = Path(__file__).parent / "scenarios"
DAY = timedelta(days=1)

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Texts = dict[str, str]


BOX_HOLDS_MIN = 60
"""However few guests there are, a box takes what somebody who gathers containers brings at once."""


class Part(BaseModel):
    """A part of a scenario: frozen, and without fields nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TypePlan(Part):
    """A container type: how often it is taken, or exactly how many were handed out and came back."""

    slug: str
    names: Texts
    deposit_ore: Annotated[int, Field(gt=0)]
    share: Share = 0
    handed_out: Count | None = None
    returned: Count | None = None
    weight_grams: int | None = None
    material: str | None = None
    replaces_grams: int | None = None
    planned_uses: int | None = None
    factors: dict[str, dict[str, str | float | bool]] = Field(default_factory=dict)


class StallPlan(Part):
    """A stall and the vendor whose it is. `forgets`: the share of portions handed out without a scan."""

    name: str
    vendor: str
    draws: Annotated[float, Field(gt=0)] = 1.0
    forgets: Share = 0


class BoxPlan(Part):
    """A pant box. Without a screen it is a printed sign, for phones."""

    name: str
    has_screen: bool = True
    latitude: float | None = None
    longitude: float | None = None
    capacity: int | None = None
    draws: Annotated[float, Field(gt=0)] = 1.0


class Rails(Part):
    """Which way guests that do not donate take their money, as weights."""

    voucher: Annotated[float, Field(ge=0)] = 1.0
    slip: Annotated[float, Field(ge=0)] = 0.0
    cash: Annotated[float, Field(ge=0)] = 0.0
    later: Annotated[float, Field(ge=0)] = 0.0


class Offline(Part):
    """A stall without network, on one day (from 1), from an hour on."""

    stall: str
    day: int
    at: time
    hours: float


class Collector(Part):
    """Somebody who gathers what others left and hands it in by the bag: so many bags a day."""

    bags_per_day: Count
    containers: Count


class Thief(Part):
    """Somebody who photographs containers on tables and returns the pictures by phone, on one day."""

    day: int
    pictures: Count


class Overfull(Part):
    """A box that fills up on one day from an hour on, until it is emptied."""

    box: str
    day: int
    at: time
    hours: float


class Trouble(Part):
    """What goes wrong."""

    offline: tuple[Offline, ...] = ()
    overfull: tuple[Overfull, ...] = ()
    collector: Collector | None = None
    thief: Thief | None = None


class Organiser(Part):
    """Who runs it."""

    slug: str
    name: str
    company_prefix: str


class Scenario(Part):
    """A festival. Hours are local; `hours` weighs the hours between opening and closing."""

    slug: str
    name: str
    organiser: Organiser
    timezone: str = "Europe/Copenhagen"
    first_day: date
    days: Annotated[int, Field(gt=0, le=31)]
    day_weights: tuple[float, ...]
    hours: dict[int, float]
    return_days: int = 30
    guests: Annotated[int, Field(gt=0)]
    portions_per_guest: Annotated[float, Field(gt=0)]
    visits: Count | None = None
    portions_per_visit: Annotated[float, Field(ge=1)] = 2.0
    return_share: Share = 0.9
    collected_share: Share = 0.0
    donating_share: Share = 0.0
    phone_share: Share = 0.0
    desk_share: Share = 0.0
    next_day_share: Share = 0.0
    redeemed_share: Share = 0.9
    dwell_minutes: Annotated[float, Field(gt=0)] = 35.0
    send_every_minutes: Annotated[int, Field(gt=0)] = 60
    rails: Rails = Rails()
    types: tuple[TypePlan, ...]
    stalls: tuple[StallPlan, ...]
    boxes: tuple[BoxPlan, ...]
    desks: tuple[str, ...]
    washes: tuple[str, ...]
    causes: tuple[Texts, ...] = ()
    rules: Texts = Field(default_factory=dict)
    area: dict[str, str | float] = Field(default_factory=dict)
    assumptions: tuple[Texts, ...] = ()
    trouble: Trouble = Trouble()

    def with_guests(self, guests: int) -> Self:
        """The same festival with more or fewer guests, and boxes and bags to match. Exact counts stay as they were."""
        scale = guests / self.guests
        boxes = tuple(
            box.model_copy(update={"capacity": max(round(box.capacity * scale), BOX_HOLDS_MIN)})
            if box.capacity
            else box
            for box in self.boxes
        )
        return self.model_copy(update={"guests": guests, "boxes": boxes})

    def with_days(self, days: int) -> Self:
        """The same festival over other days, with what goes wrong on days that are left."""
        weights = tuple(self.day_weights[day % len(self.day_weights)] for day in range(days))
        trouble = self.trouble.model_copy(
            update={
                "offline": tuple(one for one in self.trouble.offline if one.day <= days),
                "overfull": tuple(one for one in self.trouble.overfull if one.day <= days),
                "thief": self.trouble.thief
                if self.trouble.thief and self.trouble.thief.day <= days
                else None,
            }
        )
        return self.model_copy(update={"days": days, "day_weights": weights, "trouble": trouble})

    def ending_on(self, last_day: date) -> Self:
        """The same festival, moved so that this is its last day."""
        return self.model_copy(update={"first_day": last_day - DAY * (self.days - 1)})

    def moment(self, day: int, at: time) -> datetime:
        """A local time of the festival's day `day`, from 1."""
        return datetime.combine(self.first_day + DAY * (day - 1), at, ZoneInfo(self.timezone))

    @property
    def starts_at(self) -> datetime:
        """The first day's beginning."""
        return self.moment(1, time(6))

    @property
    def ends_at(self) -> datetime:
        """The morning after the last day: what is handed in at night still belongs to it."""
        return self.moment(self.days + 1, time(6))

    @property
    def return_until(self) -> datetime:
        """The date on the poster."""
        return self.moment(self.days + self.return_days, time(23, 59))


def scenario_names() -> list[str]:
    """The scenarios that come with Pantbox."""
    return sorted(path.stem for path in SCENARIOS.glob("*.toml"))


def load_scenario(name_or_file: str) -> Scenario:
    """A scenario by name, or from a file of one's own.

    Raises `NotFound("scenario_unknown")`, `BadInput("scenario_wrong")` with the place and what is wrong there.
    """
    own = SCENARIOS / f"{name_or_file}.toml"
    path = own if name_or_file in scenario_names() else Path(name_or_file)
    if not path.is_file():
        raise NotFound("scenario_unknown", scenario=name_or_file, known=", ".join(scenario_names()))
    try:
        return Scenario.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("scenario_wrong", place=str(path), problem=str(error)) from error
    except (ValidationError, UnicodeDecodeError) as error:
        place, problem = _first_problem(error)
        raise BadInput("scenario_wrong", place=f"{path}: {place}", problem=problem) from error


def _first_problem(error: ValidationError | UnicodeDecodeError) -> tuple[str, str]:
    if isinstance(error, UnicodeDecodeError):
        return "", "not UTF-8"
    first = error.errors()[0]
    return ".".join(str(part) for part in first["loc"]), first["msg"]
