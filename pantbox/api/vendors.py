"""Vendors and their private links."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.api.blueprint import api
from pantbox.api.callers import open_to
from pantbox.api.models import Input, Name, Output, Typed
from pantbox.api.own import changing, find, find_event, reading
from pantbox.errors import Conflict
from pantbox.places.organisations import Scope
from pantbox.places.setup import create_vendor, new_vendor_link, vendor_link
from pantbox.places.stations import Station
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
    with changing("vendor_created", told.name) as session:
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
    with changing("vendor_changed", str(vendor_id)) as session:
        row = _find(session, vendor_id)
        if told.name is not None and told.name != row.name:
            _check_free(session, row, told.name)
            row.name = told.name
        if "company_number" in told.model_fields_set:
            row.company_number = told.company_number
        return VendorOut.model_validate(row)


@api.post("/vendors/<int:vendor_id>/link")
@api.output(VendorMade)
@open_to(Scope.SETUP_WRITE)
def make_link(vendor_id: int) -> VendorMade:
    """Make another private link; the old one dies."""
    with changing("vendor_link_changed", str(vendor_id)) as session:
        row = _find(session, vendor_id)
        return _made(row, new_vendor_link(core().keys, row))


@api.delete("/vendors/<int:vendor_id>")
@api.output({}, status_code=204)
@open_to(Scope.SETUP_WRITE)
def delete_vendor(vendor_id: int) -> str:
    """Delete a vendor that has no stall."""
    with changing("vendor_deleted", str(vendor_id)) as session:
        row = _find(session, vendor_id)
        if session.scalar(select(Station.id).where(Station.vendor_id == row.id).limit(1)):
            raise Conflict("vendor_in_use")
        session.delete(row)
    return ""


def _find(session: Session, vendor_id: int) -> Vendor:
    return find(session, Vendor, vendor_id, "vendor_unknown")


def _check_free(session: Session, vendor: Vendor, name: str) -> None:
    taken = select(Vendor.id).where(Vendor.event_id == vendor.event_id, Vendor.name == name)
    if session.scalar(taken):
        raise Conflict("vendor_exists", name=name)


def _made(vendor: Vendor, secret: str) -> VendorMade:
    link = f"{core().settings.base_url}/vendor/{secret}"
    return VendorMade(link=link, **VendorOut.model_validate(vendor).model_dump())
