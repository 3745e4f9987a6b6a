"""A voucher on paper: for the 80 mm printer of a box or desk, or as an A6 page a guest prints or keeps."""

from __future__ import annotations

from pantbox.labels.documents import Voucher
from pantbox.labels.paper import GREEN, INK, SOFT, WHITE, Paper
from pantbox.labels.wording import amount_text, day_text, grouped, say

ROLL_WIDTH_MM = 80.0
ROLL_HEIGHT_MM = 128.0
ROLL_PRINTABLE_MM = 72.0
A6_MM = (105.0, 148.0)


def voucher_roll(voucher: Voucher, language: str) -> bytes:
    """One voucher for a receipt printer with an 80 mm roll (72 mm printed, 8 dots per millimetre). Black only."""
    paper = Paper(
        ROLL_WIDTH_MM, ROLL_HEIGHT_MM, title=say(language, "labels-voucher-title"), language=language
    )
    paper.add_page()
    left, room = (ROLL_WIDTH_MM - ROLL_PRINTABLE_MM) / 2, ROLL_PRINTABLE_MM
    paper.write_middle(left, 6, voucher.event, size_pt=10, width_mm=room, height_mm=8, side="centre")
    title = say(language, "labels-voucher-title")
    paper.write_line(left, 16, title, size_pt=18, style="B", width_mm=room, side="centre")
    amount = amount_text(voucher.amount_ore, voucher.currency, language)
    paper.write_line(left, 31, amount, size_pt=40, style="B", width_mm=room, side="centre")
    paper.draw_qr(left + (room - 44) / 2, 32, 44, voucher.link, dots_per_inch=203)
    paper.write_line(left, 80, grouped(voucher.code), size_pt=13, style="B", width_mm=room, side="centre")
    paper.draw_code128(left, 83, room, 12, f"V{voucher.code}", dots_per_inch=203)
    used = paper.write_block(
        left, 97.5, _where(voucher, language), size_pt=9, width_mm=room, height_mm=13, side="centre"
    )
    _small_print(paper, left, 98.5 + used, room, voucher, language, end=ROLL_HEIGHT_MM - 4)
    return paper.finished()


def voucher_a6(voucher: Voucher, language: str) -> bytes:
    """One voucher as an A6 page, with 6 mm margins for printers that cannot reach the edge."""
    width, height = A6_MM
    paper = Paper(width, height, title=say(language, "labels-voucher-title"), language=language)
    paper.add_page()
    left, room = 6.0, width - 12.0
    paper.fill_box(left, 6, room, 41, GREEN, radius=4)
    paper.write_line(
        left + 5, 14.5, say(language, "labels-voucher-title"), size_pt=15, width_mm=40, colour=WHITE
    )
    paper.write_middle(
        left + 48, 13, voucher.event, size_pt=10, width_mm=room - 53, height_mm=10, side="right", colour=WHITE
    )
    amount = amount_text(voucher.amount_ore, voucher.currency, language)
    paper.write_line(
        left + 5, 37, amount, size_pt=54, style="B", width_mm=room - 10, side="centre", colour=WHITE
    )
    paper.draw_qr(left - 3, 48, 50, voucher.link)
    text_left, text_room = left + 47, room - 47
    paper.write_line(
        text_left, 58, say(language, "labels-voucher-code"), size_pt=9, width_mm=text_room, colour=SOFT
    )
    for number, line in enumerate((voucher.code[:8], voucher.code[8:])):
        paper.write_line(text_left, 65 + 7 * number, grouped(line), size_pt=16, style="B", width_mm=text_room)
    if voucher.valid_until is not None:
        until = say(language, "labels-valid-until", date=day_text(voucher.valid_until, language))
        paper.write_block(text_left, 79, until, size_pt=10, width_mm=text_room, height_mm=14)
    paper.draw_code128(left, 99, room, 15, f"V{voucher.code}")
    used = paper.write_block(
        left,
        117.5,
        _where(voucher, language),
        size_pt=10,
        style="B",
        width_mm=room,
        height_mm=14,
        side="centre",
    )
    bearer = f"{say(language, 'labels-voucher-bearer')}\n{voucher.organisation}"
    paper.write_block(
        left, 119 + used, bearer, size_pt=8, width_mm=room, height_mm=10, side="centre", colour=SOFT
    )
    return paper.finished()


def _where(voucher: Voucher, language: str) -> str:
    if voucher.where:
        return say(language, "labels-voucher-where-named", where=voucher.where)
    return say(language, "labels-voucher-where")


def _small_print(
    paper: Paper, left: float, top: float, room: float, voucher: Voucher, language: str, *, end: float
) -> None:
    lines = [say(language, "labels-voucher-bearer"), voucher.organisation]
    if voucher.valid_until is not None:
        lines.insert(0, say(language, "labels-valid-until", date=day_text(voucher.valid_until, language)))
    paper.write_block(
        left, top, "\n".join(lines), size_pt=8, width_mm=room, height_mm=end - top, side="centre", colour=INK
    )
