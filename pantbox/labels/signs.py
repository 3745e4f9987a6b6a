"""Signs: what a guest reads at a pant box (A4) and at a stall (A5), in three languages at once.

The sign's own language comes first and large, the others stand beside it, because nobody chooses a
language on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pantbox.labels.documents import TypeOnSign
from pantbox.labels.paper import GREEN, MINT, PALE, SOFT, WHITE, Paper
from pantbox.labels.rules import BoxSign, StallSign
from pantbox.labels.wording import amount_text, and_the_others, say

MARGIN_MM: Final = 12.0
_TALL_MM: Final = 34.0
_TYPES_PER_ROW: Final = 5


def box_sign(sign: BoxSign, language: str) -> bytes:
    """The A4 sign of a pant box: where, how in three steps, what for how much, and the way without a phone."""
    paper = Paper(210, 297, title=say(language, "labels-box-title"), language=language)
    paper.add_page()
    languages = and_the_others(language)
    room = 210 - 2 * MARGIN_MM
    _draw_head(paper, sign, languages, room)
    paper.draw_qr(MARGIN_MM - 6, 68, 90, sign.link)
    caption = f"{say(language, 'labels-box-code')}: {sign.sign}"
    paper.write_line(MARGIN_MM, 161, caption, size_pt=12, style="B", width_mm=78, side="centre")
    for number, picture in enumerate(("scan", "drop", "money")):
        x, y = MARGIN_MM + 84, 73 + 31 * number
        _draw_step(paper, x, y, room - 84, picture, [sign.rules[one].steps[number] for one in languages])
        paper.fill_box(x - 3, y - 2, 9, 9, GREEN, radius=4.4)
        step = str(number + 1)
        paper.write_line(x - 3, y + 4.2, step, size_pt=13, style="B", width_mm=9, side="centre", colour=WHITE)
    title = " · ".join(sign.rules[one].takes for one in languages)
    paper.write_line(MARGIN_MM, 176, title, size_pt=13, style="B", width_mm=room)
    draw_types(paper, MARGIN_MM, 179, room, 54, sign.types, sign.currency, languages)
    _draw_without_phone(paper, 236, sign, languages, room)
    _draw_foot(paper, sign, languages, room)
    return paper.finished()


def _draw_head(paper: Paper, sign: BoxSign, languages: Sequence[str], room: float) -> None:
    paper.fill_box(MARGIN_MM, 12, room, 52, GREEN, radius=6)
    paper.draw_picture("box", MARGIN_MM + 6, 17, 42)
    left, width = MARGIN_MM + 55, room - 62
    first, *others = languages
    paper.write_line(
        left, 37, say(first, "labels-box-title"), size_pt=50, style="B", width_mm=width, colour=WHITE
    )
    second = " · ".join(say(other, "labels-box-title") for other in others)
    paper.write_line(left, 47.5, second, size_pt=19, width_mm=width, colour=WHITE)
    name = " · ".join(
        part for part in (say(first, "labels-box-name", number=sign.number), sign.place) if part
    )
    paper.write_middle(left, 56, name, size_pt=16, style="B", width_mm=width, height_mm=11, colour=MINT)


def _draw_step(paper: Paper, x: float, y: float, width: float, picture: str, texts: Sequence[str]) -> None:
    paper.fill_box(x, y, width, 28, PALE, radius=4)
    paper.draw_picture(f"step-{picture}", x + 3, y + 3, 22)
    left, room = x + 28, width - 31
    first, *others = texts
    used = paper.write_block(left, y + 3, first, size_pt=15, style="B", width_mm=room, height_mm=13)
    rest = "\n".join(others)
    paper.write_block(left, y + 4 + used, rest, size_pt=9.5, width_mm=room, height_mm=23 - used, colour=SOFT)


def draw_types(
    paper: Paper,
    x: float,
    y: float,
    width: float,
    height: float,
    types: Sequence[TypeOnSign],
    currency: str,
    languages: Sequence[str],
) -> None:
    """Types side by side, in rows of five at most, each with picture, name and deposit, filling the box given."""
    if not types:
        return
    rows = -(-len(types) // _TYPES_PER_ROW)
    columns = -(-len(types) // rows)
    cell, row_height = width / columns, height / rows
    picture = min(cell * 0.86, row_height - 18.5 if row_height > _TALL_MM else row_height * 0.46)
    for position, kind in enumerate(types):
        row, column = divmod(position, columns)
        left, top = x + column * cell, y + row * row_height
        paper.draw_picture(kind.picture, left + (cell - picture) / 2, top, picture)
        name = kind.names.get(languages[0]) or next(iter(kind.names.values()), "")
        base = top + picture + 4
        paper.write_line(left + 1, base, name, size_pt=11, width_mm=cell - 2, side="centre")
        deposit = amount_text(kind.deposit_ore, currency, languages[0])
        paper.write_line(
            left + 1, base + 6.3, deposit, size_pt=16, style="B", width_mm=cell - 2, side="centre"
        )
        others = "\n".join(kind.names[other] for other in languages[1:] if other in kind.names)
        if rows == 1:
            paper.write_block(
                left + 1, base + 8, others, size_pt=7.5, width_mm=cell - 2, height_mm=top + row_height - base - 8,
                side="centre", colour=SOFT,
            )  # fmt: skip


def _draw_without_phone(
    paper: Paper, top: float, sign: BoxSign, languages: Sequence[str], room: float
) -> None:
    sections = [section for one in languages if (section := sign.rules[one].without_phone)]
    if not sections:
        return
    paper.fill_box(MARGIN_MM, top, room, 36, PALE, radius=4)
    first, *others = sections
    paper.draw_picture(first.picture, MARGIN_MM + 4, top + 5, 26)
    left, width = MARGIN_MM + 36, room - 41
    paper.write_line(left, top + 8.5, first.title, size_pt=17, style="B", width_mm=width)
    text = " ".join(first.lines)
    used = paper.write_block(left, top + 10.5, text, size_pt=13, width_mm=width, height_mm=11)
    rest = "\n".join(f"{other.title} {' '.join(other.lines)}" for other in others)
    paper.write_block(
        left, top + 11.5 + used, rest, size_pt=10, width_mm=width, height_mm=23 - used, colour=SOFT
    )


def _draw_foot(paper: Paper, sign: BoxSign, languages: Sequence[str], room: float) -> None:
    until = " · ".join(told.rstrip(".") for one in languages if (told := sign.rules[one].until))
    paper.write_line(MARGIN_MM, 278, until, size_pt=11, style="B", width_mm=room, side="centre")
    owner = f"{sign.event} · {sign.organisation}"
    paper.write_line(MARGIN_MM, 284.5, owner, size_pt=9, width_mm=room, side="centre", colour=SOFT)


def stall_sign(sign: StallSign, language: str) -> bytes:
    """The A5 sign of a stall: that there is a deposit, how much on what, and the code for the crew's devices."""
    width, height, margin = 148.0, 210.0, 9.0
    paper = Paper(width, height, title=say(language, "labels-stall-title"), language=language)
    paper.add_page()
    room = width - 2 * margin
    first, *others = languages = and_the_others(language)
    paper.fill_box(margin, 9, room, 40, GREEN, radius=5)
    paper.draw_picture("stall", margin + 5, 13, 32)
    left, text_room = margin + 42, room - 47
    paper.write_middle(
        left,
        24,
        sign.name,
        size_pt=30,
        style="B",
        width_mm=text_room,
        height_mm=20,
        colour=WHITE,
        smallest_pt=11,
    )
    name = f"{say(first, 'labels-stall-name', number=sign.number)} · {sign.event}"
    paper.write_middle(left, 40, name, size_pt=13, width_mm=text_room, height_mm=10, colour=MINT)
    paper.write_line(
        margin, 62, say(first, "labels-stall-title"), size_pt=26, style="B", width_mm=room, side="centre"
    )
    paper.write_line(margin, 70.5, sign.rules[first].back_at, size_pt=13, width_mm=room, side="centre")
    rest = "\n".join(f"{say(other, 'labels-stall-title')}. {sign.rules[other].back_at}" for other in others)
    paper.write_block(margin, 73.5, rest, size_pt=9, width_mm=room, height_mm=13, side="centre", colour=SOFT)
    draw_types(paper, margin, 87, room, 52, sign.types, sign.currency, languages)
    paper.fill_box(margin, 142, room, 59, PALE, radius=5)
    paper.fill_box(margin + 4, 146, 51, 51, WHITE, radius=3)
    paper.draw_qr(margin + 4, 146, 51, sign.link)
    left, text_room = margin + 61, room - 66
    used = paper.write_block(
        left, 150, say(first, "labels-stall-scan"), size_pt=12, width_mm=text_room, height_mm=24
    )
    paper.write_line(left, 163 + used, sign.sign, size_pt=26, style="B", width_mm=text_room)
    paper.write_line(left, 193, sign.organisation, size_pt=9, width_mm=text_room, colour=SOFT)
    return paper.finished()
