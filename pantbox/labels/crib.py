"""A stall's card: two A5 pages back to back. In front what it does all day, behind what to do when something fails."""

from __future__ import annotations

from typing import Final

from pantbox.labels.paper import GREEN, MINT, PALE, SOFT, WHITE, Paper
from pantbox.labels.rules import CribCard, Section
from pantbox.labels.wording import amount_text, say

WIDTH_MM: Final = 148.0
HEIGHT_MM: Final = 210.0
_MARGIN: Final = 8.0
_ROOM: Final = WIDTH_MM - 2 * _MARGIN
_HEAD: Final = 20.0
_GAP: Final = 3.0
_TYPES: Final = 25.0


def crib_card(card: CribCard, language: str) -> bytes:
    """The card as PDF: print it on both sides and laminate it."""
    paper = Paper(WIDTH_MM, HEIGHT_MM, title=say(language, "rulebook-crib-title"), language=language)
    paper.add_page()
    _draw_head(paper, say(language, "rulebook-crib-title"), card)
    end = HEIGHT_MM - _MARGIN - 5
    if card.types:
        end -= _TYPES + _GAP
        _draw_types(paper, end + _GAP, card, language)
    _draw_sections(paper, card.front, end)
    _draw_foot(paper, card)
    paper.add_page()
    _draw_head(paper, say(language, "rulebook-crib-back"), card)
    _draw_sections(paper, card.back, HEIGHT_MM - _MARGIN - 5)
    _draw_foot(paper, card)
    return bytes(paper.output())


def _draw_head(paper: Paper, title: str, card: CribCard) -> None:
    paper.fill_box(_MARGIN, _MARGIN, _ROOM, _HEAD, GREEN, radius=4)
    paper.write_line(
        _MARGIN + 5, _MARGIN + 13, title, size_pt=24, style="B", width_mm=_ROOM * 0.62, colour=WHITE
    )
    paper.write_middle(
        _MARGIN + _ROOM * 0.66, _MARGIN + _HEAD / 2, card.event, size_pt=10, width_mm=_ROOM * 0.34 - 5,
        height_mm=_HEAD - 6, side="right", colour=MINT,
    )  # fmt: skip


def _draw_sections(paper: Paper, sections: tuple[Section, ...], end: float) -> None:
    """Cards one below the other, each as high as its share of the lines."""
    if not sections:
        return
    top = _MARGIN + _HEAD + _GAP
    room = end - top - _GAP * (len(sections) - 1)
    shares = [1.0 + len(section.lines) for section in sections]
    for section, share in zip(sections, shares, strict=True):
        height = room * share / sum(shares)
        _draw_card(paper, top, height, section)
        top += height + _GAP


def _draw_card(paper: Paper, y: float, height: float, section: Section) -> None:
    paper.fill_box(_MARGIN, y, _ROOM, height, PALE, radius=4)
    picture = min(22.0, height - 6)
    paper.draw_picture(section.picture, _MARGIN + 3 + (22 - picture) / 2, y + (height - picture) / 2, picture)
    left, room = _MARGIN + 29, _ROOM - 33
    paper.write_line(left, y + 7.5, section.title, size_pt=15, style="B", width_mm=room)
    text = "\n".join(section.lines)
    paper.write_block(left, y + 10, text, size_pt=14, width_mm=room, height_mm=height - 11.5, smallest_pt=7)


def _draw_types(paper: Paper, top: float, card: CribCard, language: str) -> None:
    cell = _ROOM / len(card.types)
    picture = min(15.0, cell * 0.42)
    for number, kind in enumerate(card.types):
        left = _MARGIN + number * cell
        paper.draw_picture(kind.picture, left + (cell - picture) / 2, top, picture)
        deposit = amount_text(kind.deposit_ore, card.currency, language)
        paper.write_line(left + 1, top + 20, deposit, size_pt=13, style="B", width_mm=cell - 2, side="centre")
        name = kind.names.get(language) or next(iter(kind.names.values()), "")
        paper.write_line(left + 1, top + 24, name, size_pt=8, width_mm=cell - 2, side="centre", colour=SOFT)


def _draw_foot(paper: Paper, card: CribCard) -> None:
    paper.write_line(
        _MARGIN, HEIGHT_MM - _MARGIN + 0.5, card.organisation, size_pt=7.5, width_mm=_ROOM, side="centre",
        colour=SOFT,
    )  # fmt: skip
