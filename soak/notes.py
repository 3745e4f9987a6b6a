"""Small files that processes of one run tell each other by: what went wrong so far, and whether it is over."""

import mmap
import os
import struct
from collections import Counter
from pathlib import Path

FAULTS = "faults"


def append(path: Path, line: str) -> None:
    """Add a line to a file several processes write to, in one piece, and to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def note(folder: Path, kind: str) -> None:
    """Count one more of this fault, which happened."""
    append(folder / FAULTS, kind)


def noted(folder: Path) -> Counter[str]:
    """How many of each fault happened."""
    path = folder / FAULTS
    return Counter(path.read_text().split()) if path.exists() else Counter()


class Offset:
    """So many seconds that a process's clock is wrong, which another process may change while it runs."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(struct.pack("d", 0.0))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 8)

    @property
    def seconds(self) -> float:
        """What to add to the right time to get this clock's."""
        (seconds,) = struct.unpack("d", self._map[:8])
        return float(seconds)

    def set(self, seconds: float) -> None:
        """Set the clock."""
        self._map[:8] = struct.pack("d", seconds)
