"""Code 128: the bars on vouchers, slips, crates and bags, for hand scanners that read no QR.

The maker is `python-barcode`; it chooses between sets B and C itself, so digits in pairs take half the
room. A bar code is read along one line: never squeeze it below `MODULE_MM_MIN`, and keep the quiet zones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from barcode.codex import Code128

from pantbox.labels.qr import accessible_name

QUIET_MODULES: Final = 10
"""Light modules the standard asks for before and after the bars."""

MODULE_MM_MIN: Final = 0.19
"""Below this (7.5 thousandths of an inch) plain hand scanners start to miss."""

TEXT_LENGTH_MAX: Final = 40


@lru_cache(maxsize=256)
def code128_modules(text: str) -> str:
    """The bars as a string of 1 (dark) and 0 (light), one sign a module, without quiet zones.

    Raises `ValueError` for text that is empty, too long or not ASCII.
    """
    if not (0 < len(text) <= TEXT_LENGTH_MAX and text.isascii()):
        raise ValueError(f"Code 128 holds 1 to {TEXT_LENGTH_MAX} ASCII signs here, not {text!r}")
    return str(Code128(text).build()[0])


def bars(text: str) -> Iterator[tuple[int, int]]:
    """The dark bars: (first module, width in modules)."""
    modules = code128_modules(text)
    start = 0
    while (start := modules.find("1", start)) >= 0:
        end = modules.find("0", start)
        end = len(modules) if end < 0 else end
        yield start, end - start
        start = end


def code128_svg(text: str, *, title: str = "", height_modules: int = 60) -> str:
    """An SVG of one path with quiet zones, dark on light; the style sheet decides its size."""
    width = len(code128_modules(text)) + 2 * QUIET_MODULES
    path = "".join(f"M{start + QUIET_MODULES} 0h{n}v{height_modules}h-{n}z" for start, n in bars(text))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height_modules}"'
        f' preserveAspectRatio="none" shape-rendering="crispEdges" {accessible_name(title)}'
        f'<path fill="#fff" d="M0 0h{width}v{height_modules}H0z"/><path fill="#000" d="{path}"/></svg>'
    )
