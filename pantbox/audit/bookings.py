"""Promises about what refunds, redemptions and tills booked: the rows and the ledger say the same of each.

Two sides are set against each other key by key, by the database itself. A key that only one side knows is wrong too.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from pantbox.audit.finding import Finding


def findings(connection: Connection, event_id: int | None) -> Iterator[Finding]:
    """Promises 8 and 10, as far as they are about bookings."""
    told = {} if event_id is None else {"event_id": event_id}
    for promise, name, compared, left, right in _SIDES:
        row = connection.execute(text(_against(left, right, event_id)), told).one()
        wrong, left_ore, right_ore = (int(value or 0) for value in row)
        shown = f" ({wrong} differ)" if wrong else ""
        yield Finding(promise, name, wrong == 0, compared + shown, left_ore, right_ore)


def _against(left: str, right: str, event_id: int | None) -> str:
    """SQL that compares two selects of (k, ore). `{only}` in them is for: of the event asked for, `{only:b}`: `b` is."""
    sides = f"SELECT k, ore AS l, 0 AS r FROM ({left}) a UNION ALL SELECT k, 0, ore FROM ({right}) b"  # noqa: S608
    compared = f"SELECT SUM(l) AS l, SUM(r) AS r FROM ({sides}) u GROUP BY k"  # noqa: S608
    sql = f"SELECT SUM(CASE WHEN l <> r THEN 1 ELSE 0 END), SUM(l), SUM(r) FROM ({compared}) c"  # noqa: S608
    for name, column in (("{only}", "event_id"), ("{only:b}", "b.event_id"), ("{only:r}", "r.event_id")):
        sql = sql.replace(name, "1 = 1" if event_id is None else f"{column} = :event_id")
    return sql


def _balance(kind: str) -> str:
    """Credits less debits of every account of a kind, by event and what it is of."""
    of_kind = f"""(SELECT id, event_id || ':' || "of" AS k FROM account WHERE kind = '{kind}' AND {{only}})"""  # noqa: S608
    return (
        f"SELECT a.k, t.amount_ore AS ore FROM {of_kind} a JOIN transfer t ON t.credit_account_id = a.id UNION ALL"  # noqa: S608
        f" SELECT a.k, -t.amount_ore FROM {of_kind} a JOIN transfer t ON t.debit_account_id = a.id"
    )


def _taken(kind: str, causes: str) -> str:
    """What was taken from accounts of a kind for some causes, by whose it was."""
    return f"""SELECT t.cause_subject AS k, t.amount_ore AS ore FROM transfer t
        JOIN (SELECT id FROM account WHERE kind = '{kind}' AND {{only}}) a ON a.id = t.debit_account_id
        WHERE t.cause_kind IN ({causes})"""  # noqa: S608


_REDEEMED = (
    "'redeemed', 'redeemed_due', 'redeemed_cash', 'redeemed_cash_due', 'rounded_down', 'rounded_down_due'"
)
_SIDES = (
    (
        8, "refunds", "each refund, and what was booked for it",
        "SELECT id AS k, amount_ore AS ore FROM refund WHERE {only}",
        _taken("RP", "'refund_voucher', 'refund_slip', 'refund_cash', 'refund_donation', 'rounded_down'"),
    ),
    (
        8, "refunds payable", "refunds payable per station, and what its visits have left and returns of no visit",
        _balance("RP"),
        """SELECT event_id || ':' || station_id AS k, credited_ore - paid_ore AS ore FROM visit WHERE {only}
            UNION ALL SELECT event_id || ':' || station_id, deposit_ore FROM (
                SELECT credited_event_id AS event_id, credited_station_id AS station_id, credited_ore AS deposit_ore FROM trip
                WHERE credited_scan_id IS NOT NULL AND credited_visit_id IS NULL AND NOT credited_at_stall
                UNION ALL SELECT s.event_id, s.station_id, r.paid_ore FROM return_claim r JOIN scan s ON s.id = COALESCE(r.paid_with, r.id)
                JOIN trip t ON t.id = r.trip_id AND t.credited_scan_id <> r.id
                WHERE r.state = 'paid' AND s.visit_id IS NULL AND s.station_kind <> 'stall'
            ) c WHERE {only}""",
    ),
    (
        8, "tills", "each till, and what was brought to it less what it paid and gave up",
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
        10, "redemptions", "each redemption, and what was booked for it",
        "SELECT r.id AS k, r.amount_ore AS ore FROM redemption r JOIN bearer b ON b.id = r.bearer_id WHERE {only:b}",
        _taken("VO", _REDEEMED),
    ),
    (
        10, "redemptions at another event", "each redemption at another event than its voucher's, and what came from there",
        """SELECT r.id AS k, r.amount_ore AS ore FROM redemption r
            JOIN bearer b ON b.id = r.bearer_id AND b.event_id <> r.event_id WHERE {only:r}""",
        _taken("DUE", _REDEEMED),
    ),
    (
        10, "redeemed twice", "what stalls took without network and was not there any more, and the loss booked for it",
        "SELECT id AS k, lost_ore AS ore FROM offline_redemption WHERE lost_ore > 0 AND {only}",
        _taken("LOSS", "'redeemed_twice'"),
    ),
)  # fmt: skip
