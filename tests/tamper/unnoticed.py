"""What no audit notices, by name: docs/promises.md says who could change it, and what it is worth to them."""

from tests.tamper.cases import Case
from tests.tamper.changes import Change

UNNOTICED: dict[str, dict[str, frozenset[str]]] = {
    "what stations and devices say of themselves": {
        "station": frozenset(
            {"fill_percent", "fill_at", "fill_told", "fill_mark", "state", "latitude", "longitude"}
        ),
        "device": frozenset(
            {"last_seen_at", "sent_everything_until", "outbox", "battery_percent", "version"}
        ),
        "contact": frozenset(),
    },
    "who a member of the office is and how they log in": {
        "user_account": frozenset({"email", "name", "password_hash", "language"}),
    },
    "a phone's session of a day, and codes that expire within minutes": {
        "visit": frozenset({"phone_hash", "code_entry", "typed_codes", "token_hash", "token_expires_at"}),
        "phone": frozenset(),
        "miss": frozenset(),
        "pairing_code": frozenset(),
    },
    "counters of caches, and when jobs last ran": {
        "organisation": frozenset({"ground_version"}),
        "job_run": frozenset(),
    },
}
"""By table the columns; none: every column of it, and its rows."""
CASES = {"visit put in once more": "a phone's session of a day, and codes that expire within minutes"}
"""By case."""


def name_of(change: Change | Case) -> str | None:
    """What stands for this change. None: nothing does."""
    if isinstance(change, Case):
        return CASES.get(change.name)
    for name, parts in UNNOTICED.items():
        columns = parts.get(change.table.name)
        if columns is not None and (
            not columns or (change.column is not None and change.column.name in columns)
        ):
            return name
    return None
