"""Paper as it comes out of the printer: a container's label, a slip. For holding before a camera."""

from collections.abc import Sequence

from PIL import Image

from pantbox.containers.making import Printed
from pantbox.containers.serials import shown
from pantbox.labels.documents import Slip, SlipRun
from pantbox.labels.sheet import SHEETS, Geometry, Label, LabelSheet
from pantbox.labels.slips import HEIGHT_MM, LEFT_MM, TOP_MM, WIDTH_MM, slips_a4
from tests.labels.printed import DOTS_PER_INCH, MM_PER_INCH, pages

GEOMETRY = SHEETS["avery-l7651"]


def label_of(container: Printed) -> Image.Image:
    """A container's label, cut off its sheet."""
    return labels_of_all([container], GEOMETRY)[0]


def labels_of_all(containers: Sequence[Printed], geometry: Geometry) -> list[Image.Image]:
    """Containers' labels, cut off their sheets."""
    labels = [Label(one.link, shown(one.human_code), "Skål", "Kildeparken") for one in containers]
    sheets = pages(LabelSheet(geometry).pdf(labels))
    places = [divmod(number, geometry.per_page) for number in range(len(labels))]
    size = (geometry.label_width, geometry.label_height)
    return [_cut(sheets[page], *geometry.corner(place), *size) for page, place in places]


def slip_of(slip: Slip) -> Image.Image:
    """A slip, cut off its page."""
    run = SlipRun("Kildeparken", "Aalborg Genbrug")
    return _cut(pages(slips_a4([slip], run, "da"))[0], LEFT_MM, TOP_MM, WIDTH_MM, HEIGHT_MM)


def _cut(page: Image.Image, left: float, top: float, width: float, height: float) -> Image.Image:
    dots = DOTS_PER_INCH / MM_PER_INCH
    edges = (left, top, left + width, top + height)
    return page.crop(tuple(round(edge * dots) for edge in edges))  # type: ignore[arg-type]
