"""A festival to test with: `festival.stall("soup").issue("CUP-1", at="20:00")`.

Built through the same services the office uses, on the database of the test; scans come in through the one door. Times are
told shortly: `"21:04"`, or `"2 08:10"` for the second day, in UTC like the event itself.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from pantbox.circulation.door import Answer, Authority, NewScan, Submission
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.rows import TRIPS, trip_of
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import ScanRow, VisitRow
from pantbox.clock import new_id
from pantbox.containers.containers import Container
from pantbox.containers.grai import Grai
from pantbox.containers.making import create_type, make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from pantbox.places.events import Event, UnseenPolicy
from pantbox.places.organisations import Organisation
from pantbox.places.pairing import make_pairing_code, pair
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import StationKind
from pantbox.refunds.bearers import make_slips

DAY = datetime(2024, 10, 1, tzinfo=UTC)
DEPOSITS = {"cup": 500, "bowl": 1_000}


def moment(told: str) -> datetime:
    """`"08:10"`, or `"2 08:10"` for the second day."""
    day, _, clock = told.rpartition(" ")
    hours, minutes = clock.split(":")
    return DAY + timedelta(days=int(day or 1) - 1, hours=int(hours), minutes=int(minutes))


@dataclass
class Thing:
    """A container of the festival, by the name a test gave it."""

    id: int
    type_id: int
    link: str
    human_code: str
    deposit: int


@dataclass
class Place:
    """A station with one device. `say` is any scan; the others are the usual ones by name."""

    festival: "Festival"
    station_id: int
    device_id: int | None
    organisation_id: int
    event_id: int
    phone_visit_id: UUID | None = None

    @property
    def authority(self) -> Authority:
        return Authority(
            self.organisation_id, self.event_id, self.station_id, self.device_id, self.phone_visit_id
        )

    def scan(self, kind: str, thing: "Thing | str", at: str | None = None, **more: Any) -> NewScan:
        """A scan as this place's device would send it, not sent yet. `at` sets the festival's clock."""
        if at:
            self.festival.set_clock(at)
        return self.festival.scan(kind, thing, self.festival.now, **more)

    def say(self, kind: str, thing: "Thing | str", at: str | None = None, **more: Any) -> Answer:
        return self.send(self.scan(kind, thing, at, **more))[0]

    def send(self, *scans: NewScan) -> list[Answer]:
        """Send scans in one request."""
        return self.festival.record(Submission(self.authority, scans))[0]

    def issue(self, thing: "Thing | str", at: str | None = None, **more: Any) -> Answer:
        return self.say("issue", thing, at, **more)

    def take(self, thing: "Thing | str", at: str | None = None, **more: Any) -> Answer:
        """A guest hands back one container; a guest of its own unless a `visit_id` is told."""
        return self.say("return", thing, at, **{"visit_id": new_id(), **more})

    def undo(self, answer: "Answer | NewScan", thing: "Thing | str", at: str | None = None) -> Answer:
        return self.say("undo", thing, at, undoes=answer.id)

    def offline(self) -> "Offline":
        return Offline(self)


@dataclass
class Offline:
    """A place without network: it says yes to all and sends it later."""

    place: Place
    outbox: list[NewScan] = field(default_factory=list)

    def issue(self, thing: "Thing | str", at: str, **more: Any) -> NewScan:
        return self._keep("issue", thing, at, **more)

    def take(self, thing: "Thing | str", at: str, **more: Any) -> NewScan:
        return self._keep("return", thing, at, **{"visit_id": new_id(), **more})

    def _keep(self, kind: str, thing: "Thing | str", at: str, **more: Any) -> NewScan:
        self.outbox.append(self.place.festival.scan(kind, thing, moment(at), **{"told": "accepted", **more}))
        return self.outbox[-1]

    def back_online(self, at: str | None = None) -> list[Answer]:
        festival = self.place.festival
        latest = max(scan.at for scan in self.outbox)
        festival.now = moment(at) if at else max(festival.now, latest)
        return self.place.send(*self.outbox)


class Festival:
    """One organisation's event of three days. Stations and containers are made when first named."""

    def __init__(
        self, core: Core, *, slug: str = "fest", company_prefix: str = "9520001", **event: Any
    ) -> None:
        self.now = DAY + timedelta(hours=8)
        self.core = replace(core, clock=lambda: self.now)
        self._things: dict[str, Thing] = {}
        self._places: dict[str, Place] = {}
        with core.database.transaction() as session:
            organisation = create_organisation(session, slug=slug, name=slug, company_prefix=company_prefix)
            self.organisation_id = organisation.id
            self.types = {
                name: create_type(session, organisation, slug=name, names={"en": name}, deposit_ore=ore).id
                for name, ore in DEPOSITS.items()
            }
            told = {
                "slug": slug,
                "name": slug,
                "starts_at": DAY,
                "ends_at": DAY + timedelta(days=3),
                "return_until": DAY + timedelta(days=10),
                "timezone": "UTC",
                "deposits": {self.types[name]: ore for name, ore in DEPOSITS.items()},
                "unseen_policy": UnseenPolicy.PAY,
            }
            self.event_id = create_event(
                session, organisation.id, NewEvent(**(told | event)), DAY - timedelta(days=1)
            ).id
            make_slips(
                session, core.keys, organisation.id, self.event_id, 1, base_url="http://pant.test", now=DAY
            )

    def set_clock(self, told: str) -> None:
        self.now = moment(told)

    def stall(self, name: str = "soup") -> Place:
        return self._place(name, StationKind.STALL)

    def box(self, name: str = "east") -> Place:
        return self._place(name, StationKind.PANT_BOX)

    def desk(self, name: str = "desk") -> Place:
        return self._place(name, StationKind.CASH_DESK)

    def wash(self, name: str = "wash") -> Place:
        return self._place(name, StationKind.WASH)

    def store(self, name: str = "store") -> Place:
        return self._place(name, StationKind.STORE)

    def phone(self, box: str, visit_id: UUID) -> Place:
        """A guest's phone at a box, for one visit."""
        return replace(self.box(box), device_id=None, phone_visit_id=visit_id)

    def phone_visit(self, box: str, *, code: bool = False, phone: str = "") -> UUID:
        """A visit opened by a phone at a printed sign, or with the code of the box's screen."""
        visit_id = new_id()
        with self.core.database.transaction() as session:
            session.add(
                VisitRow(
                    id=visit_id, organisation_id=self.organisation_id, event_id=self.event_id,
                    station_id=self.box(box).station_id, opened_at=self.now, credited_ore=0, paid_ore=0,
                    by_phone=True, code_entry=1 if code else 0, at_sign=not code, phone_hash=phone or str(visit_id),
                )
            )  # fmt: skip
        return visit_id

    def _place(self, name: str, kind: StationKind) -> Place:
        if name not in self._places:
            with self.core.database.transaction() as session:
                event = session.get_one(Event, self.event_id)
                vendor = create_vendor(session, event, name) if kind is StationKind.STALL else None
                station = create_station(session, event, kind, name, vendor=vendor)
                device = pair(session, make_pairing_code(session, station, DAY), name=name, now=DAY).device
                # Heard up to its pairing only would make every double return wait for the stalls' scans.
                if kind is StationKind.STALL:
                    device.sent_everything_until = DAY + timedelta(days=900)
                self._places[name] = Place(self, station.id, device.id, self.organisation_id, self.event_id)
        return self._places[name]

    def make(self, *names: str, kind: str = "cup") -> list[Thing]:
        """Containers by name."""
        with self.core.database.transaction() as session:
            container_type = session.get_one(ContainerType, self.types[kind])
            batch = make_batch(
                session, self.core.keys, container_type, name="test", quantity=len(names), now=DAY
            )
            rows = session.scalars(
                select(Container).where(Container.batch_id == batch.id).order_by(Container.id)
            )
            for name, row in zip(names, rows, strict=True):
                link = Grai(container_type.asset, row.serial).link("https://pant.test")
                self._things[name] = Thing(
                    row.id, row.type_id, link, row.human_code, container_type.deposit_ore
                )
        return [self._things[name] for name in names]

    def make_foreign_type(self, name: str) -> Thing:
        """A container of a type its organisation has and the event does not use."""
        with self.core.database.transaction() as session:
            organisation = session.get_one(Organisation, self.organisation_id)
            made = create_type(session, organisation, slug=name, names={"en": name}, deposit_ore=700)
            self.types[name] = made.id
        return self.make(f"{name}-1", kind=name)[0]

    def thing(self, name: "Thing | str") -> Thing:
        if isinstance(name, Thing):
            return name
        if name not in self._things:
            self.make(name, kind="bowl" if name.startswith("bowl") else "cup")
        return self._things[name]

    def type_code(self, kind: str) -> str:
        """What stands on a crate of one type: a GRAI without a serial."""
        with self.core.database.transaction() as session:
            return Grai(session.get_one(ContainerType, self.types[kind]).asset).link("https://pant.test")

    def scan(self, kind: str, thing: "Thing | str", at: datetime, **more: Any) -> NewScan:
        code = more.pop("code", None) or self.thing(thing).link
        return NewScan(**{"id": new_id(), "kind": Kind(kind), "code": code, "at": at, **more})

    def record(self, *submissions: Submission) -> list[list[Answer]]:
        """Through the door, all in one transaction."""
        return self.core.database.retrying(
            lambda session: record_scans(session.connection(), self.core.keys, submissions, self.now)
        )

    def balances(self) -> dict[tuple[AccountKind, str], int]:
        """What every account of the event holds, without the empty ones."""
        with self.core.database.transaction() as session:
            found = balances(session.connection(), self.event_id)
        return {(key.kind, key.of): amount for key, amount in found.items() if amount}

    def total(self, kind: AccountKind) -> int:
        """The sum of all accounts of one kind."""
        return sum(amount for (of_kind, _), amount in self.balances().items() if of_kind is kind)

    def money_out(self) -> int:
        """What guests were credited in all."""
        return self.total(AccountKind.PAYABLE)

    def trips(self, thing: "Thing | str") -> list[Any]:
        with self.core.database.transaction() as session:
            rows = session.connection().execute(
                select(TRIPS).where(TRIPS.c.container_id == self.thing(thing).id).order_by(TRIPS.c.opened_at)
            )
            return [trip_of(row) for row in rows]

    def standing(self, scan: "Answer | NewScan") -> str:
        """What a scan counts for now."""
        with self.core.database.transaction() as session:
            return str(session.get_one(ScanRow, scan.id).standing)

    def container(self, thing: "Thing | str") -> Container:
        with self.core.database.transaction() as session:
            row = session.get_one(Container, self.thing(thing).id)
            session.expunge(row)
            return row

    def change(self, row: type, key: Any, **values: Any) -> None:
        """Set columns of a row as the office would."""
        with self.core.database.transaction() as session:
            found = session.get_one(row, key)
            for name, value in values.items():
                setattr(found, name, value)

    def count(self, row: type) -> int:
        with self.core.database.transaction() as session:
            return len(session.scalars(select(row)).all())
