"""What the API's models are made of."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from pantbox.cards import refuse_card_number

ORE_MAX = 10**12
NO_NUL = r"^[^\x00]*$"


class Input(BaseModel):
    """What is sent to set something up: a name we do not know is a mistake somebody wants to hear of."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TolerantInput(BaseModel):
    """What devices send: a newer one may say more than we understand."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Output(BaseModel):
    """What is answered. Made from our own objects."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


def _plain(text: str) -> str:
    refuse_card_number(text)
    return text


def _utc(moment: datetime) -> datetime:
    # 0001-01-01 with an offset lies before time itself.
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no such time") from error


Word = Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Typed = Annotated[Text, AfterValidator(_plain)]
"""What people type: never a card number."""
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=NO_NUL),
    AfterValidator(_plain),
]
Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
OreAmount = Annotated[int, Field(strict=True, ge=1, le=ORE_MAX)]
OreOrNone = Annotated[int, Field(strict=True, ge=0, le=ORE_MAX)]
RowId = Annotated[int, Field(strict=True, ge=1, lt=2**63)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
StationNumber = Annotated[int, Field(ge=1, le=99_999, strict=True)]
Number = Annotated[float, Field(allow_inf_nan=False)]
