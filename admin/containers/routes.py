"""Types, batches and their labels."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.containers.forms import FACTORS, BatchForm, LabelsForm, TypeForm, filled
from admin.members import member
from admin.work import change, file, note, page, reading, told
from pantbox.containers import closures
from pantbox.containers.containers import Batch, Container
from pantbox.containers.figures import Figures, change_figures
from pantbox.containers.making import create_type, labels_of, make_batch
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput, NotFound
from pantbox.labels.sheet import SHEETS, Label, LabelSheet
from pantbox.places.organisations import Organisation
from pantbox.web import core, language

PDF = "application/pdf"
TypeAct = Callable[[Session, ContainerType, int, datetime], None]

bp = Blueprint("containers", __name__, url_prefix="/containers", template_folder="templates")


@bp.get("/")
def types() -> ResponseReturnValue:
    """All types with their batches."""
    session = reading()
    kinds = list(session.scalars(select(ContainerType).order_by(ContainerType.id)))
    batches = list(session.scalars(select(Batch).order_by(Batch.created_at.desc(), Batch.id.desc())))
    counted = select(Container.type_id, func.count()).group_by(Container.type_id)
    fleet: dict[int, int] = dict(session.execute(counted).all())
    return page("office/containers.html", kinds=kinds, batches=batches, fleet=fleet)


@bp.get("/types/new")
def new_type() -> ResponseReturnValue:
    """The empty form."""
    return page("office/container_type.html", form=TypeForm(), kind=None, factors=FACTORS)


@bp.post("/types")
def make_type() -> ResponseReturnValue:
    """Make a type."""
    form = TypeForm(request.form)

    def work(session: Session) -> int:
        organisation = session.get_one(Organisation, member().organisation_id)
        kind = create_type(
            session,
            organisation,
            slug=_slug(form),
            names=form.names(),
            deposit_ore=form.deposit.data or 0,
            picture=form.picture.data,
        )
        _fill(session, kind, form)
        note(session, "type_created", kind.slug, deposit_ore=kind.deposit_ore)
        return kind.id

    if form.validate() and form.validate_factors():
        made = change(work, form)
        if made is not None:
            told("office-saved")
            return redirect(url_for("office.containers.type_page", type_id=made))
    return page("office/container_type.html", 422, form=form, kind=None, factors=FACTORS)


def _slug(form: TypeForm) -> str:
    names = form.names()
    told = names.get("en") or next(iter(names.values()), "")
    return "-".join(re.findall(r"[a-z0-9]+", told.lower()))[:40].strip("-") or form.picture.data


def _fill(session: Session, kind: ContainerType, form: TypeForm) -> None:
    kind.weight_grams = form.weight_grams.data
    kind.material = (form.material.data or "").strip() or None
    kind.cost_ore = form.cost.data
    figures = Figures(form.planned_uses.data, form.replaces_grams.data, form.factors(kind.factors or {}))
    change_figures(session, kind, figures, core().clock())


def _type(session: Session, type_id: int) -> ContainerType:
    kind = session.scalar(select(ContainerType).where(ContainerType.id == type_id))
    if kind is None:
        raise NotFound("type_unknown")
    return kind


@bp.get("/types/<int:type_id>")
def type_page(type_id: int) -> ResponseReturnValue:
    """One type: what it is, and its batches."""
    kind = _type(reading(), type_id)
    return _type_page(kind, filled(kind), BatchForm(), 200)


def _type_page(kind: ContainerType, form: TypeForm, batch: BatchForm, status: int) -> ResponseReturnValue:
    batches = list(
        reading().scalars(
            select(Batch).where(Batch.type_id == kind.id).order_by(Batch.created_at.desc(), Batch.id)
        )
    )
    return page(
        "office/container_type.html",
        status,
        form=form,
        kind=kind,
        batch=batch,
        batches=batches,
        labels=LabelsForm(),
        factors=FACTORS,
    )


@bp.post("/types/<int:type_id>")
def change_type(type_id: int) -> ResponseReturnValue:
    """Change what is said of a type. Its deposit here is what new events start from; running ones keep their terms."""
    form = TypeForm(request.form)

    def work(session: Session) -> bool:
        kind = _type(session, type_id)
        form.keep_untouched(filled(kind))
        if not form.names():
            raise BadInput("name_missing")
        if not form.deposit.data:
            raise BadInput("deposit_wrong", deposit_ore=0)
        kind.names, kind.picture, kind.deposit_ore = form.names(), form.picture.data, form.deposit.data
        _fill(session, kind, form)
        note(session, "type_changed", kind.slug)
        return True

    if form.validate() and form.validate_factors() and change(work, form):
        told("office-saved")
        return redirect(url_for("office.containers.type_page", type_id=type_id))
    return _type_page(_type(reading(), type_id), form, BatchForm(), 422)


@bp.post("/types/<int:type_id>/closed")
def close_type(type_id: int) -> ResponseReturnValue:
    """Offer a type for nothing new. Its containers go on."""
    return _change_closing(type_id, closures.close_type)


@bp.post("/types/<int:type_id>/reopened")
def reopen_type(type_id: int) -> ResponseReturnValue:
    """Offer a closed type again."""
    return _change_closing(type_id, closures.reopen_type)


def _change_closing(type_id: int, act: TypeAct) -> ResponseReturnValue:
    form = filled(_type(reading(), type_id))

    def work(session: Session) -> bool:
        act(session, _type(session, type_id), member().id, core().clock())
        return True

    if change(work, form):
        told("office-saved")
        return redirect(url_for("office.containers.type_page", type_id=type_id))
    return _type_page(_type(reading(), type_id), form, BatchForm(), 409)


@bp.post("/types/<int:type_id>/batches")
def make(type_id: int) -> ResponseReturnValue:
    """Make a batch."""
    form = BatchForm(request.form)

    def work(session: Session) -> int:
        kind = _type(session, type_id)
        batch = make_batch(
            session,
            core().keys,
            kind,
            name=(form.name.data or "").strip() or kind.name(language()),
            quantity=form.quantity.data or 0,
            now=core().clock(),
        )
        note(session, "batch_made", batch.name, type=kind.slug, quantity=batch.quantity)
        return batch.quantity

    if form.validate():
        made = change(work, form)
        if made is not None:
            told("office-batch-made", count=made)
            return redirect(url_for("office.containers.type_page", type_id=type_id))
    kind = _type(reading(), type_id)
    return _type_page(kind, filled(kind), form, 422)


@bp.post("/batches/<int:batch_id>/labels")
def labels(batch_id: int) -> ResponseReturnValue:
    """Sheets of labels, and a note that they were printed."""
    form = LabelsForm(request.form)
    if not form.validate():
        raise BadInput("invalid_input")
    geometry = SHEETS[form.sheet.data]
    if (form.place.data or 1) > geometry.per_page:
        raise BadInput("label_place_wrong", places_max=geometry.per_page)

    def work(session: Session) -> tuple[str, bytes]:
        batch = session.scalar(select(Batch).where(Batch.id == batch_id))
        if batch is None:
            raise NotFound("batch_unknown")
        sheet = LabelSheet(geometry, language=language(), first=(form.place.data or 1) - 1)
        kind = _type(session, batch.type_id)
        made = sheet.pdf(_labels(session, batch, kind, form), title=batch.name)
        batch.printed_at = core().clock()
        note(
            session,
            "labels_printed",
            batch.name,
            sheet=geometry.slug,
            first=form.first.data,
            count=form.count.data,
        )
        return f"{kind.slug}-{batch.id}-{geometry.slug}", made

    made = change(work)
    assert made is not None  # noqa: S101 (without a form, a refusal is raised)
    return file(made[1], f"{made[0]}.pdf", PDF)


def _labels(session: Session, batch: Batch, kind: ContainerType, form: LabelsForm) -> Iterator[Label]:
    name = kind.name(language())
    first = (form.first.data or 1) - 1
    with closing(labels_of(session, batch.id, core().settings.base_url)) as printed:
        for one in islice(printed, first, first + (form.count.data or 0)):
            code = f"{one.human_code[:4]}-{one.human_code[4:]}"
            yield Label(one.link, code, name, member().organisation)
