"""Which rows stay as they were written. The database refuses to change or delete them, and the worker seals them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table whose rows are never deleted, and never changed but for the columns that are `free`.

    `promise` is the one that rests on it. `written_at` is the column that says when the server wrote a row; where there is
    none, the table has few rows.
    """

    promise: int
    name: str
    written_at: str | None = None
    free: frozenset[str] = field(default=frozenset())


def _kept(promise: int, name: str, *free: str, written_at: str | None = None) -> KeptTable:
    return KeptTable(promise, name, written_at, frozenset(free))


KEPT = (
    _kept(1, "scan", "standing", written_at="recorded_at"),
    _kept(2, "container", "state", "state_at", "station_id", "latest_at", "retired_at", "trips"),
    _kept(2, "tag"),
    _kept(3, "row_version", "signature"),
    _kept(3, "device_stay"),
    _kept(3, "scan_import", "ended_at"),
    _kept(7, "transfer", written_at="booked_at"),
    _kept(7, "account"),
    _kept(7, "terms"),
    _kept(7, "stall_closing"),
    _kept(7, "stall_closing_line"),
    _kept(7, "delivery", "state", "confirmed_at", "confirmation_id", "confirmation_hash", "confirmed_by_device_id"),
    _kept(7, "delivery_line", "counted", "beyond_pool"),
    _kept(8, "refund", written_at="at"),
    _kept(8, "till_move", written_at="at"),
    _kept(8, "bound_use"),
    _kept(8, "unreadable", written_at="at"),
    _kept(8, "visit", "slip_id", "credited_ore", "credited_since", "paid_ore", "phone_hash", "code_entry", "typed_codes", "token_hash",
          "token_expires_at", written_at="opened_at"),
    _kept(10, "bearer", "in_ore", "out_ore", "lost_ore", "owed_ore", "valid_until", "revoked_at", written_at="created_at"),
    _kept(9, "printed_paper"),
    _kept(12, "station_position"),
    _kept(10, "redemption", written_at="at"),
    _kept(10, "offline_redemption", written_at="recorded_at"),
    _kept(12, "former_figures"),
    _kept(12, "former_trip"),
    _kept(12, "closed_figures"),
    _kept(12, "log_entry", written_at="at"),
    _kept(12, "refused_code", written_at="at"),
    _kept(22, "crew_opening"),
    _kept(22, "crew_showing"),
)  # fmt: skip
"""Those that are sealed, in order of the promises."""
UNCHANGED = (*KEPT, _kept(7, "sealed_block"))
"""Those whose rows the database refuses to change or delete."""


VERSIONED = (
    _kept(2, "batch"),
    _kept(3, "return_claim"),
    _kept(3, "quarantined_scan"),
    _kept(3, "device_stay"),
    _kept(3, "device", "last_seen_at", "sent_everything_until", "outbox", "battery_percent", "version"),
    _kept(3, "scan_import"),
    _kept(7, "account"),
    _kept(7, "terms"),
    _kept(7, "stall_closing"),
    _kept(7, "stall_closing_line"),
    _kept(7, "delivery"),
    _kept(7, "delivery_line"),
    _kept(7, "crate_mode"),
    _kept(7, "supply_request"),
    _kept(7, "vendor"),
    _kept(
        7, "station", "latitude", "longitude", "fill_percent", "fill_at", "fill_told", "fill_mark", "state"
    ),
    _kept(8, "bound_use"),
    _kept(8, "idempotency_key"),
    _kept(8, "visit", "id", "organisation_id", "event_id", "station_id", "device_id", "opened_at", "credited_ore", "credited_since", "paid_ore",
          "by_phone", "phone_hash", "code_entry", "at_sign", "typed_codes", "token_hash", "token_expires_at"),
    _kept(9, "printed_paper"),
    _kept(10, "bearer", "in_ore", "out_ore", "lost_ore", "owed_ore"),
    _kept(10, "offline_redemption"),
    _kept(12, "station_position"),
    _kept(12, "former_figures"),
    _kept(12, "former_trip"),
    _kept(12, "closed_figures"),
    _kept(12, "log_entry"),
    _kept(12, "refused_code"),
    _kept(12, "organisation", "ground_version"),
    _kept(12, "event"),
    _kept(12, "event_type"),
    _kept(12, "container_type"),
    _kept(22, "api_token"),
    _kept(22, "crew_opening"),
    _kept(22, "crew_showing"),
    _kept(22, "crew_slip"),
    _kept(22, "user_account", "email", "name", "password_hash", "language"),
)  # fmt: skip
"""Those that may change, and those that are only written to, seldom and without a transfer: triggers keep and sign each version of a
row, without the columns that are `free`, and versions are sealed. A row whose other columns are all empty has none yet: of a visit that is its slip."""
