"""Paper as it comes out of the printer: a container's label, a slip. For holding before a camera."""

from PIL import Image

from pantbox.containers.making import Printed
from pantbox.containers.serials import shown
from pantbox.labels.documents import Slip, SlipRun
from pantbox.labels.sheet import SHEETS, Label, LabelSheet
from pantbox.labels.slips import HEIGHT_MM, LEFT_MM, TOP_MM, WIDTH_MM, slips_a4
from tests.labels.printed import DOTS_PER_INCH, MM_PER_INCH, pages

GEOMETRY = SHEETS["avery-l7651"]


def label_of(container: Printed) -> Image.Image:
    """A container's label, cut off its sheet."""
    label = Label(container.link, shown(container.human_code), "Skål", "Kildeparken")
    left, top = GEOMETRY.corner(0)
    return _cut(LabelSheet(GEOMETRY).pdf([label]), left, top, GEOMETRY.label_width, GEOMETRY.label_height)


def slip_of(slip: Slip) -> Image.Image:
    """A slip, cut off its page."""
    run = SlipRun("Kildeparken", "Aalborg Genbrug")
    return _cut(slips_a4([slip], run, "da"), LEFT_MM, TOP_MM, WIDTH_MM, HEIGHT_MM)


def _cut(pdf: bytes, left: float, top: float, width: float, height: float) -> Image.Image:
    dots = DOTS_PER_INCH / MM_PER_INCH
    edges = (left, top, left + width, top + height)
    return pages(pdf)[0].crop(tuple(round(edge * dots) for edge in edges))  # type: ignore[arg-type]
