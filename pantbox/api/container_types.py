"""Container types and the batches made of them."""

from typing import Annotated, Any

from pydantic import Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Moment, Name, OreAmount, Output, Text, Word
from pantbox.api.own import acting, changing, changing_row, find, reading
from pantbox.api.pages import PageWanted, id_after, split
from pantbox.containers import closures
from pantbox.containers.containers import Batch, Container, ContainerState
from pantbox.containers.figures import Figures, change_figures
from pantbox.containers.grai import Grai
from pantbox.containers.making import BATCH_QUANTITY_MAX, create_type, make_batch
from pantbox.containers.types import ContainerType
from pantbox.places.organisations import Organisation, Scope
from pantbox.web import core

Names = Annotated[dict[Annotated[str, Field(pattern="^(da|en|de)$")], Name], Field(min_length=1)]
Co2e = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Grams = Annotated[int, Field(ge=1, le=100_000, strict=True)]


class Factor(Input):
    """Grams CO2e with the ends of its band and its source."""

    grams_co2e: Co2e
    low: Co2e | None = None
    high: Co2e | None = None
    source: Text = ""
    weak: bool = False

    @model_validator(mode="after")
    def _is_a_band(self) -> "Factor":
        low = self.grams_co2e if self.low is None else self.low
        high = self.grams_co2e if self.high is None else self.high
        if not low <= self.grams_co2e <= high:
            raise ValueError("not a band")
        return self


class FactorsIn(Input):
    """A type's climate factors. Without them no climate figure is shown."""

    single_use: Factor
    make: Factor
    end_of_life: Factor
    wash: Factor
    transport: Factor | None = None


class TypeChange(Input):
    """What may be changed of a type. Its slug and its GRAI stay: labels carry them."""

    names: Names | None = None
    picture: Word | None = None
    weight_grams: Grams | None = None
    material: Word | None = None
    cost_ore: OreAmount | None = None
    planned_uses: Annotated[int, Field(ge=1, le=100_000, strict=True)] | None = None
    replaces_grams: Grams | None = None
    factors: FactorsIn | None = None


class TypeIn(TypeChange):
    """A kind of container. `deposit_ore` is what new events start from."""

    slug: Annotated[Word, Field(pattern=r"^[a-z0-9-]+$")]
    names: Names
    deposit_ore: OreAmount


class ContainerTypeOut(Output):
    """A container type. `asset`: its GRAI asset type."""

    id: int
    slug: str
    names: dict[str, Any]
    asset: str
    deposit_ore: int
    picture: str
    weight_grams: int | None
    material: str | None
    cost_ore: int | None
    planned_uses: int | None
    replaces_grams: int | None
    closed_at: Moment | None
    factors: dict[str, Any]


class TypeList(Output):
    """The organisation's types."""

    types: list[ContainerTypeOut]


class BatchIn(Input):
    """So many containers to make and label."""

    name: Text
    quantity: Annotated[int, Field(ge=1, le=BATCH_QUANTITY_MAX, strict=True)]


class BatchOut(Output):
    """Containers made together."""

    id: int
    type_id: int
    name: str
    quantity: int
    created_at: Moment
    printed_at: Moment | None


class BatchPage(Output):
    """Oldest first."""

    batches: list[BatchOut]
    next: str | None


class LabelOut(Output):
    """One container of a batch: what stands on its label, and how it is."""

    id: int
    link: str
    grai: str
    human_code: str
    state: ContainerState


class LabelPage(Output):
    """In the order they were made."""

    containers: list[LabelOut]
    next: str | None


@api.get("/types")
@api.output(TypeList)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def types() -> TypeList:
    """The organisation's container types."""
    with reading() as session:
        rows = session.scalars(select(ContainerType).order_by(ContainerType.id))
        return TypeList(types=[ContainerTypeOut.model_validate(row) for row in rows])


