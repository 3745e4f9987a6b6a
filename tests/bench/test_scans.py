"""The bench of scans in miniature: all answer on the same databases, every scan is accepted, a table comes out."""

import psycopg
import pytest

from bench.scans import OURS, PGBENCH, RIVAL, Size, compare, on, told
from tests.support.postgres import PostgresServer
from tests.support.servers import Ports

SMALL = Size(rounds=1, seconds=0.2, warming_seconds=0.1, clients=(1, 4), containers=2_000, workers=1)
WRITTEN = {
    "scan": "kind, quantity, deposit_ore, verdict, standing, acts, visit_id IS NULL AS v, device_id = station_id - 1 AS d",
    "trip": "seen, deposit_ore, end_how IS NULL = (credited_visit_id IS NULL) AS c",
    "visit": "credited_ore, paid_ore",
    "transfer": "amount_ore, cause_kind, cause_subject = cause_brought_by AS s",
    "rollup_delta": "station_id = 0 AS e, regexp_replace(measure, '[0-9]+', ''), sign(n)",
}
"""What all must have written alike. Counts of scans that came together are one row of ours."""


@pytest.mark.postgresql
def test_pantbox_and_its_rivals_are_measured_side_by_side_and_write_the_same(
    postgres_server: PostgresServer, ports: Ports
) -> None:
    urls = on(postgres_server)
    rows = compare(urls, SMALL, ports, postgres_server)

    assert [row["clients"] for row in rows] == [1, 4]
    for row in rows:
        ours, rival = row[OURS], row[RIVAL]
        assert ours["requests"] >= row["clients"]
        assert rival["requests"] >= row["clients"]
        assert 0 < row["ratio"]["lowest"] <= row["ratio"]["median"]
        assert 0 < ours["p50_ms"]["median"] <= ours["p99_ms"]["median"]
    written = {name: _written(urls[name]) for name in (OURS, RIVAL, PGBENCH)}
    assert written[OURS] == written[RIVAL] == written[PGBENCH]
    found = {
        "what": "",
        "server": "",
        "rounds": 1,
        "seconds": 1,
        "databases": {"PostgreSQL": rows},
    }
    assert told(found).count("\n") == 1 + 3


def _written(url: str) -> dict[str, set[tuple[object, ...]]]:
    """The kinds of rows there are."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return {
            table: set(connection.execute(f"SELECT DISTINCT {columns} FROM {table}").fetchall())
            for table, columns in WRITTEN.items()
        }
