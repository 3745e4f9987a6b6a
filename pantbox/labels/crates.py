"""Tags of crates and bags, eight to an A4 page: read from an arm's length, typed when torn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pantbox.labels.documents import Tag
from pantbox.labels.paper import GREEN, SOFT, WHITE, Paper
from pantbox.labels.sheet import Geometry, laid_out
from pantbox.labels.wording import grouped, say

COLUMNS: Final = 2
ROWS: Final = 4
WIDTH_MM: Final = 95.0
HEIGHT_MM: Final = 68.0
LEFT_MM: Final = 10.0
TOP_MM: Final = 12.5

_GEOMETRY: Final = Geometry(
    "tags",
    "tags of crates and bags",
    WIDTH_MM,
    HEIGHT_MM,
    COLUMNS,
    ROWS,
    LEFT_MM,
    TOP_MM,
    WIDTH_MM,
    HEIGHT_MM,
)
_BAR_CODE_LETTER: Final = {"crate": "C", "bag": "G"}
_EDGE_MM: Final = 4.0
_QR_MM: Final = 38.0


def tags_a4(tags: Iterable[Tag], language: str) -> bytes:
    """Tags in order, eight to a page, with hairlines to cut along."""
    paper = Paper(210, 297, title=say(language, "labels-crate"), language=language)
    for x, y, tag in laid_out(paper, _GEOMETRY, tags):
        _draw_tag(paper, x, y, tag, language)
    return paper.finished()


def _draw_tag(paper: Paper, x: float, y: float, tag: Tag, language: str) -> None:
    paper.set_draw_color(190, 198, 202)
    paper.set_line_width(0.1)
    paper.rect(x, y, WIDTH_MM, HEIGHT_MM)
    left, top, inner = x + _EDGE_MM, y + _EDGE_MM, WIDTH_MM - 2 * _EDGE_MM
    paper.draw_qr(left - 3, top - 2.5, _QR_MM, tag.link)
    text_left = left + _QR_MM - 3.5
    room = inner - _QR_MM + 3.5
    paper.fill_box(text_left, top, room, 9, GREEN, radius=2)
    kind = say(language, f"labels-{tag.kind}")
    paper.write_line(text_left + 3, top + 6.3, kind, size_pt=14, style="B", width_mm=room - 6, colour=WHITE)
    paper.write_line(
        text_left, top + 18.5, grouped(tag.tag), size_pt=22, style="B", width_mm=room, smallest_pt=9
    )
    if tag.contents:
        paper.write_block(text_left, top + 21, tag.contents, size_pt=11, width_mm=room, height_mm=13)
    found = say(language, "labels-tag-found", organisation=tag.organisation)
    paper.draw_code128(left, top + 37.5, inner, 16, f"{_BAR_CODE_LETTER[tag.kind]}{tag.tag}")
    paper.write_line(
        left, y + HEIGHT_MM - _EDGE_MM, found, size_pt=8, width_mm=inner, side="centre", colour=SOFT
    )
