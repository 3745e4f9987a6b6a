"""Labels as they come out of the printer: rendered from the PDF, cut out, and read back by another's reader."""

from __future__ import annotations

import random

import pypdfium2
import zxingcpp
from PIL import Image

from pantbox.labels.sheet import Geometry, Label, LabelSheet

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DOTS_PER_INCH = 300
POINTS_PER_INCH = 72
MM_PER_INCH = 25.4


def label(number: int, host: str = "PANTBOX.EXAMPLE") -> Label:
    """A label like a real one: a GRAI of the prefix kept for examples, and a serial of 16 signs."""
    signs = random.Random(number).choices(CROCKFORD, k=15)
    human, tag = "".join(signs[:8]), "".join(signs[8:])
    link = f"HTTPS://{host}/8003/0095200000000151{human}{tag}"
    return Label(link, f"{human[:4]}-{human[4:]}", "Mellem kop", "Kildeparken")


def labels(count: int) -> list[Label]:
    """`count` different labels."""
    return [label(number) for number in range(count)]


def pages(pdf: bytes, dots_per_inch: int = DOTS_PER_INCH) -> list[Image.Image]:
    """The pages as a printer with so many dots would print them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        scale = dots_per_inch / POINTS_PER_INCH
        return [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def cut_out(geometry: Geometry, number: int = 1) -> Image.Image:
    """One printed label by itself, off the first place of its sheet."""
    page = pages(LabelSheet(geometry).pdf([label(number)]))[0]
    dots = DOTS_PER_INCH / MM_PER_INCH
    left, top = geometry.corner(0)
    box = (left, top, left + geometry.label_width, top + geometry.label_height)
    return page.crop(tuple(round(edge * dots) for edge in box))  # type: ignore[arg-type]


def read(image: Image.Image, *formats: zxingcpp.BarcodeFormat) -> list[str]:
    """All that zxing-cpp, which had no part in the making, reads in a picture."""
    wanted = list(formats) or [zxingcpp.BarcodeFormat.QRCode]
    return sorted(code.text for code in zxingcpp.read_barcodes(image, formats=wanted))