@api.post("/types")
@api.input(TypeIn, arg_name="told")
@api.output(ContainerTypeOut, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_type(told: TypeIn) -> ContainerTypeOut:
    """Add a container type, with the next free GRAI asset type."""
    fields = told.model_dump(exclude_none=True)
    with changing("type_created", told.slug) as session:
        organisation = session.get_one(Organisation, program().organisation_id)
        return ContainerTypeOut.model_validate(create_type(session, organisation, **fields))


@api.get("/types/<int:type_id>")
@api.output(ContainerTypeOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def one_type(type_id: int) -> ContainerTypeOut:
    """One container type."""
    with reading() as session:
        return ContainerTypeOut.model_validate(_find(session, type_id))


@api.patch("/types/<int:type_id>")
@api.input(TypeChange, arg_name="told")
@api.output(ContainerTypeOut)
@open_to(Scope.SETUP_WRITE)
def change_type(type_id: int, told: TypeChange) -> ContainerTypeOut:
    """Change a container type."""
    changes = {
        name: value
        for name, value in _told(told).items()
        if value is not None or name not in ("names", "picture", "factors")
    }
    with changing_row("type_changed", ContainerType, type_id, fields=sorted(changes)) as session:
        row = _find(session, type_id)
        figures = Figures(
            planned_uses=changes.pop("planned_uses", row.planned_uses),
            replaces_grams=changes.pop("replaces_grams", row.replaces_grams),
            factors=changes.pop("factors", row.factors),
        )
        change_figures(session, row, figures, core().clock())
        for name, value in changes.items():
            setattr(row, name, value)
        return ContainerTypeOut.model_validate(row)


@api.post("/types/<int:type_id>/close")
@api.output(ContainerTypeOut)
@open_to(Scope.SETUP_WRITE)
def close_type(type_id: int) -> ContainerTypeOut:
    """Offer a type for nothing new. Its containers go on. 409 `type_in_use` while an open event has a price for it."""
    with acting() as session:
        row = _find(session, type_id)
        closures.close_type(session, row, None, core().clock(), token=program().token_id)
        return ContainerTypeOut.model_validate(row)


@api.post("/types/<int:type_id>/reopen")
@api.output(ContainerTypeOut)
@open_to(Scope.SETUP_WRITE)
def reopen_type(type_id: int) -> ContainerTypeOut:
    """Offer a closed type again."""
    with acting() as session:
        row = _find(session, type_id)
        closures.reopen_type(session, row, None, core().clock(), token=program().token_id)
        return ContainerTypeOut.model_validate(row)


@api.get("/batches")
@api.input(PageWanted, location="query", arg_name="wanted")
@api.output(BatchPage)
@open_to(Scope.SETUP_WRITE)
def batches(wanted: PageWanted) -> BatchPage:
    """The organisation's batches."""
    with reading() as session:
        statement = select(Batch).where(Batch.id > id_after(wanted)).order_by(Batch.id)
        rows = session.scalars(statement.limit(wanted.limit + 1)).all()
        page, following = split(rows, wanted.limit, lambda batch: batch.id)
        return BatchPage(batches=[BatchOut.model_validate(row) for row in page], next=following)


@api.post("/types/<int:type_id>/batches")
@api.input(BatchIn, arg_name="told")
@api.output(BatchOut, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make(type_id: int, told: BatchIn) -> BatchOut:
    """Make containers of a type."""
    with changing("batch_made", told.name, quantity=told.quantity) as session:
        batch = make_batch(
            session, core().keys, _find(session, type_id), name=told.name, quantity=told.quantity,
            now=core().clock(),
        )  # fmt: skip
        return BatchOut.model_validate(batch)


@api.get("/batches/<int:batch_id>/containers")
@api.input(PageWanted, location="query", arg_name="wanted")
@api.output(LabelPage)
@open_to(Scope.SETUP_WRITE)
def labels(batch_id: int, wanted: PageWanted) -> LabelPage:
    """The containers of a batch, with what is printed on their labels."""
    with reading() as session:
        find(session, Batch, batch_id, "batch_unknown")
        rows = session.execute(
            select(Container, ContainerType.asset)
            .join(ContainerType, ContainerType.id == Container.type_id)
            .where(Container.batch_id == batch_id, Container.id > id_after(wanted))
            .order_by(Container.id)
            .limit(wanted.limit + 1)
        ).all()
        page, following = split(rows, wanted.limit, lambda row: int(row[0].id))
        return LabelPage(containers=[_label(container, asset) for container, asset in page], next=following)


def _told(told: TypeChange) -> dict[str, Any]:
    changes = told.model_dump(exclude_unset=True)
    if told.factors is not None:
        changes["factors"] = told.factors.model_dump(exclude_none=True)
    return changes


def _label(container: Container, asset: str) -> LabelOut:
    grai = Grai(asset, container.serial)
    return LabelOut(
        id=container.id, link=grai.link(core().settings.base_url), grai=str(grai),
        human_code=container.human_code, state=container.state,
    )  # fmt: skip


def _find(session: Session, type_id: int) -> ContainerType:
    return find(session, ContainerType, type_id, "type_unknown")
