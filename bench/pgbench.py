"""pgbench with the rival's SQL: what PostgreSQL itself does, with no HTTP and no Python between."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.ground import BOXES, STALLS, Ground
from tests.support.postgres import PostgresServer, installed_binaries

SCRIPT = Path(__file__).with_suffix(".sql")
"""One container handed out and taken back: two transactions."""
_TPS = re.compile(r"tps = ([0-9.]+)")


@dataclass
class Pgbench:
    """A database that pgbench drives. Containers are used once, by number."""

    server: PostgresServer
    database: str
    accounts: int
    next_container: int = 1

    @classmethod
    def on(cls, server: PostgresServer, database: str, ground: Ground) -> "Pgbench":
        """Opens the accounts that its SQL names: for each station, two of stalls and one of boxes, in this order."""
        rows = [(kind, str(2 + n)) for n in range(STALLS) for kind in ("V", "DH")]
        rows += [("RP", str(2 + STALLS + n)) for n in range(BOXES)]
        with psycopg.connect(ground.settings.database_url.replace("+psycopg", "")) as connection:
            first = connection.execute(
                "INSERT INTO account (organisation_id, event_id, kind, of, currency) SELECT 1, 1, u.kind, u.of, 'DKK'"
                " FROM unnest(%s::text[], %s::text[]) AS u(kind, of) RETURNING id",
                ([kind for kind, _of in rows], [of for _kind, of in rows]),
            ).fetchone()
        assert first is not None
        return cls(server, database, first[0])

    def run(self, clients: int, seconds: float, each: int) -> float:
        """Scans per second of so many clients, each with so many containers at most."""
        variables = {"first": self.next_container, "each": each, "accounts": self.accounts, "n": 0,
                     "stalls": STALLS, "boxes": BOXES}  # fmt: skip
        self.next_container += each * clients
        told = subprocess.run(
            [installed_binaries() / "pgbench", "-n", "-M", "prepared", "-h", self.server.folder, "-U", "postgres",
             "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(max(1, round(seconds))), "-f", SCRIPT,
             *_defined(variables), self.database],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        found = _TPS.search(told)
        assert found, told
        return 2 * float(found[1])


def _defined(variables: dict[str, int]) -> Sequence[str]:
    return [part for name, value in variables.items() for part in ("-D", f"{name}={value}")]
