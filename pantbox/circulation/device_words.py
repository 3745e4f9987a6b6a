"""How far each device has spoken, and so how old a scan of it may be and still be believed. Old days do not pay by themselves.

A device hands in its outbox in order. So what is more than a little older than its last word is no memory of an offline
day, and nothing older than a day and a half is. A time that is not believed or that cannot be is no word, nor is what a
station of this kind never says: one line that a failing disk spoilt makes nobody wait.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, column

from pantbox import sets
from pantbox.circulation.door import Authority
from pantbox.circulation.rows import SCANS
from pantbox.db import UtcDateTime

LATE_MAX = timedelta(minutes=10)
"""So much older than its device's last word a scan may be."""
OLDEST = timedelta(hours=36)
"""Nothing older than this when it is recorded is believed."""


@dataclass
class DeviceWords:
    """The last word of each device: its last believed scan, or up to when it said that it had sent everything.

    Only devices that sent old scans were looked up: what is newer than `now` less `LATE_MAX` is believed anyway, for no
    word is later than now.
    """

    now: datetime
    words: dict[int, datetime] = field(default_factory=dict)

    def believes(self, authority: Authority, at: datetime) -> bool:
        """Whether a scan of this time is believed; if so, it is the device's last word from now on."""
        device_id = authority.device_id
        if authority.believes_times:
            return True
        if device_id is None:
            return at >= self.now - LATE_MAX
        if at < self.oldest_believed(device_id):
            return False
        word = min(at, self.now)
        self.words[device_id] = max(word, self.words.get(device_id, word))
        return True

    def oldest_believed(self, device_id: int | None) -> datetime:
        """The time from which on a scan of this device is believed."""
        oldest = self.now - OLDEST
        word = self.words.get(device_id) if device_id is not None else None
        return max(oldest, word - LATE_MAX) if word else oldest


def device_words(
    connection: Connection, old: Iterable[tuple[Authority, datetime]], now: datetime
) -> DeviceWords:
    """The words of the devices that sent these scans, which are older than `LATE_MAX`; one statement, none if there are none."""
    since: dict[tuple[int, int], datetime] = {}
    for authority, at in old:
        if authority.device_id is not None:
            key = (authority.device_id, authority.event_id)
            since[key] = min(at, since.get(key, at))
    rows = [
        {"device_id": device_id, "event_id": event_id, "effective_at": at}
        for (device_id, event_id), at in sorted(since.items())
    ]
    found = sets.run(connection, sets.Statement(_LAST_WORDS, _ASKED, rows, _ANSWERED)).rows
    words = _latest((row.device_id, (row.sent_everything_until, row.last_at)) for row in found)
    return DeviceWords(now, {device_id: min(word, now) for device_id, word in words.items()})


def _latest(told: Iterable[tuple[int, tuple[datetime | None, ...]]]) -> dict[int, datetime]:
    words: dict[int, datetime] = {}
    for device_id, moments in told:
        for moment in moments:
            if moment is not None:
                words[device_id] = max(moment, words.get(device_id, moment))
    return words


_ASKED = [SCANS.c.device_id, SCANS.c.event_id, SCANS.c.effective_at]
_ANSWERED = [
    SCANS.c.device_id,
    column("sent_everything_until", UtcDateTime()),
    column("last_at", UtcDateTime()),
]
# Only what is later than the scan in question matters: the index of an event's scans is read from there on.
_LAST_WORDS = """SELECT d.id AS device_id, d.sent_everything_until, (
        SELECT MAX(s.effective_at) FROM scan s
        WHERE s.event_id = g.event_id AND s.device_id = g.device_id AND s.effective_at > g.effective_at AND s.believed
    ) AS last_at FROM {given} g JOIN device d ON d.id = g.device_id"""
