"""QR codes and bar codes as SVG, for screens.

The text comes in the body: vouchers' codes are money, and addresses end up in logs.
"""

from typing import Literal

from flask import Response, request
from pydantic import BaseModel, Field, ValidationError

from kiosk.stations.blueprint import stations
from pantbox.errors import BadInput
from pantbox.labels.code128 import code128_svg
from pantbox.labels.qr import qr_svg
from pantbox.web import limit
from pantbox.web.limits import address

PICTURES = "600/minute"
"""Of one address, which may be a whole festival's."""


class PictureWanted(BaseModel):
    """Which code to draw."""

    kind: Literal["qr", "code128"]
    text: str = Field(min_length=1, max_length=200, pattern=r"^[\x20-\x7e]+$")


@stations.post("/pictures")
def draw() -> Response:
    """A code as SVG. Raises `BadInput("malformed_text")` for what no code of ours holds."""
    limit("pictures", PICTURES, by=address())
    try:
        wanted = PictureWanted.model_validate_json(request.get_data())
        svg = qr_svg(wanted.text) if wanted.kind == "qr" else code128_svg(wanted.text)
    except (ValidationError, ValueError) as error:
        raise BadInput("malformed_text") from error
    return Response(svg, mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})
