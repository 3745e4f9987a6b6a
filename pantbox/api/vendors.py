"""Vendors and their private links."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to, program
from pantbox.api.models import Input, Moment, Name, Output, Typed
from pantbox.api.own import acting, changing, changing_row, find, find_event, reading
from pantbox.errors import Conflict
from pantbox.places import closures
from pantbox.places.names import plain_name
from pantbox.places.organisations import Scope
from pantbox.places.setup import create_vendor, new_vendor_link, vendor_link
from pantbox.places.vendors import Vendor
from pantbox.web import core


class VendorIn(Input):
    """A business at an event."""

    name: Name
    company_number: Annotated[Typed, Field(max_length=40)] | None = None


class VendorChange(Input):
    """What may be changed of a vendor."""

    name: Name | None = None
    company_number: Annotated[Typed, Field(max_length=40)] | None = None


class VendorOut(Output):
    """A vendor."""

    id: int
    event_id: int
    name: str
    company_number: str | None
    closed_at: Moment | None


class VendorMade(VendorOut):
    """A vendor, and the secret link to its account, told this once."""

    link: str


class VendorList(Output):
    """An event's vendors, by name."""

    vendors: list[VendorOut]


@api.get("/events/<int:event_id>/vendors")
@api.output(VendorList)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def vendors(event_id: int) -> VendorList:
    """An event's vendors."""
    with reading() as session:
        find_event(session, event_id)
        rows = session.scalars(select(Vendor).where(Vendor.event_id == event_id).order_by(Vendor.name))
        return VendorList(vendors=[VendorOut.model_validate(row) for row in rows])


@api.post("/events/<int:event_id>/vendors")
@api.input(VendorIn, arg_name="told")
@api.output(VendorMade, status_code=201)
@open_to(Scope.SETUP_WRITE)
def make_vendor(event_id: int, told: VendorIn) -> VendorMade:
    """Add a vendor."""
    with changing("vendor_made", told.name) as session:
        vendor = create_vendor(session, find_event(session, event_id), told.name, told.company_number)
        return _made(vendor, vendor_link(core().keys, vendor))


@api.get("/vendors/<int:vendor_id>")
@api.output(VendorOut)
@open_to(Scope.SETUP_WRITE, Scope.REPORTS_READ)
def vendor(vendor_id: int) -> VendorOut:
    """One vendor."""
    with reading() as session:
        return VendorOut.model_validate(_find(session, vendor_id))


@api.patch("/vendors/<int:vendor_id>")
@api.input(VendorChange, arg_name="told")
@api.output(VendorOut)
@open_to(Scope.SETUP_WRITE)
def change_vendor(vendor_id: int, told: VendorChange) -> VendorOut:
    """Change a vendor."""
    with changing_row("vendor_changed", Vendor, vendor_id) as session:
        row = _find(session, vendor_id)
        if told.name is not None and told.name != row.name:
            _check_free(session, row, told.name)
            row.name = plain_name(told.name)
        if "company_number" in told.model_fields_set:
            row.company_number = told.company_number
        return VendorOut.model_validate(row)


@api.post("/vendors/<int:vendor_id>/link")
@api.output(VendorMade)
@open_to(Scope.SETUP_WRITE)
def make_link(vendor_id: int) -> VendorMade:
    """Make another private link; the old one dies."""
    with changing_row("vendor_link_renewed", Vendor, vendor_id) as session:
        row = _find(session, vendor_id)
        return _made(row, new_vendor_link(core().keys, row))


@api.delete("/vendors/<int:vendor_id>")
@api.output({}, status_code=204)
@open_to(Scope.SETUP_WRITE)
def delete_vendor(vendor_id: int) -> str:
    """Delete a vendor that nothing names. 409 `vendor_in_use` for any other: close it instead."""
    with acting() as session:
        row = _find(session, vendor_id)
        closures.delete_vendor(session, row, None, core().clock(), token=program().token_id)
    return ""


@api.post("/vendors/<int:vendor_id>/close")
@api.output(VendorOut)
@open_to(Scope.SETUP_WRITE)
def close_vendor(vendor_id: int) -> VendorOut:
    """Offer a vendor nowhere any more. Its account and its private link stay. 409 `vendor_has_stalls` while a stall of it is open."""
    with acting() as session:
        row = _find(session, vendor_id)
        closures.close_vendor(session, row, None, core().clock(), token=program().token_id)
        return VendorOut.model_validate(row)


@api.post("/vendors/<int:vendor_id>/reopen")
@api.output(VendorOut)
@open_to(Scope.SETUP_WRITE)
def reopen_vendor(vendor_id: int) -> VendorOut:
    """Offer a closed vendor again."""
    with acting() as session:
        row = _find(session, vendor_id)
        closures.reopen_vendor(session, row, None, core().clock(), token=program().token_id)
        return VendorOut.model_validate(row)


def _find(session: Session, vendor_id: int) -> Vendor:
    return find(session, Vendor, vendor_id, "vendor_unknown")


def _check_free(session: Session, vendor: Vendor, name: str) -> None:
    taken = select(Vendor.id).where(Vendor.event_id == vendor.event_id, Vendor.name == name)
    if session.scalar(taken):
        raise Conflict("vendor_exists", name=name)


def _made(vendor: Vendor, secret: str) -> VendorMade:
    link = f"{core().settings.base_url}/vendor/{secret}"
    return VendorMade(link=link, **VendorOut.model_validate(vendor).model_dump())
