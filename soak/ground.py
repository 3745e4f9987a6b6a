"""What a run is played on: one event with three stalls, two boxes, a desk and a wash, laid once and copied for each run."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from pantbox.clock import new_id
from pantbox.containers.containers import Container
from pantbox.containers.grai import Grai
from pantbox.containers.making import create_type, make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core, create_core
from pantbox.places.devices import Device
from pantbox.places.events import Event, Rail
from pantbox.places.log import By
from pantbox.places.pairing import make_pairing_code, pair
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.making import make_slips
from pantbox.refunds.refund import Payer, lock_visit, pay_left
from pantbox.refunds.unreadable import credit_unreadable
from pantbox.settings import Settings
from pantbox.stock.crate_mode import set_crate_types
from pantbox.stock.deliveries import Count, NewDelivery, confirm, send
from pantbox.stock.papers import Desk, Quantity
from soak.device import OFFLINE_ORE_MAX, Paired
from soak.plan import BAR, BOXES, DEVICES, STALLS

KEY = "a secret of runs that break things, long enough to be one"
SLIPS = 20
CRATED = 12
PURSE, CUPS_EACH = 120, 3
"""So many slips have money on them, of so many cups each."""
BOX_HOLDS = 10_000
"""More than a run hands back: nobody honest waits for a bag, and each return is counted all the same."""
KINDS = dict.fromkeys(STALLS, StationKind.STALL) | dict.fromkeys(BOXES, StationKind.PANT_BOX)
KINDS |= {"desk": StationKind.CASH_DESK, "wash": StationKind.WASH, BAR: StationKind.STALL}
CALLED = {StationKind.STALL: "stall", StationKind.PANT_BOX: "box", StationKind.CASH_DESK: "desk"}


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is: containers, the disk, and how full PostgreSQL makes its pages."""

    cups: int = 70
    bowls: int = 20
    disk_mb: int = 400
    fill_percent: int = 10
    """Short runs then need new pages, so that a full disk bites."""


LONG = Size(cups=5_000, bowls=1_000, disk_mb=1_500, fill_percent=70)
"""For a run of half an hour: a container has few readings, as in life."""


def house(database_url: str, port: int) -> Settings:
    """The settings of an installation that runs are played on."""
    return Settings(
        secret_key=KEY, database_url=database_url, base_url=f"http://127.0.0.1:{port}", rate_limits=False
    )


def lay(settings: Settings, known: Path, size: Size) -> None:
    """Lay the ground in a migrated database, and write down what devices know."""
    core = create_core(settings)
    try:
        known.write_text(json.dumps([asdict(one) for one in _lay(core, size)]), encoding="utf-8")
    finally:
        core.database.dispose()


def set_policy(settings: Settings, unseen_policy: str) -> None:
    """Let the event treat containers without an issue so."""
    core = create_core(settings)
    try:
        with core.database.transaction() as session:
            session.execute(text("UPDATE event SET unseen_policy = :policy"), {"policy": unseen_policy})
    finally:
        core.database.dispose()


def paired(known: Path) -> list[Paired]:
    """What devices know of a laid ground."""
    return [Paired(**told) for told in json.loads(known.read_text(encoding="utf-8"))]


