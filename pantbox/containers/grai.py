"""GRAI, the GS1 Global Returnable Asset Identifier, application identifier (8003).

`0` + asset type (12 digits and a check digit) + serial of up to 16 signs. Ours use `[0-9A-Z]` only, so that the GS1
Digital Link needs no escaping, and in upper case fits the alphanumeric mode of a QR code, which is smaller.
Source: GS1 General Specifications, 3.9.3 and 7.9 (check digit).
"""

import re
from dataclasses import dataclass

from pantbox.errors import BadInput

ASSET_LENGTH = 13
_FORM = re.compile(r"0([0-9]{13})([0-9A-Z]{0,16})")


@dataclass(frozen=True, slots=True)
class Grai:
    """An asset type (13 digits with its check digit) and a serial; without a serial it names the type."""

    asset: str
    serial: str = ""

    def __str__(self) -> str:
        return f"0{self.asset}{self.serial}"

    @classmethod
    def parse(cls, text: str) -> "Grai":
        """The GRAI written in `text`. Raises `BadInput("unknown_code")` when it is none or its check digit is wrong."""
        match = _FORM.fullmatch(text)
        if match is None or check_digit(match[1][:-1]) != match[1][-1]:
            raise BadInput("unknown_code")
        return cls(match[1], match[2])

    def link(self, base_url: str) -> str:
        """The GS1 Digital Link, in upper case for a small QR code."""
        return f"{base_url}/8003/{self}".upper()


def check_digit(digits: str) -> str:
    """The GS1 check digit: weights 3, 1, 3, … from the right, up to the next ten."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def asset_of(company_prefix: str, number: int) -> str:
    """The asset type `number` of a company: its prefix, the number filled up to 12 digits, and the check digit.

    Raises `BadInput("asset_numbers_used_up")` when the number does not fit beside the prefix.
    """
    room = ASSET_LENGTH - 1 - len(company_prefix)
    if room < 1 or not 0 <= number < 10**room:
        raise BadInput("asset_numbers_used_up", company_prefix=company_prefix)
    digits = company_prefix + str(number).zfill(room)
    return digits + check_digit(digits)
