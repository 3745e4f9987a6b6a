"""What an organiser tells about a type of container, a batch, and a print run."""

from collections.abc import Mapping
from typing import Any, Final

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin.amounts import NumberField, OreField
from admin.work import OfficeForm
from pantbox.containers.making import BATCH_QUANTITY_MAX
from pantbox.containers.types import ContainerType
from pantbox.labels.sheet import SHEETS

PICTURES = ("small-cup", "medium-cup", "mug", "bowl", "tray", "generic")
LABELS_PER_PDF_MAX = 10_000
"""A PDF of so many takes four seconds; more come in parts."""
FACTORS: Final = ("single_use", "make", "end_of_life", "wash", "transport")


def _name(label: str) -> StringField:
    return StringField(label, [Length(max=80, message="office-too-long")])


def _grams(label: str, description: str = "") -> IntegerField:
    return IntegerField(
        label, [Optional(), NumberRange(1, 100_000, "office-number-wrong")], description=description
    )


def _factor(label: str) -> NumberField:
    return NumberField(label, [Optional(), NumberRange(0, 1_000_000, "office-number-wrong")], places=None)


def _source(label: str) -> StringField:
    return StringField(label, [Length(max=200, message="office-too-long")])


class TypeForm(OfficeForm):
    """What a container is, weighs, costs and replaces."""

    name_da = _name("office-type-name-da")
    name_en = _name("office-type-name-en")
    name_de = _name("office-type-name-de")
    picture = SelectField(
        "office-picture", choices={name: f"office-picture-{name}" for name in PICTURES}, default="generic"
    )
    deposit = OreField("office-deposit", [InputRequired("office-needed")], description="office-deposit-hint")
    weight_grams = _grams("office-weight")
    material = StringField(
        "office-material", [Length(max=40, message="office-too-long")], description="office-material-hint"
    )
    cost = OreField("office-cost", [Optional()])
    planned_uses = IntegerField(
        "office-planned-uses",
        [Optional(), NumberRange(1, 100_000, "office-number-wrong")],
        description="office-planned-uses-hint",
    )
    replaces_grams = _grams("office-replaces", "office-replaces-hint")
    single_use = _factor("office-factor-single-use")
    single_use_source = _source("office-factor-source")
    make = _factor("office-factor-make")
    make_source = _source("office-factor-source")
    end_of_life = _factor("office-factor-end-of-life")
    end_of_life_source = _source("office-factor-source")
    wash = _factor("office-factor-wash")
    wash_source = _source("office-factor-source")
    transport = _factor("office-factor-transport")
    transport_source = _source("office-factor-source")

    def names(self) -> dict[str, str]:
        """By language, without empty ones."""
        told = {"da": self.name_da.data, "en": self.name_en.data, "de": self.name_de.data}
        return {language: name.strip() for language, name in told.items() if name and name.strip()}

    def validate_factors(self) -> bool:
        """A figure without its source is not published, so it is not kept either."""
        for name in FACTORS:
            source = self[f"{name}_source"]
            if self[name].data is not None and not (source.data or "").strip():
                source.errors = ("office-source-needed",)
                return False
        return True

    def factors(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """As `climate_factors` reads them. A figure that was not touched keeps its band."""
        told: dict[str, Any] = {}
        for name in FACTORS:
            grams, source = self[name].data, (self[f"{name}_source"].data or "").strip()
            if grams is None:
                continue
            kept = before.get(name)
            same = kept and float(kept["grams_co2e"]) == float(grams) and kept.get("source") == source
            told[name] = dict(kept) if kept and same else {"grams_co2e": float(grams), "source": source}
        return told


class BatchForm(OfficeForm):
    """So many containers, made and labelled together."""

    name = StringField(
        "office-batch-name",
        [Length(max=200, message="office-too-long")],
        description="office-batch-name-hint",
    )
    quantity = IntegerField(
        "office-quantity",
        [InputRequired("office-needed"), NumberRange(1, BATCH_QUANTITY_MAX, "office-number-wrong")],
    )


class LabelsForm(OfficeForm):
    """Which labels of a batch go on which sheets. `place`: the first free label of a begun sheet, from 1."""

    sheet = SelectField("office-sheet", choices={slug: f"office-sheet-{slug}" for slug in SHEETS})
    first = IntegerField(
        "office-labels-from",
        [InputRequired("office-needed"), NumberRange(1, message="office-number-wrong")],
        default=1,
    )
    count = IntegerField(
        "office-labels-count",
        [InputRequired("office-needed"), NumberRange(1, LABELS_PER_PDF_MAX, "office-number-wrong")],
        default=LABELS_PER_PDF_MAX,
    )
    place = IntegerField(
        "office-labels-place",
        [InputRequired("office-needed"), NumberRange(1, message="office-number-wrong")],
        default=1,
        description="office-labels-place-hint",
    )


def filled(kind: ContainerType) -> TypeForm:
    """The form of a type as it is."""
    factors = {name: kind.factors[name] for name in FACTORS if name in kind.factors}
    return TypeForm(
        data={
            **{f"name_{language}": kind.names.get(language, "") for language in ("da", "en", "de")},
            "picture": kind.picture,
            "deposit": kind.deposit_ore,
            "weight_grams": kind.weight_grams,
            "material": kind.material or "",
            "cost": kind.cost_ore,
            "planned_uses": kind.planned_uses,
            "replaces_grams": kind.replaces_grams,
            **{name: told["grams_co2e"] for name, told in factors.items()},
            **{f"{name}_source": told["source"] for name, told in factors.items()},
        }
    )
