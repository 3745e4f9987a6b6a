"""What an organiser tells about a place on the ground."""

from wtforms import BooleanField, FloatField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin.work import OfficeForm
from pantbox.places.positions import Place
from pantbox.places.stations import Station, StationKind, StationState, WhenOut


class StationForm(OfficeForm):
    """A station as it is."""

    name = StringField(
        "office-station-name", [InputRequired("office-needed"), Length(max=200, message="office-too-long")]
    )
    capacity = IntegerField(
        "office-box-capacity",
        [Optional(), NumberRange(1, 100_000, "office-number-wrong")],
        description="office-box-capacity-hint",
    )
    has_screen = BooleanField("office-has-screen", default=True, description="office-has-screen-hint")
    when_out = SelectField(
        "office-when-out",
        default=WhenOut.ASK.value,
        choices={one.value: f"office-when-out-{one.value}" for one in WhenOut},
        description="office-when-out-hint",
    )
    latitude = FloatField("office-latitude", [Optional(), NumberRange(-90, 90, "office-number-wrong")])
    longitude = FloatField("office-longitude", [Optional(), NumberRange(-180, 180, "office-number-wrong")])
    state = SelectField(
        "office-state",
        choices={state.value: f"office-state-{state.value.replace('_', '-')}" for state in StationState},
    )

    @property
    def place(self) -> Place | None:
        """Where it stands, if that is told."""
        latitude, longitude = self.latitude.data, self.longitude.data
        return Place(latitude, longitude) if latitude is not None and longitude is not None else None


class NewStationForm(OfficeForm):
    """A station more. A stall says whose it is."""

    kind = SelectField(
        "office-kind",
        choices={kind.value: f"office-kind-{kind.value.replace('_', '-')}" for kind in StationKind},
    )
    name = StringField(
        "office-station-name", [InputRequired("office-needed"), Length(max=200, message="office-too-long")]
    )
    vendor = StringField(
        "office-vendor", [Length(max=200, message="office-too-long")], description="office-vendor-hint"
    )


def filled(station: Station) -> StationForm:
    """The form of a station as it is."""
    return StationForm(
        data={
            "name": station.name,
            "capacity": station.capacity,
            "has_screen": station.has_screen,
            "when_out": str(station.when_out),
            "latitude": station.latitude,
            "longitude": station.longitude,
            "state": str(station.state),
        }
    )
