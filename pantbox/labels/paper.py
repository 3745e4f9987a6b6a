"""A page to draw on: text that fits, codes on whole printer dots, our own pictures.

Lengths are millimetres from the page's upper left corner, type sizes are points.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pantbox.labels import code128, fonts, qr
from pantbox.labels.typeset import INK, MM_PER_INCH, MM_PER_POINT, SOFT, Colour, TextPaper

__all__ = ["GREEN", "INK", "MINT", "MM_PER_POINT", "PALE", "SOFT", "WHITE", "Paper"]

GREEN: Final[Colour] = (23, 89, 74)
MINT: Final[Colour] = (190, 228, 216)
PALE: Final[Colour] = (232, 243, 239)
WHITE: Final[Colour] = (255, 255, 255)


class Paper(TextPaper):
    """A PDF of pages of one size, with codes and pictures."""

    def draw_qr(self, x: float, y: float, size_mm: float, text: str, *, dots_per_inch: int = 300) -> float:
        """A QR code with its quiet zone in the middle of a square; gives the size of a module in millimetres.

        A module is a whole number of printer dots and begins on one, so that no edge is rounded.
        """
        operators, modules = _qr_operators(text)
        dot = MM_PER_INCH / dots_per_inch
        with_quiet = modules + 2 * qr.QUIET_MODULES
        module = max(1, int(size_mm / with_quiet / dot + 1e-6)) * dot
        margin = (size_mm - modules * module) / 2
        left, top = (round((edge + margin) / dot) * dot for edge in (x, y))
        self._draw_units(left, top, module, module, operators)
        return module

    def draw_code128(
        self, x: float, y: float, width_mm: float, height_mm: float, text: str, *, dots_per_inch: int = 600
    ) -> float:
        """Bars with their quiet zones in the middle of a box; gives the width of a module in millimetres."""
        operators, modules = _code128_operators(text)
        dot = MM_PER_INCH / dots_per_inch
        with_quiet = modules + 2 * code128.QUIET_MODULES
        module = max(1, int(width_mm / with_quiet / dot + 1e-6)) * dot
        left = round((x + (width_mm - modules * module) / 2) / dot) * dot
        self._draw_units(left, y, module, height_mm, operators)
        return module

    def _draw_units(self, left: float, top: float, unit_x: float, unit_y: float, operators: str) -> None:
        """Raw path operators in units of a module, y downwards: four times as fast as `rect` and a third the size."""
        k = self.k
        self._out(
            f"q 0 g {unit_x * k:.5f} 0 0 {-unit_y * k:.5f} {left * k:.4f} {(self.h - top) * k:.4f} cm {operators} f Q"
        )

    def draw_picture(self, name: str, x: float, y: float, size_mm: float) -> None:
        """One of our own pictures (`design/static/pictures`), or the generic container for a name we have none for."""
        path = fonts.PICTURES / f"{name}.svg"
        if not name.replace("-", "").isalnum() or not path.is_file():
            path = fonts.PICTURES / "generic.svg"
        self.image(str(path), x, y, size_mm, size_mm)

    def fill_box(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, radius: float = 0.0
    ) -> None:
        """A filled box, its corners rounded by `radius`."""
        self.set_fill_color(*colour)
        self.rect(x, y, width, height, style="F", round_corners=radius > 0, corner_radius=radius)

    def draw_rule(
        self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.15, colour: Colour = SOFT
    ) -> None:
        """A thin straight line."""
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(x1, y1, x2, y2)


@lru_cache(maxsize=64)
def _qr_operators(text: str) -> tuple[str, int]:
    matrix = qr.qr_matrix(text)
    return "\n".join(f"{x} {y} {n} 1 re" for x, y, n in qr.dark_runs(matrix)), len(matrix)


@lru_cache(maxsize=64)
def _code128_operators(text: str) -> tuple[str, int]:
    operators = "\n".join(f"{start} 0 {n} 1 re" for start, n in code128.bars(text))
    return operators, len(code128.code128_modules(text))
