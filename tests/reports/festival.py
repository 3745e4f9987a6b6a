"""A small festival whose scans really went through the one door, for tests of reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import select

from pantbox.circulation.door import Answer, Authority, NewScan, Submission
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.scan import Kind
from pantbox.containers.containers import Container
from pantbox.containers.grai import Grai
from pantbox.containers.making import create_type, make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import Station, StationKind
from pantbox.reports.climate_factors import DEFAULTS, as_json

OPENS = datetime(2026, 7, 1, 10, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=4)
DEPOSITS = {"small-cup": 500, "bowl": 1000, "tray": 1500}
NAMES = {"da": "Kop", "en": "Cup", "de": "Becher"}


@dataclass
class Festival:
    """An event, its places by name, and its containers' codes."""

    core: Core
    organisation_id: int
    event_id: int
    places: dict[str, int]
    types: dict[str, int]
    assets: dict[str, str]
    codes: list[str] = field(default_factory=list)
    code_types: dict[str, str] = field(default_factory=dict)

    def authority(self, place: str) -> Authority:
        """Whoever scans at a place."""
        return Authority(self.organisation_id, self.event_id, self.places[place], believes_times=True)

    def scan(self, place: str, kind: Kind, code: str, at: datetime, **more: object) -> Answer:
        """One scan, sent at once."""
        return self.send([(place, NewScan(id=uuid4(), kind=kind, code=code, at=at, **more))], now=at)[0]

    def send(self, scans: Sequence[tuple[str, NewScan]], now: datetime) -> list[Answer]:
        """Scans that arrive together, each from its place."""
        sent = [Submission(self.authority(place), (scan,)) for place, scan in scans]
        with self.core.database.connection() as connection:
            answers = record_scans(connection, self.core.keys, sent, now)
        return [answer for (answer,) in answers]

    def of_type(self, slug: str) -> list[str]:
        """Codes of one type's containers."""
        return [code for code in self.codes if self.code_types[code] == slug]


def open_festival(core: Core, *, containers: int = 24) -> Festival:
    """Three types, three stalls of two vendors, two boxes, a desk, a wash and a store."""
    with core.database.transaction() as session:
        organisation = create_organisation(
            session, slug="nordfest", name="Nordfest", company_prefix="9520000"
        )
        types = {
            slug: create_type(
                session, organisation, slug=slug, names=NAMES, deposit_ore=ore, replaces_grams=11, planned_uses=3,
                factors=as_json(DEFAULTS[slug]) if slug in DEFAULTS else None,
            )
            for slug, ore in DEPOSITS.items()
        }  # fmt: skip
        event = create_event(
            session,
            organisation.id,
            NewEvent(
                slug="nordfest-2026",
                name="Nordfest 2026",
                starts_at=OPENS,
                ends_at=CLOSES,
                deposits={types[slug].id: ore for slug, ore in DEPOSITS.items()},
                causes=[{"key": "trees", "name": "Trees"}],
                unseen_per_period_max=1000,
                assumptions=[{"en": "The number of guests was guessed."}],
            ),
            OPENS - timedelta(days=2),
        )
        soup, beer = (
            create_vendor(session, event, "Soup & Sons"),
            create_vendor(session, event, "=cmd|beer"),
        )
        made = {
            "soup": create_station(session, event, StationKind.STALL, "Soup", vendor=soup),
            "soup two": create_station(session, event, StationKind.STALL, "Soup two", vendor=soup),
            "beer": create_station(session, event, StationKind.STALL, "Beer", vendor=beer),
            "north": create_station(session, event, StationKind.PANT_BOX, "North", capacity=100),
            "south": create_station(session, event, StationKind.PANT_BOX, "South", capacity=100),
            "desk": create_station(session, event, StationKind.CASH_DESK, "Desk"),
            "wash": create_station(session, event, StationKind.WASH, "Wash"),
        }
        for container_type in types.values():
            make_batch(
                session,
                core.keys,
                container_type,
                name="First",
                quantity=containers,
                now=OPENS - timedelta(days=2),
            )
        store = session.scalars(select(Station).where(Station.kind == StationKind.STORE)).one()
        festival = Festival(
            core=core,
            organisation_id=organisation.id,
            event_id=event.id,
            places={name: station.id for name, station in made.items()} | {"store": store.id},
            types={slug: container_type.id for slug, container_type in types.items()},
            assets={slug: container_type.asset for slug, container_type in types.items()},
        )
        for serial, asset, slug in session.execute(
            select(Container.serial, ContainerType.asset, ContainerType.slug)
            .join(ContainerType, ContainerType.id == Container.type_id)
            .order_by(Container.id)
        ):
            code = Grai(asset, serial).link("https://pantbox.example")
            festival.codes.append(code)
            festival.code_types[code] = slug
    return festival


LATE = (0, 0, 0, 0, 0, 0, 0, 0, 0, 6)


def days_of_scans(festival: Festival, seed: int, size: int) -> datetime:
    """Four days of what happens: mostly honest rounds, forgotten issues, washes, losses, undos; some out of order.

    Times are whole minutes often shared, so that there are ties. Returns the moment up to which it was watched.
    """
    chance = Random(seed)
    stalls, takers = ("soup", "soup two", "beer"), ("north", "south", "south", "desk", "beer")
    ready = dict.fromkeys(festival.codes, OPENS)
    scans: list[tuple[str, NewScan]] = []

    def add(place: str, kind: Kind, code: str, at: datetime, **more: object) -> UUID:
        scan = NewScan(id=uuid4(), kind=kind, code=code, at=at, told="accepted", **more)
        scans.append((place, scan))
        return scan.id

    for _ in range(size):
        code = chance.choice(festival.codes)
        out = ready[code] + timedelta(minutes=chance.choice([1, 5, 30, 200, 900]))
        stall = chance.choice(stalls)
        if out >= CLOSES:
            continue
        issue = None if chance.random() < 0.2 else add(stall, Kind.ISSUE, code, out)
        end = out + timedelta(
            minutes=chance.choice([0, 3, 3, 15, 42, 90, 90, 400, 3000]), seconds=chance.choice([0, 0, 31])
        )
        fate = chance.random()
        if fate < 0.7:
            visit = uuid4()
            add(chance.choice(takers), Kind.RETURN, code, end, visit_id=visit)
        elif fate < 0.76:
            add("wash", Kind.COLLECT, code, end)
        elif fate < 0.81:
            add("store", Kind.LOST, code, end)
        elif fate < 0.87:
            add("store", Kind.WRITE_OFF, code, end, reason="broken")
        elif fate < 0.91 and issue:
            add(stall, Kind.UNDO, code, out + timedelta(minutes=1), undoes=issue)
        if chance.random() < 0.3:
            add("wash", Kind.WASH, code, end + timedelta(minutes=10))
        gone = 0.76 <= fate < 0.87 and chance.random() < 0.8
        ready[code] = CLOSES if gone else end + timedelta(minutes=20)
    # Each device sends in order; now and then a stall's issue comes hours late.
    scans.sort(
        key=lambda sent: (
            sent[1].at + timedelta(hours=chance.choice(LATE) if sent[1].kind is Kind.ISSUE else 0)
        )
    )
    for start in range(0, len(scans), 100):
        some = scans[start : start + 100]
        festival.send(some, max(scan.at for _, scan in scans[: start + 100]) + timedelta(hours=1))
    return max(CLOSES, *(scan.at for _, scan in scans)) + timedelta(hours=chance.choice([2, 30]))
