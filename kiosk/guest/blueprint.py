"""The blueprint of the guest's pages."""

from flask import Blueprint, Response, request

guest = Blueprint("guest", __name__, template_folder="templates")

ABOUT_MONEY = frozenset({"guest.bearer_page", "guest.voucher_pdf", "guest.refund_page", "guest.box_page"})


@guest.after_request
def stay_out_of_search_engines(response: Response) -> Response:
    """A voucher that is found by searching would be somebody else's."""
    if request.endpoint in ABOUT_MONEY:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
