"""Proofs that money went where the rows say: for the audit. The database compares; memory is flat in the number of rows.

Each proof sets two sides against each other, key by key: what one table says, and what others say of the same thing. A
key that only one side knows is wrong too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Proof:
    """How many things were compared, how many were wrong, and what each side came to in øre."""

    promise: int
    name: str
    compared: int
    wrong: int
    left_ore: int
    right_ore: int

    @property
    def holds(self) -> bool:
        """Whether both sides say the same of everything."""
        return self.wrong == 0


def proofs(connection: Connection, event_id: int | None = None) -> Iterator[Proof]:
    """The proofs of promises 8 and 10, for one event or for all."""
    for promise, name, left, right in _SIDES:
        row = connection.execute(text(_against(left, right, event_id)), _parameters(event_id)).one()
        yield Proof(promise, name, *(int(value or 0) for value in row))


def _parameters(event_id: int | None) -> dict[str, int]:
    return {} if event_id is None else {"event_id": event_id}


def _against(left: str, right: str, event_id: int | None) -> str:
    """SQL that compares two selects of (k, ore). `{only}` in them is for: of the event asked for."""
    sides = f"SELECT k, ore AS l, 0 AS r FROM ({left}) a UNION ALL SELECT k, 0, ore FROM ({right}) b"  # noqa: S608
    compared = f"SELECT k, SUM(l) AS l, SUM(r) AS r FROM ({sides}) u GROUP BY k"  # noqa: S608
    sql = f"SELECT COUNT(*), SUM(CASE WHEN l <> r THEN 1 ELSE 0 END), SUM(l), SUM(r) FROM ({compared}) c"  # noqa: S608
    for name, meaning in (("{claims}", _CLAIMS), ("{spent}", _SPENT)):
        sql = sql.replace(name, meaning)
    return sql.replace("{only}", "1 = 1" if event_id is None else "event_id = :event_id")


def _balance(kind: str) -> str:
    """Credits less debits of every account of a kind, by event and what it is of."""
    of_kind = f"""(SELECT id, event_id || ':' || "of" AS k FROM account WHERE kind = '{kind}' AND {{only}})"""  # noqa: S608
    return (
        f"SELECT a.k, t.amount_ore AS ore FROM {of_kind} a JOIN transfer t ON t.credit_account_id = a.id UNION ALL"  # noqa: S608
        f" SELECT a.k, -t.amount_ore FROM {of_kind} a JOIN transfer t ON t.debit_account_id = a.id"
    )


def _booked(kind: str, causes: str) -> str:
    """What was taken from accounts of a kind for some causes, by whose it was."""
    return f"""SELECT t.cause_subject AS k, t.amount_ore AS ore FROM transfer t
        JOIN (SELECT id FROM account WHERE kind = '{kind}' AND {{only}}) a ON a.id = t.debit_account_id
        WHERE t.cause_kind IN ({causes})"""  # noqa: S608


_CLAIMS = """
    SELECT credited_event_id AS event_id, credited_station_id AS station_id, credited_visit_id AS visit_id,
        credited_at_stall AS at_stall, deposit_ore AS ore FROM trip WHERE credited_scan_id IS NOT NULL
    UNION ALL SELECT contested_event_id, contested_station_id, contested_visit_id,
        contested_at_stall, deposit_ore FROM trip WHERE contested_scan_id IS NOT NULL"""

_SPENT = """
    SELECT s.event_id, s.visit_id, t.amount_ore AS ore FROM transfer t JOIN scan s ON s.id = t.cause_subject
    WHERE t.cause_kind IN ('return_spent', 'contested_spent') AND s.visit_id IS NOT NULL"""

_SIDES = (
    (
        8, "no visit was paid more than its credits",
        "SELECT id AS k, paid_ore AS ore FROM visit WHERE {only}",
        "SELECT id AS k, CASE WHEN paid_ore < credited_ore THEN paid_ore ELSE credited_ore END AS ore FROM visit WHERE {only}",
    ),
    (
        8, "a visit's credits are its returns, and what was paid before an undo",
        "SELECT id AS k, credited_ore AS ore FROM visit WHERE {only}",
        """SELECT visit_id AS k, ore FROM ({claims}) c WHERE visit_id IS NOT NULL AND {only}
            UNION ALL SELECT visit_id, ore FROM ({spent}) s WHERE {only}
            UNION ALL SELECT visit_id, quantity * deposit_ore FROM unreadable WHERE {only}""",
    ),
    (
        8, "a visit's payments are its refunds, and goods at stalls",
        "SELECT id AS k, paid_ore AS ore FROM visit WHERE {only}",
        """SELECT visit_id AS k, amount_ore AS ore FROM refund WHERE {only}
            UNION ALL SELECT visit_id, ore FROM ({claims}) c WHERE visit_id IS NOT NULL AND at_stall AND {only}""",
    ),
    (
        8, "every refund is booked once, to the øre",
        "SELECT id AS k, amount_ore AS ore FROM refund WHERE {only}",
        _booked("RP", "'refund_voucher', 'refund_slip', 'refund_cash', 'refund_donation', 'rounded_down'"),
    ),
    (
        8, "refunds payable are what visits have left, and returns of no visit",
        _balance("RP"),
        """SELECT event_id || ':' || station_id AS k, credited_ore - paid_ore AS ore FROM visit WHERE {only}
            UNION ALL SELECT event_id || ':' || station_id, ore FROM ({claims}) c
            WHERE visit_id IS NULL AND NOT at_stall AND {only}""",
    ),
    (
        8, "what is in the tills is what was brought, less what was paid and taken",
        _balance("CASH"),
        """SELECT event_id || ':' || payer_station_id AS k, coins_ore AS ore FROM refund
            WHERE coins_ore IS NOT NULL AND {only}
            UNION ALL SELECT event_id || ':' || station_id, coins_ore FROM redemption
            WHERE coins_ore IS NOT NULL AND {only}
            UNION ALL SELECT event_id || ':' || station_id,
            CASE kind WHEN 'float_in' THEN -amount_ore WHEN 'float_out' THEN amount_ore ELSE expected_ore - amount_ore END
            FROM till_move WHERE {only}""",
    ),
    (
        10, "vouchers out are vouchers not redeemed",
        _balance("VO"),
        "SELECT event_id || ':' || kind AS k, in_ore - out_ore AS ore FROM bearer WHERE {only}",
    ),
    (
        10, "what was put on a voucher or slip came from refunds",
        "SELECT id AS k, in_ore AS ore FROM bearer WHERE {only}",
        "SELECT bearer_id AS k, amount_ore AS ore FROM refund WHERE bearer_id IS NOT NULL AND {only}",
    ),
    (
        10, "what was taken off a voucher or slip was redeemed",
        "SELECT id AS k, out_ore AS ore FROM bearer WHERE {only}",
        "SELECT bearer_id AS k, amount_ore AS ore FROM redemption WHERE {only}",
    ),
    (
        10, "every redemption is booked once, to the øre",
        "SELECT id AS k, amount_ore AS ore FROM redemption WHERE {only}",
        _booked("VO", "'redeemed', 'redeemed_cash', 'rounded_down'"),
    ),
)  # fmt: skip
