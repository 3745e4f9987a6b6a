"""The rulebook as an A3 poster: what for how much from across the path, the rules from two metres, all three languages."""

from __future__ import annotations

from typing import Final

from pantbox.labels.paper import GREEN, MINT, PALE, SOFT, WHITE, Paper
from pantbox.labels.rules import Poster, Section
from pantbox.labels.wording import amount_text, and_the_others, day_text, say

WIDTH_MM: Final = 297.0
HEIGHT_MM: Final = 420.0
MARGIN_MM: Final = 14.0
ROOM_MM: Final = WIDTH_MM - 2 * MARGIN_MM
_GAP: Final = 5.0
_RULES_TOP: Final = 153.0
_RULES_END: Final = 298.0
_FOOT_TOP: Final = 373.0
_ELSEWHERE: Final = frozenset({"what", "phone"})
"""Types stand above the rules, with their pictures; a box without a screen says itself how it is used."""


def poster(told: Poster, language: str) -> bytes:
    """The A3 page; `language` comes first and large, the others below it."""
    paper = Paper(WIDTH_MM, HEIGHT_MM, title=say(language, "rulebook-poster-title"), language=language)
    paper.add_page()
    first, *others = and_the_others(language)
    _draw_head(paper, told, first, others)
    _draw_types(paper, told, first)
    _draw_rules(paper, _shown(told, first))
    width = (ROOM_MM - _GAP) / len(others)
    for number, other in enumerate(others):
        _draw_other(paper, MARGIN_MM + number * (width + _GAP), width, told, other)
    _draw_foot(paper, told, first)
    return bytes(paper.output())


def _draw_head(paper: Paper, told: Poster, first: str, others: list[str]) -> None:
    paper.fill_box(MARGIN_MM, 14, ROOM_MM, 62, GREEN, radius=8)
    paper.draw_picture("box", MARGIN_MM + 7, 19, 52)
    left, width = MARGIN_MM + 67, ROOM_MM - 75
    title = say(first, "rulebook-poster-title")
    paper.write_line(left, 42, title, size_pt=66, style="B", width_mm=width, colour=WHITE)
    for number, other in enumerate(others):
        text = say(other, "rulebook-poster-title")
        paper.write_line(left, 54 + 9 * number, text, size_pt=22, width_mm=width, colour=WHITE)
    paper.write_line(left, 71.5, told.event, size_pt=15, style="B", width_mm=width, colour=MINT)


def _draw_types(paper: Paper, told: Poster, language: str) -> None:
    if not told.types:
        return
    cell = ROOM_MM / len(told.types)
    picture = min(cell * 0.72, 37.0)
    for number, kind in enumerate(told.types):
        left = MARGIN_MM + number * cell
        paper.draw_picture(kind.picture, left + (cell - picture) / 2, 80 + (37 - picture), picture)
        name = kind.names.get(language) or next(iter(kind.names.values()), "")
        paper.write_line(left + 1, 125, name, size_pt=19, width_mm=cell - 2, side="centre")
        deposit = amount_text(kind.deposit_ore, told.currency, language)
        paper.write_line(left + 1, 138, deposit, size_pt=38, style="B", width_mm=cell - 2, side="centre")
        others = " · ".join(
            kind.names[other] for other in and_the_others(language)[1:] if other in kind.names
        )
        paper.write_line(
            left + 1, 145, others, size_pt=11, width_mm=cell - 2, side="centre", colour=SOFT, smallest_pt=6
        )


def _shown(told: Poster, language: str) -> list[Section]:
    """The sections in words. A last day stands large at the foot, and need not be said twice."""
    left_out = _ELSEWHERE | ({"until"} if told.return_until else set())
    return [one for one in told.sections[language] if one.key not in left_out]


def _draw_rules(paper: Paper, sections: list[Section]) -> None:
    """Two columns of cards, each row as high as its text is long; one left over at the end is as wide as both."""
    rows = [sections[start : start + 2] for start in range(0, len(sections), 2)]
    shares = [_share(row) for row in rows]
    room = _RULES_END - _RULES_TOP - (len(rows) - 1) * _GAP
    y = _RULES_TOP
    for row, share in zip(rows, shares, strict=True):
        height = room * share / sum(shares)
        width = (ROOM_MM - (len(row) - 1) * _GAP) / len(row)
        for column, section in enumerate(row):
            _draw_card(paper, MARGIN_MM + column * (width + _GAP), y, width, height, section)
        y += height + _GAP


def _share(row: list[Section]) -> float:
    """How much room a row needs beside the others: its heading, and its longer text in lines of this width."""
    signs = 37 if len(row) > 1 else 88
    return 2.8 + max(sum(-(-len(line) // signs) for line in section.lines) for section in row)


def _draw_card(paper: Paper, x: float, y: float, width: float, height: float, section: Section) -> None:
    paper.fill_box(x, y, width, height, PALE, radius=5)
    picture = min(25.0, height - 8)
    paper.draw_picture(section.picture, x + 4, y + (height - picture) / 2, picture)
    left, room = x + picture + 9, width - picture - 13
    paper.write_line(left, y + 10.5, section.title, size_pt=22, style="B", width_mm=room)
    text = "\n".join(section.lines)
    paper.write_block(left, y + 13, text, size_pt=16, width_mm=room, height_mm=height - 15, smallest_pt=8)


def _draw_other(paper: Paper, x: float, width: float, told: Poster, language: str) -> None:
    paper.draw_rule(x, _RULES_END + 6, x + width, _RULES_END + 6, width=0.5, colour=GREEN)
    title = say(language, "rulebook-poster-title")
    paper.write_line(x, _RULES_END + 13, title, size_pt=16, style="B", width_mm=width)
    text = "\n".join(f"{_led(one.title)} {' '.join(one.lines)}" for one in _shown(told, language))
    top = _RULES_END + 15
    paper.write_block(
        x, top, text, size_pt=10.5, width_mm=width, height_mm=_FOOT_TOP - top - 3, smallest_pt=6
    )


def _led(title: str) -> str:
    return title if title.endswith("?") else f"{title}:"


def _draw_foot(paper: Paper, told: Poster, language: str) -> None:
    height = HEIGHT_MM - MARGIN_MM - _FOOT_TOP
    paper.fill_box(MARGIN_MM, _FOOT_TOP, ROOM_MM, height, GREEN, radius=6)
    paper.fill_box(MARGIN_MM + 3, _FOOT_TOP + 3, height - 6, height - 6, WHITE, radius=3)
    paper.draw_qr(MARGIN_MM + 3, _FOOT_TOP + 3, height - 6, told.link.upper())
    left, room = MARGIN_MM + height + 4, ROOM_MM - height - 10
    if told.return_until:
        until = say(language, "rulebook-until-date", date=day_text(told.return_until, language))
        paper.write_line(left, _FOOT_TOP + 11, until, size_pt=24, style="B", width_mm=room, colour=WHITE)
    find = " · ".join(say(code, "rulebook-poster-find") for code in and_the_others(language))
    link = told.link.split("://")[-1]
    paper.write_line(left, _FOOT_TOP + 18.5, f"{find}: {link}", size_pt=12, width_mm=room, colour=MINT)
    own = told.own.get(language, "")
    used = paper.write_block(
        left, _FOOT_TOP + 20, own, size_pt=10, width_mm=room, height_mm=height - 25, colour=WHITE
    ) if own else 0.0  # fmt: skip
    owner = told.organisation
    if used < height - 27:
        paper.write_line(left, _FOOT_TOP + height - 3, owner, size_pt=9, width_mm=room, colour=MINT)
