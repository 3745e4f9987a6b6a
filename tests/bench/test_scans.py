"""The bench of scans in miniature: both servers answer on the same PostgreSQL, every scan is accepted, a table comes out."""

import pytest

from bench.scans import OURS, RIVAL, Size, compare
from bench.table import table
from tests.support.postgres import PostgresServer
from tests.support.servers import Ports

SMALL = Size(rounds=1, seconds=0.2, warming_seconds=0.1, containers=4_000, workers=1)


@pytest.mark.postgresql
def test_pantbox_and_its_rival_are_measured_side_by_side(
    postgres_server: PostgresServer, ports: Ports
) -> None:
    told = compare(postgres_server, SMALL, ports)

    assert [row["clients"] for row in told["rows"]] == [1, 16]
    for row in told["rows"]:
        ours, rival = row[OURS], row[RIVAL]
        assert ours["requests"] >= row["clients"]
        assert rival["requests"] >= row["clients"]
        assert row["ratio"] == pytest.approx(ours["per_second"] / rival["per_second"])
        assert 0 < ours["p50_ms"] <= ours["p99_ms"]
    assert table(told).count("\n") == 2 + len(told["rows"])
