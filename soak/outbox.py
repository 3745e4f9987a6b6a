"""A device's two files: the outbox, which it works from after a crash, and the diary, which the harness believes."""

import json
import os
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from soak.notes import append, note


@dataclass
class Item:
    """Something to send. `sound` is False when its line was damaged and could still be read.

    `offset` is what corrects its time, in seconds: known for each era of the clock, as the stations' app knows it.
    """

    number: int
    what: str
    said: dict[str, Any]
    born_revoked: bool = False
    sound: bool = True
    offset: float = 0.0
    asked: int = field(default=0, compare=False)


class Outbox:
    """What waits, written down before anybody is told yes; and what is done, written down after the diary."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self.path = folder / f"outbox-{name}"
        self.waiting: dict[int, Item] = {}
        self._next = 1
        if self.path.exists():
            self._recover()

    def add(self, what: str, said: dict[str, Any], *, born_revoked: bool, offset: float = 0.0) -> Item:
        """Keep something, on the disk, and then in the list of all that was ever made."""
        item = Item(self._next, what, said, born_revoked, offset=offset)
        self._next += 1
        self._write(
            {"n": item.number, "what": what, "said": said, "born_revoked": born_revoked, "offset": offset}
        )
        self.waiting[item.number] = item
        append(
            self._folder / f"made-{self._name}", json.dumps({"id": said["id"], "what": what, "sound": True})
        )
        return item

    def done(self, item: Item) -> None:
        """It was answered, and that stands in the diary."""
        self._write({"done": item.number})
        self.waiting.pop(item.number, None)

    def _write(self, record: dict[str, Any]) -> None:
        text = json.dumps(record)
        append(self.path, f"{zlib.crc32(text.encode()):08x} {text}")

    def _recover(self) -> None:
        for line in self.path.read_bytes().split(b"\n"):
            if not line:
                continue
            check, _, text = line.partition(b" ")
            sound = check == b"%08x" % zlib.crc32(text)
            try:
                self._take(json.loads(text), sound=sound)
            except (ValueError, TypeError, KeyError, AttributeError):
                note(self._folder, "outbox_line_lost")
        # A line torn by the crash must not swallow the next one written.
        with self.path.open("ab") as file:
            file.write(b"\n")
            os.fsync(file.fileno())

    def _take(self, record: dict[str, Any], *, sound: bool) -> None:
        if "done" in record:
            # Damaged, it might name another: sending again is safe, forgetting is not.
            if sound:
                self.waiting.pop(record["done"], None)
            return
        if not sound and record["what"] != "scan":
            raise ValueError(record)  # what moves money is not sent on a guess; a scan is evidence still
        number = record["n"]
        self._next = max(self._next, int(number) + 1)
        said = record["said"]
        if not sound:
            note(self._folder, "outbox_line_damaged")
            what = json.dumps({"id": said["id"], "what": record["what"], "sound": False})
            append(self._folder / f"made-{self._name}", what)
        self.waiting[int(number)] = Item(
            int(number), str(record["what"]), dict(said), bool(record.get("born_revoked")), sound,
            float(record.get("offset") or 0.0),
        )  # fmt: skip


class Diary:
    """Every answer a device got, on the disk before it acts on it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"diary-{name}"

    def write(self, **entry: Any) -> None:
        """One answer."""
        append(self._path, json.dumps(entry))


def diaries(folder: Path, name: str) -> list[dict[str, Any]]:
    """What a device wrote down."""
    return _lines(folder / f"diary-{name}")


def made(folder: Path, name: str) -> list[dict[str, Any]]:
    """All that a device ever made, by id and whether it was read back as it was written."""
    return _lines(folder / f"made-{name}")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
