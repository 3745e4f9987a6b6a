"""What a bench of scans stands on: a database with full durability, and an event with many containers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, text

from pantbox.containers.containers import Container
from pantbox.containers.grai import Grai
from pantbox.containers.making import create_type, make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core, create_core
from pantbox.db import upgrade
from pantbox.places.pairing import make_pairing_code, pair
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import StationKind
from pantbox.refunds.making import make_slips
from pantbox.settings import Settings
from tests.support.postgres import PostgresServer

DURABLE = (
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "shared_buffers=256MB",
    "max_wal_size=2GB",
)
"""As in production: an answer means that it is on the disk."""

STALLS, BOXES = 8, 4
KEY = "a secret of benches, long enough to be one"


@dataclass(frozen=True, slots=True)
class Ground:
    """One event in a database of its own."""

    settings: Settings
    codes: tuple[str, ...]
    stall_tokens: tuple[str, ...]
    box_tokens: tuple[str, ...]


@contextmanager
def durable_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that keeps what it says it keeps."""
    server = PostgresServer(settings=DURABLE)
    try:
        yield server
    finally:
        server.stop()


def lay(url: str, containers: int, port: int, devices: int = 1) -> Ground:
    """In an empty database: an event, so many devices at each station, and clean containers, for whoever serves it on this port."""
    settings = Settings(
        secret_key=KEY,
        database_url=url,
        base_url=f"http://127.0.0.1:{port}",
        rate_limits=False,
    )
    upgrade(settings.database_url)
    core = create_core(settings)
    try:
        return Ground(settings, *_fill(core, containers, devices))
    finally:
        core.database.dispose()


def _fill(
    core: Core, containers: int, devices: int
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    now = core.clock()
    # A scan is believed only if it is not older than its device, and a batch is of the last hour.
    paired_at = now - timedelta(days=1)
    with core.database.transaction() as session:
        organisation = create_organisation(session, slug="bench", name="Bench", company_prefix="9520000")
        bowl = create_type(session, organisation, slug="bowl", names={"en": "Bowl"}, deposit_ore=1000)
        make_batch(session, core.keys, bowl, name="All", quantity=containers, now=now)
        event = create_event(
            session,
            organisation.id,
            NewEvent(
                slug="bench", name="Bench", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=5),
                deposits={bowl.id: 1000},
            ),
            now - timedelta(days=1),
        )  # fmt: skip
        # No box opens without a slip for guests who have no phone.
        make_slips(session, core.keys, organisation.id, event.id, 1, base_url=core.settings.base_url, now=now)
        vendor = create_vendor(session, event, "Vendor")
        stalls = [
            create_station(session, event, StationKind.STALL, f"S{n}", vendor=vendor) for n in range(STALLS)
        ]
        boxes = [create_station(session, event, StationKind.PANT_BOX, f"B{n}") for n in range(BOXES)]
        wash = create_station(session, event, StationKind.WASH, "W")
        tokens = [
            pair(
                session, make_pairing_code(session, station, paired_at), name=station.name, now=paired_at
            ).token
            for station in (*stalls, *boxes, wash)
            for _ in range(devices)
        ]
    with core.database.reading() as session:
        rows = session.execute(
            select(ContainerType.asset, Container.serial).join(ContainerType).order_by(Container.id)
        )
        codes = tuple(Grai(asset, serial).link("https://pantbox.example") for asset, serial in rows)
    with core.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE container" if core.database.is_postgresql else "ANALYZE"))
    return (
        codes,
        tuple(tokens[: STALLS * devices]),
        tuple(tokens[STALLS * devices : (STALLS + BOXES) * devices]),
    )
