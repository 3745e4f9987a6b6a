"""The blueprint of the guest's pages."""

from flask import Blueprint, Response, request

guest = Blueprint("guest", __name__, template_folder="templates")

ABOUT_MONEY = frozenset({"guest.bearer_page", "guest.voucher_pdf", "guest.refund_page", "guest.box_page"})


@guest.after_request
def keep_no_copy(response: Response) -> Response:
    """A voucher in a shared cache would be somebody else's; and a box that was open may be full by now."""
    if request.endpoint in ABOUT_MONEY:
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response
