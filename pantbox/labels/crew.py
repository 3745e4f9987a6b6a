"""A crew member's slip: a card the size of a bank card, ten to an A4 page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pantbox.labels.documents import Crew
from pantbox.labels.paper import GREEN, SOFT, WHITE, Paper
from pantbox.labels.sheet import Geometry, laid_out
from pantbox.labels.wording import counted, say

COLUMNS: Final = 2
ROWS: Final = 5
WIDTH_MM: Final = 85.6
HEIGHT_MM: Final = 54.0
LEFT_MM: Final = 19.4
TOP_MM: Final = 13.5
_GEOMETRY: Final = Geometry(
    "crew", "cards of the crew", WIDTH_MM, HEIGHT_MM, COLUMNS, ROWS, LEFT_MM, TOP_MM, WIDTH_MM, HEIGHT_MM
)
_EDGE_MM: Final = 4.0
_QR_MM: Final = 34.0


def crew_cards_a4(cards: Iterable[Crew], language: str) -> bytes:
    """Cards in order, ten to a page, with hairlines to cut along."""
    paper = Paper(210, 297, title=say(language, "labels-crew"), language=language)
    for x, y, card in laid_out(paper, _GEOMETRY, cards):
        _draw_card(paper, x, y, card, language)
    return paper.finished()


def _draw_card(paper: Paper, x: float, y: float, card: Crew, language: str) -> None:
    paper.set_draw_color(190, 198, 202)
    paper.set_line_width(0.1)
    paper.rect(x, y, WIDTH_MM, HEIGHT_MM)
    left, top, inner = x + _EDGE_MM, y + _EDGE_MM, WIDTH_MM - 2 * _EDGE_MM
    paper.fill_box(left, top, inner, 9, GREEN, radius=2)
    title = say(language, "labels-crew")
    paper.write_line(left + 3, top + 6.3, title, size_pt=14, style="B", width_mm=inner - 6, colour=WHITE)
    paper.draw_qr(left - 2.5, top + 10, _QR_MM, card.link)
    text_left, room = left + _QR_MM - 1, inner - _QR_MM + 1
    paper.write_block(text_left, top + 12, card.holder, size_pt=14, style="B", width_mm=room, height_mm=13)
    number = say(language, "labels-number", number=counted(card.number))
    paper.write_line(text_left, top + 30, number, size_pt=11, width_mm=room)
    paper.write_block(
        text_left,
        top + 33,
        say(language, "labels-crew-how"),
        size_pt=7.5,
        width_mm=room,
        height_mm=9,
        colour=SOFT,
    )
    paper.write_line(left, y + HEIGHT_MM - 3, card.event, size_pt=7, width_mm=inner, colour=SOFT)
