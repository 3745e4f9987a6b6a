"""The API's blueprint, and what every request to it must look like."""

from apiflask import APIBlueprint
from flask import request
from werkzeug.exceptions import UnsupportedMediaType

api = APIBlueprint("api", __name__, url_prefix="/api/v1", template_folder="templates")

BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})


@api.before_request
def _speaks_json() -> None:
    """A body in any other form is refused before it is read. No body at all is for the model to judge."""
    if request.method not in BODY_METHODS or request.is_json:
        return
    if request.content_length or request.headers.get("Transfer-Encoding"):
        raise UnsupportedMediaType
