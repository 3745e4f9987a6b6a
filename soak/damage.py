"""Damage to a device's outbox: bits that flip, and an end that is gone."""

import zlib
from pathlib import Path
from random import Random

TAIL = 3000
"""So many bytes at the end are hit: what was written last is what a failing disk and a flat battery take."""


def damage(path: Path, chance: Random) -> int:
    """Damage the file; how many of its lines are not what was written."""
    if not path.exists():
        return 0
    whole = path.read_bytes()
    content = bytearray(whole)
    if chance.random() < 0.5:
        del content[max(len(content) - chance.randint(1, 200), 0) :]
    else:
        for _ in range(chance.randint(1, 4)):
            if content:
                place = chance.randrange(max(len(content) - TAIL, 0), len(content))
                content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    before, after = _sound(whole), _sound(bytes(content))
    return before - after


def _sound(content: bytes) -> int:
    parts = [line.partition(b" ") for line in content.split(b"\n") if line]
    return sum(check == b"%08x" % zlib.crc32(text) for check, _, text in parts)