def _lay(core: Core, size: Size) -> list[Paired]:
    now = core.clock() - timedelta(hours=6)
    with core.database.transaction() as session:
        organisation = create_organisation(session, slug="soak", name="Soak", company_prefix="9520000")
        types = {
            create_type(session, organisation, slug=slug, names={"en": slug}, deposit_ore=ore): (ore, count)
            for slug, ore, count in (("cup", 500, size.cups), ("bowl", 1000, size.bowls))
        }
        for kind, (_, count) in types.items():
            make_batch(session, core.keys, kind, name="All", quantity=count, now=now)
        event = create_event(
            session,
            organisation.id,
            NewEvent(
                slug="soak", name="Soak", starts_at=now - timedelta(days=2), ends_at=now + timedelta(days=5),
                deposits={kind.id: ore for kind, (ore, _) in types.items()}, offline_redeem_ore=OFFLINE_ORE_MAX,
                causes=[{"key": "trees", "name": "Trees"}],
            ),
            now - timedelta(days=2),
        )  # fmt: skip
        vendor = create_vendor(session, event, "Vendor")
        slips = make_slips(
            session, core.keys, organisation.id, event.id, SLIPS, base_url=core.settings.base_url, now=now
        )
        tokens = {}
        first_stall: Device | None = None
        for name in DEVICES:
            whose = vendor if KINDS[name] is StationKind.STALL else None
            holds = BOX_HOLDS if KINDS[name] is StationKind.PANT_BOX else None
            station = create_station(session, event, KINDS[name], name, vendor=whose, capacity=holds)
            made = pair(session, make_pairing_code(session, station, now), name=name, now=now)
            tokens[name] = made.token
            if name == STALLS[0]:
                first_stall = made.device
        assert first_stall is not None
        _bring_crates(session, core, first_stall, next(iter(types)).id, now)
        assets = [Grai(kind.asset).link(core.settings.base_url) for kind in types]
        purse = _fill(session, core, event, next(iter(types)).id, now)
    codes = _codes(core)
    _spread(core, size.fill_percent)
    return [
        Paired(
            name,
            name if name == BAR else CALLED.get(KINDS[name], "wash"),
            tokens[name],
            codes,
            assets,
            [slip.code for slip in slips],
            1,
            purse if KINDS[name] is StationKind.STALL else [],
        )
        for name in DEVICES
    ]


def _bring_crates(session: Session, core: Core, at: Device, type_id: int, now: datetime) -> None:
    """This device's stall hands out this type by the crate, and a few came: soon it scans out more, and guests bring more."""
    stall = session.get_one(Station, at.station_id)
    store = session.scalars(
        select(Station).where(Station.event_id == stall.event_id, Station.kind == StationKind.STORE)
    ).one()
    set_crate_types(session, stall, [type_id], By(), now)
    here, there = (
        Desk(session, core.keys, stall.organisation_id, stall.event_id, station.id, at.id, now)
        for station in (stall, store)
    )
    lines = (Quantity(type_id, CRATED),)
    delivery = send(there, NewDelivery(new_id(), stall.sign, lines, now))
    confirm(here, delivery.id, Count(new_id(), lines, now))


def _fill(session: Session, core: Core, event: Event, type_id: int, now: datetime) -> list[tuple[str, int]]:
    """Slips with money on them, for cups that a desk could not read: their codes, and how much."""
    desk = session.scalars(select(Station).where(Station.kind == StationKind.CASH_DESK)).one()
    made = make_slips(
        session, core.keys, event.organisation_id, event.id, PURSE, base_url=core.settings.base_url, now=now
    )
    filled = []
    for slip in made:
        credited = credit_unreadable(
            session, visit_id=new_id(), station_id=desk.id, type_id=type_id, quantity=CUPS_EACH,
            idempotency_key=slip.code, now=now,
        )  # fmt: skip
        visit = lock_visit(session, credited.visit_id)
        pay_left(session, core.keys, visit, Rail.SLIP, slip.code, Payer(desk.id), now)
        filled.append((slip.code, credited.amount_ore))
    return filled


def _codes(core: Core) -> list[str]:
    with core.database.reading() as session:
        rows = session.execute(
            select(ContainerType.asset, Container.serial).join(ContainerType).order_by(Container.id)
        )
        return [Grai(asset, serial).link(core.settings.base_url) for asset, serial in rows]


def _spread(core: Core, percent: int) -> None:
    if not core.database.is_postgresql:
        return
    with core.database.transaction() as session:
        for table in ("scan", "transfer", "trip", "visit"):
            session.execute(text(f"ALTER TABLE {table} SET (fillfactor = {percent})"))


def device_named(core: Core, name: str) -> int:
    """A device's id."""
    with core.database.reading() as session:
        return session.scalars(select(Device.id).where(Device.name == name)).one()
