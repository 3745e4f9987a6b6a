"""What names a row of another table is found by the guard that keeps such rows: no new column escapes it."""

import pytest
from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, MetaData, Table

from pantbox import tables
from pantbox.db import Base, UtcDateTime
from pantbox.ledger.accounts import OF, AccountKind
from pantbox.places.references import named_by, references_to

PLAIN = frozenset(
    {
        "area", "assumptions", "asset", "battery_percent", "bag", "capacity", "cause", "cause_kind",
        "causes", "closed_causes", "code", "code_hash", "company_number", "company_prefix",
        "confirmation_hash", "content", "content_hash", "continuity_reason", "counted", "crate", "currency",
        "decided_by", "details", "email", "end_how", "end_reason", "expected", "factors", "failures", "fill_mark",
        "fill_percent", "fill_told", "form", "ground_version", "hash", "holder", "human_code", "id", "job", "key_hash", "key_id",
        "kind", "label", "language", "last", "last_key", "link_hash", "link_version", "mac", "material", "measure", "members", "moved_by", "n",
        "name", "names", "number", "outbox", "paper", "password_hash", "phone_bound", "phone_hash",
        "at_sign", "before", "believed", "beyond_pool", "code_entry", "of", "of_row", "of_table", "paid_again", "phone_per_code_max", "phones_per_box_max", "picture_bound", "released_by", "rung", "second_payments_max", "settled", "settled_by", "unseen_per_period_max", "unseen_share_percent", "phone_per_half_hour_max", "typed_codes", "picture", "place", "quantity", "rail", "rails", "reason",
        "replaces_grams", "role", "rules", "said_by", "scope", "scopes", "secret_fingerprint", "sent", "seq", "serial",
        "session_version", "sign", "signature", "slug", "standing", "state", "station_kind", "subject", "table", "terms",
        "timezone", "told", "trip_id", "token_hash", "trip_days_max", "trips", "turnaround_times", "unseen",
        "unseen_per_visit_max", "unseen_policy", "planned_uses", "verdict", "verdict_reason", "version",
        "weight_grams", "what", "when_out", "who",
    }
)  # fmt: skip
"""Columns that hold a plain value. Of those that name something: `cause` is a key that its event keeps for ever; `bag`,
`crate` and `code` are what was read, and tags and containers are never deleted; `terms` is a version of the event's; `of_row` is a row as it once was."""

NEVER_DELETED = frozenset(
    (
        "counts_claim",
        "second_of",
        "paid_with",
        "request_id",
        "confirmation_id",
        "cause_subject",
        "cause_brought_by",
        "undoes",
        "swap_with",
    )
)
"""Ids of requests, and of scans and other evidence that the database itself keeps (`KEPT` in the first migration)."""

NOT_A_NAME = (Boolean, Float, UtcDateTime)


def is_covered(column: Column[object]) -> bool:
    """Whether a column is known to name something, or known not to."""
    is_plain = isinstance(column.type, NOT_A_NAME) or column.name.endswith("_ore")
    return is_plain or column.name in PLAIN | NEVER_DELETED or any(named_by(column))


def test_every_column_names_a_row_that_is_guarded_or_is_known_to_be_a_plain_value() -> None:
    tables.load()

    unknown = [
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if not is_covered(column)
    ]

    assert unknown == [], (
        "say what it names: by a foreign key, its name, or `info`; or that it is plain, here"
    )


@pytest.mark.parametrize("name", ["paid_by", "helper", "second_place_ref", "tent_id"])
def test_a_new_column_that_may_name_a_row_is_noticed(name: str) -> None:
    column = Column(name, Integer)

    assert not is_covered(column)


def test_a_new_column_is_guarded_by_its_name_alone_or_by_a_foreign_key() -> None:
    metadata = MetaData()
    Table("station", metadata, Column("id", Integer, primary_key=True))
    table = Table(
        "x", metadata, Column("helping_station_id", Integer), Column("at", ForeignKey("station.id"))
    )

    assert [[named for named, _how in named_by(column)] for column in table.columns] == [["station"]] * 2


def test_the_name_of_a_column_never_says_another_table_than_its_foreign_key() -> None:
    tables.load()

    told = {
        str(column): (
            [named for named, _ in named_by(column)],
            [named for named, _ in named_by(plain(column))],
        )
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys
    }

    assert {name: both for name, both in told.items() if both[1] and both[0] != both[1]} == {}


def plain(column: Column[object]) -> Column[object]:
    return Column(column.name, Integer)


def test_every_kind_of_account_says_whose_it_is() -> None:
    assert set(OF) == set(AccountKind)


def test_the_guard_of_stations_looks_at_evidence_without_foreign_keys_and_at_accounts() -> None:
    guarded = {str(reference) for reference in references_to("station")}

    assert {
        "scan.station_id",
        "trip.unseen_stall_id",
        "till_move.station_id",
        "refund.payer_station_id",
    } < guarded
    assert {"account.of", "device.station_id", "delivery.to_station_id", "rollup.station_id"} < guarded
