"""What an organiser tells about an event."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import available_timezones

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from admin.amounts import OreField, beginning, end_of_day, ending, last_day, local_clock
from admin.events.making import cause_rows
from admin.work import OfficeForm, lines_of
from pantbox.errors import BadInput
from pantbox.places.event_values import OFFLINE_REDEEM_ORE_MAX, SHARE_PERCENT_MAX, TRIP_DAYS_MAX
from pantbox.places.events import Event, Rail, UnseenPolicy
from pantbox.places.setup import NewEvent

TIMEZONES = sorted(name for name in available_timezones() if name.startswith(("Europe/", "Atlantic/")))
RULES_LENGTH_MAX = 4_000


BOUNDS = (
    "unseen_per_period_max", "unseen_share_percent", "phone_per_half_hour_max", "phone_per_code_max",
    "phones_per_box_max", "second_payments_max",
)  # fmt: skip
"""What an event pays by itself."""


def _bound(label: str, default: int, *, most: int = 100, description: str = "") -> IntegerField:
    """A bound of what is paid by itself; one that is left empty is as usual."""
    return IntegerField(
        label,
        [Optional(), NumberRange(0, most, "office-number-wrong")],
        default=default,
        description=description,
    )


def _filled_in(form: OfficeForm, name: str) -> int:
    field = form[name]
    told: int | None = field.data
    return told if told is not None else int(str(field.default))


class EventForm(OfficeForm):
    """What holds for the whole event."""

    name = StringField(
        "office-event-name",
        [InputRequired("office-needed"), Length(max=200, message="office-too-long")],
        description="office-event-name-hint",
    )
    timezone = SelectField(
        "office-timezone", choices={name: name for name in TIMEZONES}, default="Europe/Copenhagen"
    )
    starts_at = DateTimeLocalField(
        "office-starts-at", [InputRequired("office-needed")], format="%Y-%m-%dT%H:%M"
    )
    ends_at = DateTimeLocalField(
        "office-ends-at", [Optional()], format="%Y-%m-%dT%H:%M", description="office-ends-at-hint"
    )
    return_until = DateField("office-return-until", [Optional()], description="office-return-until-hint")
    trip_days_max = IntegerField(
        "office-trip-days",
        [Optional(), NumberRange(1, TRIP_DAYS_MAX, "office-number-wrong")],
        description="office-trip-days-hint",
    )
    rails = SelectMultipleField(
        "office-rails",
        choices={rail.value: f"office-rail-{rail.value}" for rail in Rail},
        default=[rail.value for rail in Rail],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    causes = TextAreaField(
        "office-causes", [Length(max=4000, message="office-too-long")], description="office-causes-hint"
    )
    unseen_policy = SelectField(
        "office-unseen-policy",
        choices={policy.value: f"office-unseen-{policy.value}" for policy in UnseenPolicy},
        default=UnseenPolicy.PAY.value,
        description="office-unseen-policy-hint",
    )
    unseen_per_period_max = _bound("office-unseen-max", 6)
    unseen_share_percent = _bound("office-unseen-share-percent", 20, most=SHARE_PERCENT_MAX)
    phone_per_half_hour_max = _bound("office-phone-max", 4, description="office-phone-max-hint")
    phone_per_code_max = _bound("office-code-max", 10)
    phones_per_box_max = _bound("office-box-max", 20, description="office-box-max-hint")
    second_payments_max = _bound("office-second-max", 3, description="office-second-max-hint")
    offline_redeem_ore = OreField(
        "office-offline-redeem",
        [Optional(), NumberRange(0, OFFLINE_REDEEM_ORE_MAX, "office-number-wrong")],
        default=0,
        description="office-offline-redeem-hint",
    )

    only_office_moves = BooleanField("office-only-office-moves", description="office-only-office-moves-hint")

    def also_offer(self, zone: str) -> None:
        """Let this time zone be chosen too: an event may have any that there is."""
        self.timezone.choices = {name: name for name in sorted({*TIMEZONES, zone})}

    def new_event(self, slug: str, rules: dict[str, str]) -> NewEvent:
        """As the core wants it; deposits come from the offers."""
        zone = self.timezone.data
        if self.starts_at.data is None:
            raise BadInput("event_times_wrong")
        return NewEvent(
            slug=slug,
            name=self.plain_name,
            starts_at=beginning(self.starts_at.data, zone),
            ends_at=ending(self.ends_at.data, zone) if self.ends_at.data else None,
            return_until=end_of_day(self.return_until.data, zone) if self.return_until.data else None,
            trip_days_max=self.trip_days_max.data,
            timezone=zone,
            rails=[Rail(told) for told in self.rails.data or ()],
            causes=cause_rows(lines_of(self.causes.data)),
            unseen_policy=UnseenPolicy(self.unseen_policy.data),
            unseen_per_period_max=_filled_in(self, "unseen_per_period_max"),
            unseen_share_percent=_filled_in(self, "unseen_share_percent"),
            phone_per_half_hour_max=_filled_in(self, "phone_per_half_hour_max"),
            phone_per_code_max=_filled_in(self, "phone_per_code_max"),
            phones_per_box_max=_filled_in(self, "phones_per_box_max"),
            second_payments_max=_filled_in(self, "second_payments_max"),
            offline_redeem_ore=self.offline_redeem_ore.data or 0,
            self_moving=not self.only_office_moves.data,
            rules=rules,
            deposits={},
        )

    @property
    def plain_name(self) -> str:
        """The name with single spaces."""
        return " ".join((self.name.data or "").split())


class NewEventForm(EventForm):
    """And the places on the ground."""

    stalls = TextAreaField(
        "office-stalls", [Length(max=40_000, message="office-too-long")], description="office-stalls-hint"
    )
    boxes = TextAreaField(
        "office-boxes", [Length(max=40_000, message="office-too-long")], description="office-boxes-hint"
    )
    boxes_have_screens = BooleanField("office-boxes-have-screens", default=True)
    box_capacity = IntegerField(
        "office-box-capacity", [Optional(), NumberRange(1, 100_000, "office-number-wrong")]
    )
    desks = IntegerField("office-desks", [Optional(), NumberRange(0, 50, "office-number-wrong")], default=1)
    washes = IntegerField("office-washes", [Optional(), NumberRange(0, 20, "office-number-wrong")], default=1)
    rules_da = TextAreaField("office-rules-da", [Length(max=RULES_LENGTH_MAX, message="office-too-long")])
    rules_en = TextAreaField("office-rules-en", [Length(max=RULES_LENGTH_MAX, message="office-too-long")])
    rules_de = TextAreaField("office-rules-de", [Length(max=RULES_LENGTH_MAX, message="office-too-long")])

    def own_words(self) -> dict[str, str]:
        """The organiser's own words by language, without empty ones."""
        return _without_empty({"da": self.rules_da.data, "en": self.rules_en.data, "de": self.rules_de.data})


