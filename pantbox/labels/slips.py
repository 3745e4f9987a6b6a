"""Pant slips: numbered bearer paper that a guest's money can be put on, ten to an A4 page or on a roll."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from pantbox.labels.documents import Slip, SlipRun
from pantbox.labels.paper import GREEN, SOFT, WHITE, Paper
from pantbox.labels.wording import counted, say

COLUMNS: Final = 2
ROWS: Final = 5
WIDTH_MM: Final = 95.0
HEIGHT_MM: Final = 55.0
LEFT_MM: Final = 10.0
TOP_MM: Final = 11.0
PER_PAGE: Final = COLUMNS * ROWS

_MARK_MM: Final = 4.0
_MARK_GAP_MM: Final = 1.5
_QR_MM: Final = 30.0
_BAND_MM: Final = 9.0
_EDGE_MM: Final = 3.5


def slips_a4(slips: Iterable[Slip], run: SlipRun, language: str) -> bytes:
    """Slips in order, ten to a page, with cut marks in the margins. The slips touch: one cut parts two."""
    paper = Paper(210, 297, title=say(language, "labels-slip-title"), language=language)
    paper.add_page()
    _cut_marks(paper)
    for position, slip in enumerate(slips):
        page, place = divmod(position, PER_PAGE)
        if page >= paper.page:
            paper.add_page()
            _cut_marks(paper)
        row, column = divmod(place, COLUMNS)
        _draw_slip(paper, LEFT_MM + column * WIDTH_MM, TOP_MM + row * HEIGHT_MM, slip, run, language)
    return paper.finished()


def _cut_marks(paper: Paper) -> None:
    right, bottom = LEFT_MM + COLUMNS * WIDTH_MM, TOP_MM + ROWS * HEIGHT_MM
    for column in range(COLUMNS + 1):
        x = LEFT_MM + column * WIDTH_MM
        paper.draw_rule(x, TOP_MM - _MARK_GAP_MM - _MARK_MM, x, TOP_MM - _MARK_GAP_MM)
        paper.draw_rule(x, bottom + _MARK_GAP_MM, x, bottom + _MARK_GAP_MM + _MARK_MM)
    for row in range(ROWS + 1):
        y = TOP_MM + row * HEIGHT_MM
        paper.draw_rule(LEFT_MM - _MARK_GAP_MM - _MARK_MM, y, LEFT_MM - _MARK_GAP_MM, y)
        paper.draw_rule(right + _MARK_GAP_MM, y, right + _MARK_GAP_MM + _MARK_MM, y)


def _draw_slip(paper: Paper, x: float, y: float, slip: Slip, run: SlipRun, language: str) -> None:
    inner = WIDTH_MM - 2 * _EDGE_MM
    left = x + _EDGE_MM
    top = y + _EDGE_MM
    paper.fill_box(left, top, inner, _BAND_MM, GREEN, radius=2)
    paper.write_line(
        left + 3,
        top + 6.3,
        say(language, "labels-slip-title"),
        size_pt=15,
        style="B",
        width_mm=34,
        colour=WHITE,
    )
    paper.write_middle(
        left + 38,
        top + _BAND_MM / 2,
        run.event,
        size_pt=9,
        width_mm=inner - 41,
        height_mm=7.5,
        side="right",
        colour=WHITE,
    )
    paper.draw_qr(left - 1.5, top + _BAND_MM + 0.5, _QR_MM, slip.link)
    number = say(language, "labels-number", number=counted(slip.number))
    paper.write_line(
        left, y + HEIGHT_MM - _EDGE_MM - 1.0, number, size_pt=9, style="B", width_mm=_QR_MM - 3, side="centre"
    )

    text_left = left + _QR_MM - 0.5
    room = inner - _QR_MM + 0.5
    base = top + _BAND_MM + 5.8
    paper.write_line(
        text_left, base, say(language, "labels-slip-as-cash"), size_pt=11.5, style="B", width_mm=room
    )
    paper.write_block(
        text_left,
        base + 1.5,
        run.how or say(language, "labels-slip-how"),
        size_pt=7.5,
        width_mm=room,
        height_mm=14.5,
    )
    small = _small_print(run, language)
    paper.write_block(text_left, base + 16.2, small, size_pt=6.5, width_mm=room, height_mm=5.9, colour=SOFT)
    paper.draw_code128(text_left - 2, y + HEIGHT_MM - _EDGE_MM - 9.5, room + 3, 9.5, f"S{slip.code}")


def _small_print(run: SlipRun, language: str) -> str:
    # No date: a slip is printed long before money is put on it, and its time begins with that.
    return f"{say(language, 'labels-slip-valid')} · {run.organisation}"


def slips_roll(slips: Iterable[Slip], run: SlipRun, language: str, *, roll_mm: Literal[58, 80] = 80) -> bytes:
    """Slips one to a page for a receipt printer with a roll 58 or 80 mm wide. Black only: such printers know no grey.

    On the narrow roll the bars stand along the paper: across it they would be too fine for its dots.
    """
    printable = {58: 48.0, 80: 72.0}[roll_mm]
    height = {58: 106.0, 80: 104.0}[roll_mm]
    paper = Paper(roll_mm, height, title=say(language, "labels-slip-title"), language=language)
    for slip in slips:
        paper.add_page()
        if roll_mm == 58:
            _draw_narrow(paper, (roll_mm - printable) / 2, printable, slip, run, language)
        else:
            _draw_broad(paper, (roll_mm - printable) / 2, printable, slip, run, language)
    return paper.finished()


def _draw_head(paper: Paper, left: float, room: float, run: SlipRun, language: str) -> float:
    """Title and event; gives where they end."""
    paper.write_line(
        left, 9.5, say(language, "labels-slip-title"), size_pt=20, style="B", width_mm=room, side="centre"
    )
    paper.write_middle(left, 14, run.event, size_pt=9, width_mm=room, height_mm=7, side="centre")
    return 17.0


def _draw_foot(paper: Paper, left: float, room: float, top: float, run: SlipRun, language: str) -> None:
    paper.write_line(
        left,
        top + 4,
        say(language, "labels-slip-as-cash"),
        size_pt=11,
        style="B",
        width_mm=room,
        side="centre",
    )
    how = run.how or say(language, "labels-slip-how")
    used = paper.write_block(left, top + 5.5, how, size_pt=7.5, width_mm=room, height_mm=17, side="centre")
    paper.write_block(
        left,
        top + 7 + used,
        _small_print(run, language),
        size_pt=6.5,
        width_mm=room,
        height_mm=9,
        side="centre",
    )


def _draw_broad(paper: Paper, left: float, room: float, slip: Slip, run: SlipRun, language: str) -> None:
    top = _draw_head(paper, left, room, run, language)
    size = 40.0
    paper.draw_qr(left + (room - size) / 2, top, size, slip.link, dots_per_inch=203)
    number = say(language, "labels-number", number=counted(slip.number))
    paper.write_line(left, top + size + 3, number, size_pt=11, style="B", width_mm=room, side="centre")
    paper.draw_code128(left, top + size + 6, room, 11, f"S{slip.code}", dots_per_inch=203)
    _draw_foot(paper, left, room, top + size + 18, run, language)


def _draw_narrow(paper: Paper, left: float, room: float, slip: Slip, run: SlipRun, language: str) -> None:
    top = _draw_head(paper, left, room, run, language)
    bars = 9.0
    size = room - bars - 2
    paper.draw_qr(left, top + 6, size, slip.link, dots_per_inch=203)
    number = say(language, "labels-number", number=counted(slip.number))
    paper.write_line(left, top + size + 9, number, size_pt=11, style="B", width_mm=size, side="centre")
    with paper.rotation(90, x=left + room, y=top + 58):
        paper.draw_code128(left + room, top + 58 - bars, 58, bars, f"S{slip.code}", dots_per_inch=203)
    _draw_foot(paper, left, room, top + 56, run, language)
