"""Which letters the paper is set in: Inter where the front end was built, else Helvetica.

The build puts Inter, a variable font in files by script, under `design/static/vendor`. Weights are cut
out of it once per process. Without those files (or without brotli to open them) every PDF reader's own
Helvetica serves; it has all of Danish, English and German, and other signs fall back to their base letter.
"""

from __future__ import annotations

import atexit
import importlib.util
import shutil
import tempfile
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent.parent / "design" / "static"
PICTURES: Final = STATIC / "pictures"
HELVETICA: Final = "helvetica"
HELVETICA_ENCODING: Final = "windows-1252"

WEIGHTS: Final = {"": 430, "B": 700}
"""Inter's weight for each of fpdf2's styles; a little over 400, because ink on matt labels looks thin."""

_UNUSED_TABLES: Final = {"GPOS", "GSUB", "GDEF"}
_BASE_LETTERS = str.maketrans(
    {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "→": ">", "−": "-", "\u202f": " "}
)
_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")


@cache
def inter(script: str) -> dict[str, Path] | None:
    """Inter for one script (`latin`, `latin-ext`) as TrueType files by style, or None when not built."""
    if importlib.util.find_spec("brotli") is None:
        return None
    found = next(STATIC.glob(f"vendor/**/inter-{script}-wght-normal*.woff2"), None)
    return None if found is None else {style: _cut_out(found, weight) for style, weight in WEIGHTS.items()}


def _cut_out(variable_font: Path, weight: int) -> Path:
    """One weight of a variable font as a file that fpdf2 can take parts of."""
    from fontTools.ttLib import TTFont  # slow to import, and only needed here
    from fontTools.varLib.instancer import instantiateVariableFont

    whole = TTFont(variable_font)
    for table in _UNUSED_TABLES & set(whole.keys()):
        del whole[table]  # kerning and ligatures: nothing here shapes text, and they cost a second to cut
    font = instantiateVariableFont(whole, {"wght": weight}, inplace=True)
    font.flavor = None
    path = _folder() / f"{variable_font.stem}-{weight}.ttf"
    font.save(path)
    return path


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pantbox-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def plain(text: str) -> str:
    """`text` without the invisible signs Fluent puts round its arguments, and without control signs."""
    visible = text.translate(_ISOLATES)
    return "".join(sign if sign == "\n" or unicodedata.category(sign) != "Cc" else " " for sign in visible)


def in_helvetica(text: str) -> str:
    """`text` in the signs Helvetica has: others lose their marks, and what has no base letter becomes `?`."""
    return "".join(_one_in_helvetica(sign) for sign in text.translate(_BASE_LETTERS))


@cache
def _one_in_helvetica(sign: str) -> str:
    if _fits(sign):
        return sign
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if _fits(part)) or "?"


def _fits(sign: str) -> bool:
    try:
        sign.encode(HELVETICA_ENCODING)
    except UnicodeEncodeError:
        return False
    return True
