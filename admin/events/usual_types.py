"""Containers most events begin with. Weights stand only where somebody published them; the rest is for the owner to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from pantbox.containers.making import create_type
from pantbox.containers.types import ContainerType
from pantbox.places.organisations import Organisation
from pantbox.reports.climate_factors import DEFAULTS, as_json


@dataclass(frozen=True, slots=True)
class UsualType:
    """A kind of container with a deposit to start from."""

    slug: str
    names: Mapping[str, str]
    deposit_ore: int
    known: Mapping[str, Any] = field(default_factory=dict)
    """Weights and material, with a published source."""


USUAL: Final = (
    UsualType("small-cup", {"da": "Lille kop", "en": "Small cup", "de": "Kleiner Becher"}, 500),
    UsualType("medium-cup", {"da": "Mellem kop", "en": "Medium cup", "de": "Mittlerer Becher"}, 500),
    UsualType("mug", {"da": "Krus", "en": "Mug", "de": "Tasse"}, 1000),
    UsualType(
        "bowl",
        {"da": "Skål", "en": "Bowl", "de": "Schale"},
        1000,
        # TemaNord 2024:515: a reusable and a single-use take-away container of polypropylene.
        {"weight_grams": 226, "replaces_grams": 59, "material": "PP"},
    ),
    UsualType("tray", {"da": "Bakke", "en": "Tray", "de": "Tablett"}, 1000),
)


def make_usual(session: Session, organisation: Organisation, slug: str, deposit_ore: int) -> ContainerType:
    """One of them, as the organisation's own from now on. Raises `KeyError` for a slug that is none."""
    usual = {one.slug: one for one in USUAL}[slug]
    factors = DEFAULTS.get(slug)
    return create_type(
        session,
        organisation,
        slug=slug,
        names=usual.names,
        deposit_ore=deposit_ore,
        picture=slug,
        factors=as_json(factors) if factors else None,
        **usual.known,
    )
