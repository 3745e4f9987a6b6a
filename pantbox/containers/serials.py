"""Serials that cannot be guessed or forged: a random part and a keyed tag over the whole GRAI.

Sixteen signs: key id (1), human code (8: seven random Crockford signs and a check sign), tag (7 signs of base 36, the
first 36 bits and a little of an HMAC). A forged serial is refused from its bytes alone, with no look in the database;
the human code is what people read out and type, short enough to say over a festival.
"""

import secrets

from pantbox.containers.grai import Grai
from pantbox.keys import CROCKFORD, Keys, same

SERIAL_LENGTH = 16
HUMAN_LENGTH = 8
TAG_LENGTH = 7
KEY_ID = "1"
_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MISREAD = str.maketrans("ILOU", "110V")


def new_serial(keys: Keys, asset: str, random_part: str | None = None) -> str:
    """A serial for a container of this asset type. `random_part`: seven Crockford signs, by default really random."""
    part = random_part or "".join(secrets.choice(CROCKFORD) for _ in range(HUMAN_LENGTH - 1))
    human = part + check_sign(part)
    return f"{KEY_ID}{human}{_tag(keys, asset, KEY_ID + human)}"


def is_genuine(keys: Keys, grai: Grai) -> bool:
    """Whether the serial's tag is one only this installation can make."""
    if len(grai.serial) != SERIAL_LENGTH:
        return False
    body, tag = grai.serial[:-TAG_LENGTH], grai.serial[-TAG_LENGTH:]
    return same(tag, _tag(keys, grai.asset, body))


def human_code(serial: str) -> str:
    """The eight signs of a serial that people read and type."""
    return serial[1 : 1 + HUMAN_LENGTH]


def read_human_code(text: str) -> str | None:
    """The human code that somebody typed: any case, with or without hyphen and spaces, common misreadings mended.

    None when it is not one, or its check sign says that a sign was mistyped or two were swapped.
    """
    code = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_MISREAD)
    if len(code) != HUMAN_LENGTH or any(sign not in CROCKFORD for sign in code):
        return None
    return code if check_sign(code[:-1]) == code[-1] else None


def check_sign(part: str) -> str:
    """A check sign: the signs' values weighted 1, 3, 5 … modulo 32. Odd weights find any one wrong sign."""
    total = sum((2 * place + 1) * CROCKFORD.index(sign) for place, sign in enumerate(part))
    return CROCKFORD[total % 32]


def shown(code: str) -> str:
    """A human code as printed: `ABCD-EFGH`."""
    return f"{code[:4]}-{code[4:]}"


def _tag(keys: Keys, asset: str, body: str) -> str:
    number = int.from_bytes(keys.mac(f"serial:{body[0]}", asset + body), "big")
    signs = ""
    for _ in range(TAG_LENGTH):
        number, place = divmod(number, 36)
        signs += _BASE36[place]
    return signs
