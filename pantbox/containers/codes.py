"""What a scanner read, whatever the scanner: raw text → what it names. Pure, no database.

Understood are the links we print, in either case; element strings with brackets, `(8003)…`, or bare with FNC1 and a
symbology prefix (`]C1`, `]d2`, `]Q3`); the text of our Code 128; codes typed by hand; and links typed by a keyboard
scanner set to American keys on a Danish or German computer, which turns `:` and `/` into other signs.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from pantbox.containers.grai import Grai
from pantbox.containers.serials import is_genuine, read_human_code
from pantbox.errors import BadInput
from pantbox.keys import CROCKFORD, Keys

TEXT_LENGTH_MAX = 200
BEARER_LENGTH = 16
SIGN_LENGTH = 6
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9]")
_FNC1 = "\x1d"
# On a Danish keyboard a scanner that believes in an American one types : as Æ and / as -; on a German one : as Ö.
_OTHER_KEYBOARD = re.compile(r"^HTTPS?[ÆÖ]-{2}")
_LINK = re.compile(r"^HTTPS?://([^/]+)(/.*)$")
# Never of fifteen signs: with its letter before it, it would be the sixteen of a voucher.
_TAG = re.compile(r"[0-9A-Z]{4,14}|[0-9A-Z]{16}")
_VISIT = re.compile(r"[0-9A-F]{8}(-?[0-9A-F]{4}){3}-?[0-9A-F]{12}")


class CodeKind(StrEnum):
    """What kind of thing a code names."""

    CONTAINER = "container"
    HUMAN = "human"
    TYPE = "type"
    CRATE = "crate"
    BAG = "bag"
    SLIP = "slip"
    VOUCHER = "voucher"
    STATION = "station"
    TICKET = "ticket"
    CREW = "crew"
    """A crew member's own slip, which opens what guests may not."""


UNSIGNED = frozenset({CodeKind.CRATE, CodeKind.BAG})
"""Numbered by whoever hangs them up, without a sign that only we can make: a link of any host may end like theirs."""


@dataclass(frozen=True, slots=True)
class Code:
    """A thing's code: `value` is its own text (GRAI serial, human code, tag, …); `asset` the GRAI asset type if any.

    `host`: of a crate's or bag's link, in capitals, with its port. Nothing else of such a code says whose it is.
    """

    kind: CodeKind
    value: str
    asset: str = ""
    host: str = ""


class Unproven(BadInput):
    """A container's serial without a tag of ours. Only where its asset type is ours it is a forgery: `why` tells."""

    def __init__(self, asset: str) -> None:
        super().__init__("forged_code")
        self.asset = asset

    def why(self, *, is_our_type: bool, company_prefix: str) -> str:
        """The code to refuse it with, for who knows whether its asset type is one of ours.

        A number within our own prefix is no other operator's: nobody made such a type.
        """
        if is_our_type:
            return "forged_code"
        return "unknown_code" if self.asset.startswith(company_prefix) else "foreign_operator"


def read_code(text: str, keys: Keys) -> Code:
    """What `text` names.

    Raises `BadInput("unknown_code")` when it is nothing that we could have printed, and `Unproven` when it is a
    container's serial whose keyed tag is not ours.
    """
    if len(text) > TEXT_LENGTH_MAX or "\x00" in text:
        raise BadInput("unknown_code")
    told = _plain(text)
    for read in (_read_link, _read_element_string, _read_barcode, _read_typed):
        code = read(told, keys)
        if code:
            return code
    raise BadInput("unknown_code")


def typed_code(text: str, keys: Keys) -> str | None:
    """The short code under a label, which people type and no scanner reads; None when `text` is anything else."""
    try:
        code = read_code(text, keys)
    except BadInput:
        return None
    return code.value if code.kind is CodeKind.HUMAN else None


def _plain(text: str) -> str:
    told = _SYMBOLOGY.sub("", text.strip(" \t\r\n" + _FNC1)).strip(_FNC1).upper()
    if _OTHER_KEYBOARD.match(told):
        host_and_path = _OTHER_KEYBOARD.sub("", told).split("-")
        # A host may have hyphens of its own; the last two parts are always the path.
        told = f"HTTPS://{'-'.join(host_and_path[:-2])}/{'/'.join(host_and_path[-2:])}"
    return told


def _read_link(told: str, keys: Keys) -> Code | None:
    match = _LINK.match(told)
    if match is None:
        return None
    path, _, fragment = match[2].partition("#")
    parts = [part for part in path.partition("?")[0].split("/") if part]
    if len(parts) < 2:
        return None
    kind, value = parts[-2], parts[-1]
    if kind == "8003":
        return _container(value, keys)
    if kind == "R":
        return _ticket(value, fragment)
    code = _prefixed(kind, value)
    return replace(code, host=match[1]) if code and code.kind in UNSIGNED else code


def _ticket(value: str, claim: str) -> Code | None:
    """A visit and its claim: `value` is both, as the link has them but with the id as ids are written."""
    if not claim or not _VISIT.fullmatch(value):
        return None
    return Code(CodeKind.TICKET, f"{UUID(value)}#{claim}")


def _read_element_string(told: str, keys: Keys) -> Code | None:
    bare = told.replace("(8003)", "8003", 1)
    if not re.match(r"^80030[0-9]{13}", bare):
        return None
    return _container(bare.removeprefix("8003").split(_FNC1)[0], keys)


def _read_barcode(told: str, _keys: Keys) -> Code | None:
    return (
        _prefixed(told[:1], told[1:].lstrip("-"))
        if told[:1] in "SVK" and len(told) >= BEARER_LENGTH + 1
        else None
    )


def _read_typed(told: str, _keys: Keys) -> Code | None:
    human = read_human_code(told)
    if human:
        return Code(CodeKind.HUMAN, human)
    return _prefixed(told[:1], told[1:].removeprefix("-")) if told[:1] in "CG" else None


def _container(text: str, keys: Keys) -> Code:
    grai = Grai.parse(text)
    if not grai.serial:
        return Code(CodeKind.TYPE, "", grai.asset)
    if not is_genuine(keys, grai):
        raise Unproven(grai.asset)
    return Code(CodeKind.CONTAINER, grai.serial, grai.asset)


def _prefixed(kind: str, value: str) -> Code | None:
    plain = value.replace("-", "").replace(" ", "")
    is_crockford = all(sign in CROCKFORD for sign in plain)
    if kind in ("S", "V") and len(plain) == BEARER_LENGTH and is_crockford:
        return Code(CodeKind.SLIP if kind == "S" else CodeKind.VOUCHER, plain)
    if kind == "K" and len(plain) == BEARER_LENGTH and is_crockford:
        return Code(CodeKind.CREW, plain)
    if kind == "B" and len(plain) == SIGN_LENGTH and is_crockford:
        return Code(CodeKind.STATION, plain)
    if kind in ("C", "G") and _TAG.fullmatch(plain):
        return Code(CodeKind.CRATE if kind == "C" else CodeKind.BAG, plain)
    return None
