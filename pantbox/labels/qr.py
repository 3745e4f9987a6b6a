"""QR codes: the matrix, and the matrix as one SVG path.

The maker is `qrcode` with a fixed mask, five times as fast as letting it try all eight. Mask 1 (dark and
light rows alternate) has the lowest mean and the lowest worst penalty of the eight, by the standard's own
rule, over random container, slip and voucher links; a reader takes any mask, it stands in the code itself.

Upper-case text goes in alphanumeric mode, 5.5 bits a sign instead of 8. At level M a container link
(`HTTPS://HOST/8003/0` + 13 digits + 16 signs) of a host with up to 17 signs fits version 3 (29 modules),
up to 46 signs version 4 (33 modules). Keep the host short: fewer modules are larger ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Final, Literal, cast

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import ALPHA_NUM, MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

Matrix = tuple[tuple[bool, ...], ...]

QUIET_MODULES: Final = 4
"""Light modules the standard asks for on every side."""

MASK_PATTERN: Final = 1
GRAI_HOST_LENGTH_MAX: Final = 17
"""The longest host (with its port) whose container links still fit version 3-M."""

TEXT_LENGTH_MAX: Final = 500
"""Longer text makes a code no phone reads off a cup: our own mistake, not the world's."""

_ALPHANUMERIC = frozenset(ALPHA_NUM)


def qr_matrix(text: str) -> Matrix:
    """Rows of modules, dark is true, without a quiet zone. The smallest version that holds `text` at level M.

    Raises `ValueError` for empty or endless text.
    """
    if not 0 < len(text) <= TEXT_LENGTH_MAX:
        raise ValueError(f"a QR code here holds 1 to {TEXT_LENGTH_MAX} signs, not {len(text)}")
    data = text.encode()
    mode = MODE_ALPHA_NUM if _ALPHANUMERIC.issuperset(data) else MODE_8BIT_BYTE
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK_PATTERN, border=0)
    code.add_data(QRData(data, mode=cast(Literal[2, 4], mode), check_data=False))
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def dark_runs(matrix: Matrix) -> Iterator[tuple[int, int, int]]:
    """Dark modules side by side as one rectangle each: (column, row, length). Fewer shapes, and no seams."""
    for row_number, row in enumerate(matrix):
        start = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield start, row_number, column - start
                start = None


@lru_cache(maxsize=256)
def qr_svg(
    text: str, *, title: str = "", size_mm: float | None = None, quiet_modules: int = QUIET_MODULES
) -> str:
    """An SVG of one path, dark on light whatever the page's ground is.

    `title` is what a screen reader says; without one the picture is decoration. Without `size_mm` the
    style sheet decides the size.
    """
    matrix = qr_matrix(text)
    side = len(matrix) + 2 * quiet_modules
    path = "".join(f"M{x + quiet_modules} {y + quiet_modules}h{n}v1h-{n}z" for x, y, n in dark_runs(matrix))
    size = f' width="{size_mm:g}mm" height="{size_mm:g}mm"' if size_mm is not None else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"{size}'
        f' shape-rendering="crispEdges" {accessible_name(title)}'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def accessible_name(title: str) -> str:
    """The end of an `<svg` tag and its title, or a mark that it is decoration."""
    if not title:
        return 'aria-hidden="true">'
    return f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
