"""A stall's card: two A5 pages back to back. In front what it does all day, behind what to do when something fails."""

from __future__ import annotations

from typing import Final

from pantbox.labels.paper import GREEN, MINT, MM_PER_POINT, PALE, SOFT, WHITE, Paper
from pantbox.labels.rules import CribCard, Section
from pantbox.labels.typeset import LINE_HEIGHT
from pantbox.labels.wording import amount_text, say

WIDTH_MM: Final = 148.0
HEIGHT_MM: Final = 210.0
_MARGIN: Final = 8.0
_ROOM: Final = WIDTH_MM - 2 * _MARGIN
_HEAD: Final = 20.0
_GAP: Final = 3.0
_TYPES: Final = 25.0
_TITLE: Final = 9.0
_PICTURE: Final = 17.0
_TEXT_LEFT: Final = _MARGIN + _PICTURE + 6
_TEXT_ROOM: Final = _ROOM - _PICTURE - 9
_LARGEST_PT: Final = 14.0
_SMALLEST_PT: Final = 7.0


def crib_card(card: CribCard, language: str) -> bytes:
    """The card as PDF: print it on both sides and laminate it."""
    paper = Paper(WIDTH_MM, HEIGHT_MM, title=say(language, "rulebook-crib-title"), language=language)
    end = HEIGHT_MM - _MARGIN - 5
    paper.add_page()
    _draw_head(paper, say(language, "rulebook-crib-title"), card)
    _draw_sections(paper, card.front, end)
    _draw_foot(paper, card)
    paper.add_page()
    _draw_head(paper, say(language, "rulebook-crib-back"), card)
    if card.types:
        end -= _TYPES + _GAP
        _draw_types(paper, end + _GAP, card, language)
    _draw_sections(paper, card.back, end)
    _draw_foot(paper, card)
    return paper.finished()


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
    """Cards one below the other, their text in the largest size in which all of them fit."""
    if not sections:
        return
    top = _MARGIN + _HEAD + _GAP
    room = end - top - _GAP * (len(sections) - 1)
    size = _LARGEST_PT
    while sum(heights := [_height(paper, one, size) for one in sections]) > room and size > _SMALLEST_PT:
        size -= 0.5
    spare = (room - sum(heights)) / len(sections)
    for section, height in zip(sections, heights, strict=True):
        _draw_card(paper, top, height + spare, section, size)
        top += height + spare + _GAP


def _height(paper: Paper, section: Section, size_pt: float) -> float:
    line_mm = size_pt * MM_PER_POINT * LINE_HEIGHT
    lines = sum(paper.lines_in(line, size_pt=size_pt, width_mm=_TEXT_ROOM) for line in section.lines)
    return _TITLE + lines * line_mm + 2.5


def _draw_card(paper: Paper, y: float, height: float, section: Section, size_pt: float) -> None:
    paper.fill_box(_MARGIN, y, _ROOM, height, PALE, radius=4)
    picture = min(_PICTURE, height - 5)
    left = _MARGIN + 3 + (_PICTURE - picture) / 2
    paper.draw_picture(section.picture, left, y + (height - picture) / 2, picture)
    paper.write_line(_TEXT_LEFT, y + 7, section.title, size_pt=15, style="B", width_mm=_TEXT_ROOM)
    text = "\n".join(section.lines)
    paper.write_block(
        _TEXT_LEFT, y + _TITLE, text, size_pt=size_pt, width_mm=_TEXT_ROOM, height_mm=height - _TITLE - 1
    )


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
