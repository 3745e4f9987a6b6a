"""What a vendor owes, live, and every item it is made of. The link is the secret; only its hash is stored."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kiosk.vendor.blueprint import vendor
from pantbox.places.events import Event
from pantbox.places.setup import vendor_by_link
from pantbox.reports.vendor_account import account_items, vendor_account
from pantbox.web import core, limit
from pantbox.web.limits import address

GUESSES = "120/minute"
ITEMS_A_PAGE = 50


@vendor.get("/vendor/<link>")
def vendor_page(link: str) -> ResponseReturnValue:
    """The account of one vendor. Raises `NotFound("vendor_link_unknown")`, the one answer to any guess."""
    limit("vendor_link", GUESSES, by=address())
    with core().database.reading() as session:
        owner = vendor_by_link(session, link)
        connection = session.connection()
        after = request.args.get("after") or None
        page = account_items(connection, owner.id, after=after, limit=ITEMS_A_PAGE)
        answer = render_template(
            "vendor/account.html",
            link=link,
            vendor=owner,
            event=session.get_one(Event, owner.event_id),
            account=vendor_account(connection, owner.id),
            page=page,
            is_newest=after is None,
        )
    # A copy left in a shared cache would outlive the link.
    return answer, {"Cache-Control": "private, no-store"}
