"""Codes of vouchers and slips: keyed functions of an id, 80 bits, never stored; and what people make of them by hand."""

from uuid import UUID

from pantbox.cards import looks_like_a_card_number, refuse_card_number
from pantbox.containers.codes import BEARER_LENGTH, CodeKind, read_code
from pantbox.errors import BadInput
from pantbox.keys import CROCKFORD, Keys, hashed
from pantbox.refunds.tables import BearerKind

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def code_of(keys: Keys, kind: BearerKind, bearer_id: UUID) -> str:
    """A bearer's code: 16 Crockford signs that never look like a card number."""
    code, salt = keys.derive(kind, str(bearer_id), signs=BEARER_LENGTH), 0
    while looks_like_a_card_number(code):
        salt += 1
        code = keys.derive(kind, f"{bearer_id}:{salt}", signs=BEARER_LENGTH)
    return code


def hash_of(text: str, keys: Keys) -> str:
    """The hash to look a bearer up by: of its 16 signs, however they were scanned or typed.

    Text that is no code at all has a hash nothing is stored under, so it is answered like a wrong guess.
    Raises `BadInput("looks_like_a_card_number")`.
    """
    refuse_card_number(text)
    typed = text.strip().upper().translate(_MISREAD)
    if len(typed) == BEARER_LENGTH and all(sign in CROCKFORD for sign in typed):
        return hashed(typed)
    try:
        code = read_code(text, keys)
    except BadInput:
        return hashed("")
    return hashed(code.value if code.kind in (CodeKind.VOUCHER, CodeKind.SLIP) else "")
