"""Text that strangers chose, as a terminal may show it: nothing in it moves the cursor, begins a line or turns it round."""

import unicodedata

HARMLESS_SPACES = "Zs"


def printable(text: str, *, keep: str = "") -> str:
    r"""The text with each control, format and line separator written out as `\u001b`; `keep` names those that stay.

    That is also how JSON writes them, so JSON stays JSON.
    """
    if text.isprintable():
        return text
    return "".join(one if one in keep or _is_harmless(one) else _written_out(one) for one in text)


def _is_harmless(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == HARMLESS_SPACES


def _written_out(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
