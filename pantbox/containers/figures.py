"""What reports reckon a type with: planned uses, the weight of what one use replaces, climate factors. Each has its time:
a report of what was closed before a change is reckoned with what held then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from pantbox.containers.types import ContainerType, FormerFigures
from pantbox.places.events import not_before_closings

TYPES, FORMER = ContainerType.__table__, FormerFigures.__table__


@dataclass(frozen=True, slots=True)
class Figures:
    """One type's. `planned_uses`: how many uses its making and its end of life are written off over."""

    planned_uses: int | None
    replaces_grams: int | None
    factors: Mapping[str, Any]


def change_figures(session: Session, kind: ContainerType, figures: Figures, now: datetime) -> None:
    """From now on reports reckon with these; those as of an earlier time with what held then."""
    before = Figures(kind.planned_uses, kind.replaces_grams, kind.factors or {})
    if figures == before:
        return
    session.add(
        FormerFigures(
            organisation_id=kind.organisation_id,
            type_id=kind.id,
            until=not_before_closings(session, kind.organisation_id, now),
            planned_uses=before.planned_uses,
            replaces_grams=before.replaces_grams,
            factors=dict(before.factors),
        )
    )
    kind.planned_uses = figures.planned_uses
    kind.replaces_grams = figures.replaces_grams
    kind.factors = dict(figures.factors)


def figures_of(connection: Connection, type_ids: Collection[int]) -> dict[int, Figures]:
    """What these types are reckoned with now."""
    names = ("id", "planned_uses", "replaces_grams", "factors")
    rows = connection.execute(select(*(TYPES.c[name] for name in names)).where(TYPES.c.id.in_(type_ids)))
    return {row.id: Figures(row.planned_uses, row.replaces_grams, row.factors or {}) for row in rows}


def figures_as_of(connection: Connection, type_ids: Collection[int], moment: datetime) -> dict[int, Figures]:
    """What these types were reckoned with then."""
    names = ("type_id", "planned_uses", "replaces_grams", "factors")
    rows = connection.execute(
        select(*(FORMER.c[name] for name in names))
        .where(FORMER.c.type_id.in_(type_ids), FORMER.c.until >= moment)
        .order_by(FORMER.c.until.desc(), FORMER.c.id.desc())
    )
    # The last one that is written down wins: the change that came first after that moment.
    former = {row.type_id: Figures(row.planned_uses, row.replaces_grams, row.factors or {}) for row in rows}
    return figures_of(connection, type_ids) | former
