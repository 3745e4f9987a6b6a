"""Finding the container, or the type, that a code names."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pantbox.containers.codes import Code, CodeKind
from pantbox.containers.containers import Container
from pantbox.containers.types import ContainerType
from pantbox.places.guessing import ANYBODY


def find_container(session: Session, code: Code, organisation_id: int | None = None) -> Container | None:
    """The container a code names. A human code is unique within one organisation only, so it needs `organisation_id`."""
    if code.kind is CodeKind.CONTAINER:
        return session.scalar(
            select(Container)
            .join(ContainerType, ContainerType.id == Container.type_id)
            .where(ContainerType.asset == code.asset, Container.serial == code.value)
        )
    if code.kind is CodeKind.HUMAN and organisation_id is not None:
        return session.scalar(
            select(Container).where(
                Container.organisation_id == organisation_id, Container.human_code == code.value
            )
        )
    return None


def find_type(
    session: Session, code: Code, *, may_look: ColumnElement[bool] = ANYBODY
) -> ContainerType | None:
    """The type a code names, alone or as part of a container's code. `may_look` as `guessing.may_guess` says it."""
    return session.scalar(select(ContainerType).where(ContainerType.asset == code.asset, may_look))
