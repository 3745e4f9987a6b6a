"""The rulebook as an A3 poster: what for how much from across the path, what a guest must know from two metres.

Every rule is a drawing and a line, in three languages beside each other, none of it below 24 points: what does not fit
so is not said here but behind the code at the foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pantbox.labels.paper import GREEN, MINT, MM_PER_POINT, PALE, WHITE, Paper
from pantbox.labels.rules import Poster, Section
from pantbox.labels.typeset import LINE_HEIGHT
from pantbox.labels.wording import amount_text, and_the_others, say

WIDTH_MM: Final = 297.0
HEIGHT_MM: Final = 420.0
MARGIN_MM: Final = 14.0
ROOM_MM: Final = WIDTH_MM - 2 * MARGIN_MM
SMALLEST_PT: Final = 24.0
"""Capitals 6 mm high: at two metres twice the smallest that normal sight reads."""
_FIRST_PT: Final = 28.0
_GAP: Final = 4.0
_RULES_TOP: Final = 138.0
_FOOT_TOP: Final = 367.0
_PICTURE: Final = 28.0
_TEXT_LEFT: Final = MARGIN_MM + _PICTURE + 14
_TEXT_ROOM: Final = WIDTH_MM - MARGIN_MM - _TEXT_LEFT - 4


def poster(told: Poster, language: str) -> bytes:
    """The A3 page; `language` comes first and large in every row."""
    paper = Paper(WIDTH_MM, HEIGHT_MM, title=say(language, "rulebook-poster-title"), language=language)
    paper.add_page()
    languages = and_the_others(language)
    _draw_head(paper, languages)
    _draw_types(paper, told, language)
    _draw_rows(paper, list(zip(*(told.rows[one] for one in languages), strict=True)))
    _draw_foot(paper, told, languages)
    return paper.finished()


def _draw_head(paper: Paper, languages: Sequence[str]) -> None:
    paper.fill_box(MARGIN_MM, 14, ROOM_MM, 54, GREEN, radius=8)
    paper.draw_picture("box", MARGIN_MM + 7, 18, 46)
    left, width = MARGIN_MM + 67, ROOM_MM - 75
    first, *others = (say(one, "rulebook-poster-title") for one in languages)
    paper.write_line(left, 37, first, size_pt=66, style="B", width_mm=width, colour=WHITE)
    for number, title in enumerate(others):
        paper.write_line(left, 50.5 + 11.5 * number, title, size_pt=30, width_mm=width, colour=MINT)


def _draw_types(paper: Paper, told: Poster, language: str) -> None:
    """The drawings need no other language."""
    if not told.types:
        return
    cell = ROOM_MM / len(told.types)
    picture = min(cell * 0.72, 37.0)
    for number, kind in enumerate(told.types):
        left = MARGIN_MM + number * cell
        paper.draw_picture(kind.picture, left + (cell - picture) / 2, 72 + (37 - picture), picture)
        name = kind.names.get(language) or next(iter(kind.names.values()), "")
        paper.write_line(left + 1, 118, name, size_pt=24, width_mm=cell - 2, side="centre")
        deposit = amount_text(kind.deposit_ore, told.currency, language)
        paper.write_line(left + 1, 132, deposit, size_pt=40, style="B", width_mm=cell - 2, side="centre")


def _draw_rows(paper: Paper, rows: Sequence[Sequence[Section]]) -> None:
    """One rule below the other, each as high as its lines. Those that find no room at the end are left out."""
    heights = [_height(paper, row) for row in rows]
    while heights and sum(heights) + _GAP * len(heights) > _FOOT_TOP - _RULES_TOP:
        heights.pop()
    rows = rows[: len(heights)]
    room = _FOOT_TOP - _RULES_TOP - _GAP * len(rows)
    spare = min(12.0, max(0.0, room - sum(heights)) / max(1, len(rows)))
    y = _RULES_TOP
    for row, height in zip(rows, heights, strict=True):
        _draw_row(paper, y, height + spare, row, height)
        y += height + spare + _GAP


def _sizes(row: Sequence[Section]) -> list[tuple[str, float, bool]]:
    return [(one.title, SMALLEST_PT if number else _FIRST_PT, number == 0) for number, one in enumerate(row)]


def _height(paper: Paper, row: Sequence[Section]) -> float:
    return sum(
        _line_mm(size)
        * paper.lines_in(text, size_pt=size, width_mm=_TEXT_ROOM, style="B" if is_first else "")
        for text, size, is_first in _sizes(row)
    )


def _line_mm(size_pt: float) -> float:
    return size_pt * MM_PER_POINT * LINE_HEIGHT


def _draw_row(paper: Paper, y: float, height: float, row: Sequence[Section], text_height: float) -> None:
    paper.fill_box(MARGIN_MM, y, ROOM_MM, height, PALE, radius=5)
    paper.draw_picture(row[0].picture, MARGIN_MM + 7, y + (height - _PICTURE) / 2, _PICTURE)
    top = y + (height - text_height) / 2
    for text, size, is_first in _sizes(row):
        top += paper.write_block(
            _TEXT_LEFT, top, text, size_pt=size, width_mm=_TEXT_ROOM, height_mm=height, smallest_pt=SMALLEST_PT,
            style="B" if is_first else "",
        )  # fmt: skip


def _draw_foot(paper: Paper, told: Poster, languages: Sequence[str]) -> None:
    height = HEIGHT_MM - MARGIN_MM - _FOOT_TOP
    paper.fill_box(MARGIN_MM, _FOOT_TOP, ROOM_MM, height, GREEN, radius=6)
    paper.fill_box(MARGIN_MM + 3, _FOOT_TOP + 3, height - 6, height - 6, WHITE, radius=3)
    paper.draw_qr(MARGIN_MM + 3, _FOOT_TOP + 3, height - 6, told.link.upper())
    left, room = MARGIN_MM + height + 4, ROOM_MM - height - 10
    first, *others = (say(one, "rulebook-poster-find") for one in languages)
    paper.write_line(left, _FOOT_TOP + 12, first, size_pt=30, style="B", width_mm=room, colour=WHITE)
    paper.write_line(
        left, _FOOT_TOP + 22, " · ".join(others), size_pt=24, width_mm=room, colour=WHITE, smallest_pt=18
    )
    link = told.link.split("://")[-1]
    paper.write_line(left, _FOOT_TOP + 29.5, link, size_pt=18, width_mm=room, colour=MINT)
    owner = f"{told.event} · {told.organisation}"
    paper.write_line(left, _FOOT_TOP + 35.5, owner, size_pt=12, width_mm=room, colour=MINT)