class RulebookForm(OfficeForm):
    """The organiser's own words, which stand beside the rules everywhere."""

    da = TextAreaField("office-rules-da", [Length(max=RULES_LENGTH_MAX, message="office-too-long")])
    en = TextAreaField("office-rules-en", [Length(max=RULES_LENGTH_MAX, message="office-too-long")])
    de = TextAreaField("office-rules-de", [Length(max=RULES_LENGTH_MAX, message="office-too-long")])

    def told(self) -> dict[str, str]:
        """By language, without empty ones."""
        return _without_empty({"da": self.da.data, "en": self.en.data, "de": self.de.data})


def _without_empty(texts: Mapping[str, str | None]) -> dict[str, str]:
    return {language: text.strip() for language, text in texts.items() if text and text.strip()}


class ClosingForm(OfficeForm):
    """Closing is meant: its name is typed."""

    name = StringField(
        "office-close-name", [InputRequired("office-needed")], description="office-close-name-hint"
    )


class ReopeningForm(OfficeForm):
    """Opening again: after the last day for returns it takes a later one."""

    return_until = DateField("office-return-until", [Optional()], id="reopen-until")

    def until(self, timezone: str) -> datetime | None:
        """The last second of the day that was chosen, if one was."""
        return end_of_day(self.return_until.data, timezone) if self.return_until.data else None


def filled(event: Event) -> EventForm:
    """The form of an event as it is."""
    zone = event.timezone
    form = EventForm(
        data={
            "name": event.name,
            "timezone": zone,
            "starts_at": local_clock(event.starts_at, zone),
            "ends_at": local_clock(event.ends_at, zone) if event.ends_at else None,
            "return_until": last_day(event.return_until, zone) if event.return_until else None,
            "trip_days_max": event.trip_days_max,
            "rails": list(event.rails),
            "causes": "\n".join(str(cause["name"]) for cause in event.causes),
            "unseen_policy": str(event.unseen_policy),
            **{name: getattr(event, name) for name in BOUNDS},
            "offline_redeem_ore": event.offline_redeem_ore,
            "only_office_moves": not event.self_moving,
        }
    )
    form.also_offer(zone)
    return form
