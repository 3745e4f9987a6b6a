"""The changing code on a box's screen: who types it stands before the box."""

from datetime import datetime

from pantbox.keys import Keys, same

CODE_PERIOD_SECONDS = 60
CODE_DIGITS = 8


def changing_code(keys: Keys, station_id: int, now: datetime) -> str:
    """Eight digits a box's screen shows for a minute. A keyed function of box and minute: nothing to store or to send."""
    return _code_in(keys, station_id, int(now.timestamp()) // CODE_PERIOD_SECONDS)


def is_changing_code(keys: Keys, station_id: int, told: str, now: datetime) -> bool:
    """Whether `told` is the code of this minute or the one before: typing takes a while."""
    minute = int(now.timestamp()) // CODE_PERIOD_SECONDS
    typed = "".join(told.split())
    matches = [same(typed, _code_in(keys, station_id, one)) for one in (minute, minute - 1)]
    return any(matches)


def _code_in(keys: Keys, station_id: int, minute: int) -> str:
    number = int.from_bytes(keys.mac("box code", f"{station_id}:{minute}"), "big")
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}}"
