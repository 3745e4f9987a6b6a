"""Finding the container, or the type, that a code names."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pantbox.containers.codes import Code, CodeKind, Unproven
from pantbox.containers.containers import Container, Tag
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput, NotFound, PantboxError
from pantbox.places.guessing import ANYBODY
from pantbox.places.organisations import Organisation
from pantbox.settings import host_name


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


def refusal_of(session: Session, error: Unproven, organisation_id: int | None = None) -> PantboxError:
    """With what a container's serial without our tag is refused: as a forgery, or as a stranger's. `organisation_id` None:
    by whoever is on this server."""
    ours = select(ContainerType.id).where(ContainerType.asset == error.asset)
    prefixes = select(Organisation.company_prefix)
    if organisation_id is not None:
        ours = ours.where(ContainerType.organisation_id == organisation_id)
        prefixes = prefixes.where(Organisation.id == organisation_id)
    is_our_type = session.scalar(ours.limit(1)) is not None
    whys = {error.why(is_our_type=is_our_type, company_prefix=prefix) for prefix in session.scalars(prefixes)}
    if "forged_code" in whys:
        return BadInput("forged_code")
    return BadInput("unknown_code") if "unknown_code" in whys else NotFound("foreign_operator")


def is_tag_of_ours(session: Session, code: Code, organisation_id: int, hosts: Collection[str]) -> bool:
    """Whether a crate's or bag's code may be the organisation's: typed, of a link to one of our `hosts`, or made here.

    Tags that were printed while we had another host are known by their row, whatever their links say.
    """
    if not code.host or _name(code.host) in hosts:
        return True
    made = select(Tag.id).where(
        Tag.organisation_id == organisation_id, Tag.kind == code.kind.value, Tag.code == code.value
    )
    return session.scalar(made) is not None


def _name(host: str) -> str:
    try:
        return host_name(f"//{host}")
    except ValueError:  # brackets that hold no address
        return ""


def find_type(
    session: Session, code: Code, *, may_look: ColumnElement[bool] = ANYBODY
) -> ContainerType | None:
    """The type a code names, alone or as part of a container's code. `may_look` as `guessing.may_guess` says it."""
    return session.scalar(select(ContainerType).where(ContainerType.asset == code.asset, may_look))
