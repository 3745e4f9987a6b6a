"""Container types: small cup, bowl, tray. What one is made of, weighs, costs and replaces."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.db import Base, IntId, OfOrganisation, OreAmount, Word


class ContainerType(OfOrganisation, Base):
    """A kind of container: one GRAI asset type of the organisation."""

    __tablename__ = "container_type"
    __table_args__ = (
        UniqueConstraint("organisation_id", "slug"),
        CheckConstraint("deposit_ore > 0", name="deposit_positive"),
        CheckConstraint("weight_grams IS NULL OR weight_grams > 0", name="weight_positive"),
    )

    id: Mapped[IntId]
    slug: Mapped[Word]
    """Stable English name, and the name of its picture: `small-cup`."""
    names: Mapped[dict[str, Any]]
    """What people call it, by language: `{"da": …, "en": …, "de": …}`."""
    asset: Mapped[str] = mapped_column(String(13), unique=True)
    """GRAI asset type: 12 digits and a check digit, without the leading 0."""
    deposit_ore: Mapped[OreAmount]
    """What a new event starts from; an event's terms say what holds there."""
    picture: Mapped[Word] = mapped_column(default="generic")
    weight_grams: Mapped[int | None]
    material: Mapped[Word | None]
    cost_ore: Mapped[int | None]
    planned_uses: Mapped[int | None]
    """Over how many uses its making and its end of life are written off. None: no climate figure is shown."""
    replaces_grams: Mapped[int | None]
    """Weight of the single-use piece one use replaces."""
    closed_at: Mapped[datetime | None]
    """Since when it is offered nowhere any more. Containers and labels of it stay what they are; None: it is in use."""
    factors: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Climate factors with their sources; empty: no climate figure is shown."""

    def name(self, language: str) -> str:
        """What it is called in a language, or in any language it has a name in."""
        return str(
            self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), self.slug)
        )


class FormerFigures(OfOrganisation, Base):
    """What reports reckoned a type with until somebody changed it. Inserted, never changed: what was closed before stays
    reckoned with what held then."""

    __tablename__ = "former_figures"
    __table_args__ = (Index("ix_former_figures_type", "type_id", "until"),)

    id: Mapped[IntId]
    type_id: Mapped[int] = mapped_column(ForeignKey("container_type.id"))
    until: Mapped[datetime]
    planned_uses: Mapped[int | None]
    replaces_grams: Mapped[int | None]
    factors: Mapped[dict[str, Any]]
