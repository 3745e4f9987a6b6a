"""Text that always fits: set smaller down to a limit, then broken or shortened with an ellipsis, never clipped.

Lengths are millimetres from the page's upper left corner, type sizes are points.
"""

from __future__ import annotations

from typing import Final, Literal, cast

from fpdf.enums import Align, MethodReturnValue, WrapMode
from fpdf.fonts import TTFFont

from pantbox.labels import fonts
from pantbox.labels.folding import FoldingPaper

Style = Literal["", "B"]
Side = Literal["left", "centre", "right"]
Colour = tuple[int, int, int]

INK: Final[Colour] = (20, 28, 32)
SOFT: Final[Colour] = (84, 96, 102)

MM_PER_INCH: Final = 25.4
MM_PER_POINT: Final = MM_PER_INCH / 72
LINE_HEIGHT: Final = 1.25
_STEP_POINTS: Final = 0.5
_SHARE_BEFORE: Final = {"left": 0.0, "centre": 0.5, "right": 1.0}
_ALIGN: Final = {"left": Align.L, "centre": Align.C, "right": Align.R}


class TextPaper(FoldingPaper):
    """A PDF of pages of one size. Compressed, tagged with its language, without page breaks of its own."""

    def __init__(self, width_mm: float, height_mm: float, *, title: str, language: str) -> None:
        super().__init__(unit="mm", format=(width_mm, height_mm))
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.c_margin = 0.0
        self.set_title(title)
        self.set_lang(language)
        self.set_creator("Pantbox")
        self.core_fonts_encoding = fonts.HELVETICA_ENCODING
        self.family = fonts.HELVETICA
        self._known: frozenset[int] | None = None
        self._more: frozenset[int] = frozenset()
        self._take_inter()

    def _take_inter(self) -> None:
        latin = fonts.inter("latin")
        if latin is None:
            return
        for style, path in latin.items():
            self.add_font("inter", style, str(path))
        self.family = "inter"
        self._known = self._signs_of("inter")

    def _signs_of(self, family: str) -> frozenset[int]:
        return frozenset(cast("TTFFont", self.fonts[family]).cmap)

    def spell(self, text: str) -> str:
        """`text` in signs that the fonts of this paper have."""
        text = fonts.plain(text)
        if self._known is None:
            return fonts.in_helvetica(text)
        if all(ord(sign) in self._known or sign == "\n" for sign in text):
            return text
        self._take_more_letters()
        known = self._known | self._more
        return "".join(
            sign if ord(sign) in known or sign == "\n" else fonts.in_helvetica(sign) for sign in text
        )

    def _take_more_letters(self) -> None:
        """Letters with marks of the rest of Europe: only taken when a name needs them."""
        more = fonts.inter("latin-ext")
        if more is None or "interext" in self.fonts:
            return
        for style, path in more.items():
            self.add_font("interext", style, str(path))
        self.set_fallback_fonts(["interext"], exact_match=True)
        self._more = self._signs_of("interext")

    def write_line(
        self,
        x: float,
        baseline: float,
        text: str,
        *,
        size_pt: float,
        width_mm: float,
        style: Style = "",
        side: Side = "left",
        colour: Colour = INK,
        smallest_pt: float = 5.0,
    ) -> float:
        """One line in a box `width_mm` wide, set smaller if it must be; gives the size it was set in, in points."""
        text = self.spell(text)
        size_pt = self._size_for(text, size_pt, width_mm, style, smallest_pt)
        text = self._shortened(text, width_mm)
        self._put(x, baseline, text, width_mm, side, colour)
        return size_pt

    def _put(self, x: float, baseline: float, text: str, width_mm: float, side: Side, colour: Colour) -> None:
        """Text in the font that is set. `text` is three times as fast as `cell`, but knows no fallback fonts."""
        if not text:
            return
        self.set_text_color(*colour)
        if self._known is None or self._known.issuperset(map(ord, text)):
            self.text(x + _SHARE_BEFORE[side] * (width_mm - self.get_string_width(text)), baseline, text)
            return
        height = self.font_size
        self.set_xy(x, baseline - 0.8 * height)
        self.cell(width_mm, height, text, align=_ALIGN[side])

    def _size_for(
        self, text: str, size_pt: float, width_mm: float, style: Style, smallest_pt: float
    ) -> float:
        self.set_font(self.family, style, size_pt)
        width = self.get_string_width(text)
        if width > width_mm:
            size_pt = max(smallest_pt, size_pt * width_mm / width * 0.995)
            self.set_font(self.family, style, size_pt)
        return size_pt

    def _shortened(self, text: str, width_mm: float) -> str:
        if self.get_string_width(text) <= width_mm + 0.01:
            return text
        while text and self.get_string_width(text.rstrip() + "…") > width_mm:
            text = text[:-1]
        return text.rstrip() + "…"

    def write_block(
        self,
        x: float,
        top: float,
        text: str,
        *,
        size_pt: float,
        width_mm: float,
        height_mm: float,
        style: Style = "",
        side: Side = "left",
        colour: Colour = INK,
        smallest_pt: float = 5.0,
    ) -> float:
        """A paragraph in a box, set smaller until it fits; gives the height it took, in millimetres."""
        lines = self._fitted(text, size_pt, width_mm, height_mm, style, smallest_pt)
        self._put_lines(x, top, lines, width_mm, side, colour)
        return len(lines) * self.font_size * LINE_HEIGHT

    def lines_in(self, text: str, *, size_pt: float, width_mm: float, style: Style = "") -> int:
        """How many lines a paragraph of this width breaks into."""
        self.set_font(self.family, style, size_pt)
        return len(self._broken(self.spell(text), width_mm))

    def write_middle(
        self,
        x: float,
        middle: float,
        text: str,
        *,
        size_pt: float,
        width_mm: float,
        height_mm: float,
        style: Style = "",
        side: Side = "left",
        colour: Colour = INK,
        smallest_pt: float = 5.0,
    ) -> None:
        """A paragraph like `write_block`, its middle at `middle`: for names that may be short or endless."""
        lines = self._fitted(text, size_pt, width_mm, height_mm, style, smallest_pt)
        self._put_lines(
            x, middle - len(lines) * self.font_size * LINE_HEIGHT / 2, lines, width_mm, side, colour
        )

    def _put_lines(
        self, x: float, top: float, lines: list[str], width_mm: float, side: Side, colour: Colour
    ) -> None:
        line_mm = self.font_size * LINE_HEIGHT
        for number, line in enumerate(lines):
            self._put(x, top + (number + 0.5) * line_mm + 0.3 * self.font_size, line, width_mm, side, colour)

    def _fitted(
        self, text: str, size_pt: float, width_mm: float, height_mm: float, style: Style, smallest_pt: float
    ) -> list[str]:
        """The lines of a paragraph; leaves the font set in which they fit."""
        text = self.spell(text)
        while True:
            self.set_font(self.family, style, size_pt)
            line_mm = self.font_size * LINE_HEIGHT
            lines = self._broken(text, width_mm)
            fits = len(lines) * line_mm <= height_mm and all(
                self.get_string_width(word) <= width_mm for word in text.split()
            )
            if fits or size_pt <= smallest_pt:
                return self._cut(lines, max(1, int(height_mm / line_mm + 1e-6)), width_mm)
            size_pt = max(smallest_pt, size_pt - _STEP_POINTS)

    def _broken(self, text: str, width_mm: float) -> list[str]:
        lines = cast(
            "list[str]",
            self.multi_cell(
                width_mm, text=text, dry_run=True, output=MethodReturnValue.LINES, wrapmode=WrapMode.WORD
            ),
        )
        return [line.strip() for line in lines]

    def _cut(self, lines: list[str], most: int, width_mm: float) -> list[str]:
        if len(lines) <= most:
            return lines
        return [*lines[: most - 1], self._shortened(" ".join(lines[most - 1 :]), width_mm)]
