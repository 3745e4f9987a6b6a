"""The bench of batches in miniature: both sides write the same."""

import psycopg
import pytest

from bench.batch import batches
from bench.ground import lay
from tests.bench.test_scans import WRITTEN
from tests.support.postgres import PostgresServer


@pytest.mark.postgresql
def test_a_batch_and_its_rival_write_the_same(postgres_server: PostgresServer) -> None:
    postgres_server.run("CREATE DATABASE batch_ours", "CREATE DATABASE batch_theirs")
    urls = [postgres_server.url(name) for name in ("batch_ours", "batch_theirs")]
    ours, theirs = (lay(url, 40, port=0) for url in urls)

    taken = batches(ours, theirs, rounds=1, size=40)

    assert [len(seconds) for seconds in taken.values()] == [1, 1]
    assert _written(urls[0]) == _written(urls[1])


def _written(url: str) -> list[list[tuple[object, ...]]]:
    """Every row, without what it is called and when."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return [
            sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=str)
            for table, columns in WRITTEN.items()
        ]
