"""Making containers: types, and batches of any size with serials nobody can forge."""

import random
import re
import secrets
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.containers.closures import check_type_open
from pantbox.containers.containers import Batch, Container, ContainerState
from pantbox.containers.grai import Grai, asset_of
from pantbox.containers.serials import HUMAN_LENGTH, KEY_ID, human_code, new_serial
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput, Conflict
from pantbox.keys import CROCKFORD, Keys
from pantbox.places.events import not_before_closings
from pantbox.places.organisations import Organisation

BATCH_QUANTITY_MAX = 100_000
CHUNK = 2_000
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def create_type(
    session: Session,
    organisation: Organisation,
    *,
    slug: str,
    names: Mapping[str, str],
    deposit_ore: int,
    picture: str = "generic",
    weight_grams: int | None = None,
    material: str | None = None,
    cost_ore: int | None = None,
    planned_uses: int | None = None,
    replaces_grams: int | None = None,
    factors: Mapping[str, Any] | None = None,
) -> ContainerType:
    """A kind of container, with the next free GRAI asset type of its organisation.

    Raises `BadInput` (`slug_wrong`, `deposit_wrong`, `name_missing`, `asset_numbers_used_up`), `Conflict("type_exists")`.
    """
    if not _SLUG.fullmatch(slug):
        raise BadInput("slug_wrong", slug=slug)
    if deposit_ore <= 0:
        raise BadInput("deposit_wrong", deposit_ore=deposit_ore)
    if not any(name.strip() for name in names.values()):
        raise BadInput("name_missing")
    of_organisation = ContainerType.organisation_id == organisation.id
    if session.scalar(select(ContainerType.id).where(of_organisation, ContainerType.slug == slug)):
        raise Conflict("type_exists", slug=slug)
    container_type = ContainerType(
        organisation_id=organisation.id,
        slug=slug,
        names=dict(names),
        asset=_next_asset(session, organisation),
        deposit_ore=deposit_ore,
        picture=picture,
        weight_grams=weight_grams,
        material=material,
        cost_ore=cost_ore,
        planned_uses=planned_uses,
        replaces_grams=replaces_grams,
        factors=dict(factors or {}),
    )
    session.add(container_type)
    session.flush()  # batches are made of its id
    return container_type


def _next_asset(session: Session, organisation: Organisation) -> str:
    """The asset after the highest one that begins with this company prefix, whoever it is of: they share one space."""
    prefix = organisation.company_prefix
    # By the table, not its class: the session shows one organisation's types only.
    asset = ContainerType.__table__.c.asset
    highest = session.scalar(select(func.max(asset)).where(asset.startswith(prefix)))
    number = int(highest[len(prefix) : -1]) + 1 if highest else 1
    return asset_of(prefix, number)


def make_batch(
    session: Session,
    keys: Keys,
    container_type: ContainerType,
    *,
    name: str,
    quantity: int,
    now: datetime,
    chance: random.Random | None = None,
) -> Batch:
    """So many new containers of a type. `chance`: seeded, for a simulation that must repeat; really random if None.

    Raises `BadInput("batch_quantity_wrong")`, `Conflict("type_closed")`.
    """
    check_type_open(container_type)
    if not 0 < quantity <= BATCH_QUANTITY_MAX:
        raise BadInput("batch_quantity_wrong", quantity_max=BATCH_QUANTITY_MAX)
    batch = Batch(
        organisation_id=container_type.organisation_id,
        type_id=container_type.id,
        name=name.strip()[:200] or container_type.slug,
        quantity=quantity,
        key_id=KEY_ID,
        created_at=not_before_closings(session, container_type.organisation_id, now),
    )
    session.add(batch)
    session.flush()  # containers name their batch
    draw = chance.choice if chance else secrets.choice
    made = 0
    while made < quantity:
        made += _make(session, keys, container_type, batch, min(CHUNK, quantity - made), draw)
    return batch


def _make(
    session: Session, keys: Keys, container_type: ContainerType, batch: Batch, wanted: int, draw: Any
) -> int:
    """Insert up to `wanted` containers as one set and say how many it was: a human code that is taken is drawn again."""
    parts = {"".join(draw(CROCKFORD) for _ in range(HUMAN_LENGTH - 1)): None for _ in range(wanted)}
    rows = []
    for part in parts:
        serial = new_serial(keys, container_type.asset, part)
        rows.append(
            {
                "organisation_id": container_type.organisation_id,
                "type_id": container_type.id,
                "batch_id": batch.id,
                "serial": serial,
                "human_code": human_code(serial),
                "state": ContainerState.IN_STOCK,
                "trips": 0,
            }
        )
    return sets.insert(
        session.connection(),
        Container.__table__,
        rows,
        on_conflict="(organisation_id, human_code) DO NOTHING",
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a container's label."""

    link: str
    human_code: str
    grai: str


def labels_of(session: Session, batch_id: int, base_url: str) -> Generator[Printed, None, None]:
    """The labels of a batch in the order they were made, read in chunks: memory is flat in their number.

    Who stops before the last one closes it, for PostgreSQL holds a cursor open until then.
    """
    statement = (
        select(Container.serial, Container.human_code, ContainerType.asset)
        .join(ContainerType, ContainerType.id == Container.type_id)
        .where(Container.batch_id == batch_id)
        .order_by(Container.id)
        .execution_options(yield_per=CHUNK)
    )
    with session.execute(statement) as rows:
        for serial, code, asset in rows:
            grai = Grai(asset, serial)
            yield Printed(grai.link(base_url), code, str(grai))
