"""Sheets of container labels: the QR link, the short code for typing, and what it is.

Geometries are the makers' own. On sheets without gaps (L4732 has none between rows) the printed code stays
a module inside the label's edge, so that a sheet fed half a millimetre askew still reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from pantbox.labels.paper import MM_PER_POINT, Paper

SAFE_MM: Final = 0.6
"""Kept free inside every label edge: what a printer may be off."""

_WIDE: Final = 1.3
"""A label at least this much wider than high has its text beside the code, else below it."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Label:
    """What stands on one container: `link` in the QR, `human_code` as `ABCD-EFGH`, its type and a short line."""

    link: str
    human_code: str
    type_name: str
    line: str = ""


@dataclass(frozen=True)
class Geometry:
    """Where the labels of a sheet are, all in millimetres. A roll is a sheet of one."""

    slug: str
    maker: str
    label_width: float
    label_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch_x: float = 0.0
    pitch_y: float = 0.0
    page_width: float = 210.0
    page_height: float = 297.0
    dots_per_inch: int = 300

    @property
    def per_page(self) -> int:
        """Labels on one page."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of the label at `place` on a page, row by row from 0."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


def _roll(slug: str, maker: str, width: float, height: float) -> Geometry:
    """A roll of a thermal printer with the usual 8 dots per millimetre."""
    return Geometry(slug, maker, width, height, page_width=width, page_height=height, dots_per_inch=203)


SHEETS: Final = {
    geometry.slug: geometry
    for geometry in (
        Geometry("avery-l4732", "Avery L4732, 80 mini labels", 35.6, 16.9, 5, 16, 11.0, 13.3, 38.1, 16.9),
        Geometry("avery-l7651", "Avery L7651, 65 labels", 38.1, 21.2, 5, 13, 4.75, 10.7, 40.6, 21.2),
        Geometry(
            "avery-l4778", "Avery L4778, 48 weatherproof labels", 45.7, 21.2, 4, 12, 9.7, 21.3, 48.3, 21.2
        ),
        Geometry("avery-l7120", "Avery L7120, 35 square labels", 35.0, 35.0, 5, 7, 7.5, 11.0, 40.0, 40.0),
        _roll("roll-30", "Thermal roll, 30 mm square", 30.0, 30.0),
        _roll("roll-57x32", "Thermal roll, 57 by 32 mm", 57.0, 32.0),
    )
}


def laid_out(
    paper: Paper, geometry: Geometry, items: Iterable[Item], *, first: int = 0
) -> Iterator[tuple[float, float, Item]]:
    """Each item with the corner of its place, from the place `first` on; pages are begun as they are needed, at least one."""
    paper.add_page()
    for number, item in enumerate(items, start=first):
        page, place = divmod(number, geometry.per_page)
        if page >= paper.page:
            paper.add_page()
        yield *geometry.corner(place), item


@dataclass(frozen=True)
class LabelSheet:
    """Labels on sheets of one geometry.

    `first` is the place of the first label (0 on a fresh sheet), so a begun sheet is used up; `shift_mm`
    moves everything right and down, for a printer that is off.
    """

    geometry: Geometry
    language: str = "da"
    first: int = 0
    shift_mm: tuple[float, float] = (0.0, 0.0)

    def pdf(self, labels: Iterable[Label], *, title: str = "Pantbox") -> bytes:
        """All `labels` in order as a PDF; without labels one empty page. `ValueError` for a place off the sheet."""
        geometry = self.geometry
        if not 0 <= self.first < geometry.per_page:
            raise ValueError(f"the first label's place is 0 to {geometry.per_page - 1}, not {self.first}")
        paper = Paper(geometry.page_width, geometry.page_height, title=title, language=self.language)
        for x, y, label in laid_out(paper, geometry, labels, first=self.first):
            self._draw(paper, x + self.shift_mm[0], y + self.shift_mm[1], label)
        return paper.finished()

    def _draw(self, paper: Paper, x: float, y: float, label: Label) -> None:
        width, height = self.geometry.label_width, self.geometry.label_height
        if width >= _WIDE * height:
            self._draw_wide(paper, x, y, label)
            return
        square = height - 2 * SAFE_MM - _TEXT_BELOW_MM
        dots = self.geometry.dots_per_inch
        paper.draw_qr(x + (width - square) / 2, y + SAFE_MM, square, label.link, dots_per_inch=dots)
        left, room, base = x + 2 * SAFE_MM, width - 4 * SAFE_MM, y + height - SAFE_MM
        paper.write_line(
            left, base - 3.1, label.human_code, size_pt=10, style="B", width_mm=room, side="centre"
        )
        below = " · ".join(part for part in (label.type_name, label.line) if part)
        paper.write_line(left, base - 0.6, below, size_pt=6, smallest_pt=4.5, width_mm=room, side="centre")

    def _draw_wide(self, paper: Paper, x: float, y: float, label: Label) -> None:
        width, height = self.geometry.label_width, self.geometry.label_height
        square = min(height - 2 * SAFE_MM, width * 0.55)
        dots = self.geometry.dots_per_inch
        paper.draw_qr(x + SAFE_MM, y + (height - square) / 2, square, label.link, dots_per_inch=dots)
        left = x + SAFE_MM + square
        room = x + width - 2 * SAFE_MM - left
        size = min(14.0, height / 2, room / _CODE_WIDTH_EM / MM_PER_POINT)
        small = max(5.0, min(9.0, size * 0.72))
        step = small * MM_PER_POINT * 1.25
        lines = [line for line in (label.type_name, label.line) if line]
        base = y + (height + size * MM_PER_POINT * _CAPITALS - len(lines) * step) / 2
        paper.write_line(left, base, label.human_code, size_pt=size, style="B", width_mm=room)
        for number, line in enumerate(lines, start=1):
            paper.write_line(left, base + number * step, line, size_pt=small, width_mm=room, smallest_pt=4.5)


_CODE_WIDTH_EM: Final = 6.35
"""How wide nearly all short codes are, in their type size: so they all come in one size, and a rare one smaller."""

_CAPITALS: Final = 0.72
"""How high capitals are, in their type size."""

_TEXT_BELOW_MM: Final = 6.2
"""Room for two lines under the code of a square label."""
