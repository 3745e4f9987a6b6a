"""The door and a database driven as the oracle is. Each world has an event, stations and devices of its own."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import select, update

from pantbox.circulation.bag_counts import settle_bags
from pantbox.circulation.claims import ClaimState
from pantbox.circulation.door import Authority, NewScan, Submission
from pantbox.circulation.earlier_deposits import pay_earlier_deposit
from pantbox.circulation.entitlement import CAPACITIES_PER_BAG
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.holds import refuse, release
from pantbox.circulation.known import windows
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS
from pantbox.circulation.scan import Kind
from pantbox.circulation.settle import history_of
from pantbox.circulation.tables import VisitRow
from pantbox.containers.containers import Container
from pantbox.containers.grai import Grai
from pantbox.containers.making import create_type, make_batch
from pantbox.core import Core
from pantbox.errors import Conflict
from pantbox.ledger.balances import balances
from pantbox.places.devices import Device
from pantbox.places.events import Event, UnseenPolicy
from pantbox.places.pairing import make_pairing_code, pair
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import StationKind
from pantbox.refunds.bearers import make_slips
from tests.model import oracle
from tests.model.pure import DEPOSIT_ORE, PERIOD_MINUTES, named_balances, status_of

FIRST_DAY = datetime(2024, 10, 1, tzinfo=UTC)
PLACES = {
    ("s1", "stall"): StationKind.STALL,
    ("s2", "stall"): StationKind.STALL,
    ("b1", "box"): StationKind.PANT_BOX,
    ("b2", "box"): StationKind.PANT_BOX,
    ("k", "desk"): StationKind.CASH_DESK,
    ("w", "wash"): StationKind.WASH,
    ("w", "store"): StationKind.STORE,
}
WORLDS = count(1)


@dataclass
class Place:
    station_id: int
    device_id: int


class Ground:
    """One organisation with many containers, for many worlds."""

    def __init__(self, core: Core, containers: int, *, number: int = 0) -> None:
        self.core = core
        with core.database.transaction() as session:
            organisation = create_organisation(
                session, slug=f"model-{number}", name="Model", company_prefix=f"95{number:05}"
            )
            self.organisation_id = organisation.id
            kind = create_type(
                session, organisation, slug="cup", names={"en": "cup"}, deposit_ore=DEPOSIT_ORE
            )
            self.type_id, self.asset = kind.id, kind.asset
            batch = make_batch(session, core.keys, kind, name="all", quantity=containers, now=FIRST_DAY)
            rows = session.execute(
                select(Container.id, Container.serial, Container.human_code).where(
                    Container.batch_id == batch.id
                )
            )
            self.free = [
                (row.id, Grai(kind.asset, row.serial).link("https://p.test"), row.human_code) for row in rows
            ]


class Recorded:
    """Ours, through `record_scans`."""

    def __init__(self, ground: Ground, rules: oracle.Rules, *, bags: bool) -> None:
        self.ground, self.rules, self.core = ground, rules, ground.core
        self.number = next(WORLDS)
        self.facts: dict[str, oracle.Scan] = {}
        self.containers: dict[str, tuple[int, str, str]] = {}
        self.visits: set[str] = set()
        self.names: dict[str, str] = {}
        times = [f"{m // 60:02}:{m % 60:02}" for m in range(0, 1440, PERIOD_MINUTES)]
        with self.core.database.transaction() as session:
            event = create_event(
                session, ground.organisation_id,
                NewEvent(
                    slug=f"world-{self.number}", name="World", starts_at=FIRST_DAY, ends_at=FIRST_DAY + timedelta(days=3),
                    return_until=FIRST_DAY + timedelta(days=10), timezone="UTC", turnaround_times=times,
                    deposits={ground.type_id: DEPOSIT_ORE},
                    unseen_policy=UnseenPolicy.PAY if rules.pays_unseen else UnseenPolicy.HOLD,
                    unseen_per_period_max=rules.unseen_base, unseen_share_percent=round(rules.unseen_share * 100),
                    phone_per_half_hour_max=rules.per_phone, phone_per_code_max=rules.per_code,
                    phones_per_box_max=rules.per_box, second_payments_max=rules.seconds,
                ),
                FIRST_DAY,
            )  # fmt: skip
            self.event_id = event.id
            make_slips(
                session,
                self.core.keys,
                ground.organisation_id,
                event.id,
                1,
                base_url="http://p.test",
                now=FIRST_DAY,
            )
            self.places = {}
            for (name, place), kind in PLACES.items():
                vendor = create_vendor(session, event, name) if kind is StationKind.STALL else None
                station = create_station(session, event, kind, f"{name} {place}", vendor=vendor)
                device = pair(
                    session, make_pairing_code(session, station, FIRST_DAY), name=name, now=FIRST_DAY
                ).device
                if kind is StationKind.PANT_BOX and rules.per_bag:
                    station.capacity = rules.per_bag // CAPACITIES_PER_BAG
                self.places[name, place] = Place(station.id, device.id)
                self.names[str(station.id)] = name
        if bags:
            for name in ("b1", "b2"):
                box = Authority(ground.organisation_id, self.event_id, self.places[name, "box"].station_id)
                hung = NewScan(
                    self._uuid(f"+{name}"), Kind.EMPTY, "", self._moment(-10), told="accepted", bag=f"0{name}"
                )
                taken = NewScan(
                    self._uuid(f"-{name}"), Kind.EMPTY, "", self._moment(199), told="accepted", bag=f"g{name}"
                )
                self._record(box, hung, 0)
                self._record(box, taken, 199)

    # -- facts --------------------------------------------------------------------------------------------------------
    def record(self, fact: object, now: float) -> None:
        match fact:
            case oracle.Scan():
                self._scan(fact, now)
            case oracle.Sent():
                self._sent(fact)
            case oracle.PaidOut():
                with self.core.database.transaction() as session:
                    session.execute(
                        update(VisitRow)
                        .where(VisitRow.id == self._uuid(fact.visit))
                        .values(paid_ore=VisitRow.credited_ore)
                    )
            case oracle.Decision():
                self._decide(fact, now)
            case oracle.Earlier():
                self._earlier(fact, now)
            case oracle.Count():
                code = f"(8003)0{self.ground.asset}"
                scan = NewScan(
                    self._uuid(f"c{now}{fact.number}"),
                    Kind.COUNT,
                    code,
                    self._moment(now),
                    quantity=fact.number,
                    bag=fact.bag,
                )
                self._send(("w", "wash"), scan, now)
                self._settle_bags(now)
            case oracle.Forfeit():
                self._forfeit(fact, now)

    def _scan(self, fact: oracle.Scan, now: float) -> None:
        self.facts[fact.id] = fact
        if fact.container not in self.containers:
            self.containers[fact.container] = self.ground.free.pop()
        _, link, human_code = self.containers[fact.container]
        visit = self._uuid(fact.visit) if fact.visit else None
        if fact.phone and fact.visit not in self.visits:
            self._open(fact, now)
        place = self.places[fact.station, fact.place]
        wrong = timedelta(
            minutes=len(self.facts) * 37 % 240 - 120
        )  # how wrong this device's clock is, as it knows
        scan = NewScan(
            self._uuid(fact.id), Kind(fact.kind), human_code if fact.typed else link, self._moment(fact.at) + wrong,
            clock_offset=-wrong, told="accepted",
            visit_id=None if fact.phone or fact.place == "stall" else visit, undoes=self._uuid(fact.undoes) if fact.undoes else None,
        )  # fmt: skip
        authority = Authority(
            self.ground.organisation_id, self.event_id, place.station_id, None if fact.phone else place.device_id,
            phone_visit_id=visit if fact.phone else None,
        )  # fmt: skip
        self._record(authority, scan, now)
        if fact.bag:
            self._settle_bags(now)

    def _open(self, fact: oracle.Scan, now: float) -> None:
        self.visits.add(fact.visit)
        with self.core.database.transaction() as session:
            session.add(
                VisitRow(
                    id=self._uuid(fact.visit), organisation_id=self.ground.organisation_id, event_id=self.event_id,
                    station_id=self.places[fact.station, "box"].station_id, opened_at=self._moment(fact.at), credited_ore=0,
                    paid_ore=0, by_phone=True, phone_hash=f"{self.number} {fact.phone}", code_entry=1 if fact.code else 0,
                    at_sign=not fact.code,
                )
            )  # fmt: skip

    def _send(self, where: tuple[str, str], scan: NewScan, now: float) -> None:
        place = self.places[where]
        self._record(
            Authority(self.ground.organisation_id, self.event_id, place.station_id, place.device_id),
            scan,
            now,
        )

    def _record(self, authority: Authority, scan: NewScan, now: float) -> None:
        self.core.database.retrying(
            lambda session: record_scans(
                session.connection(), self.core.keys, [Submission(authority, (scan,))], self._moment(now)
            ),
            self.ground.organisation_id,
        )

    def _sent(self, fact: oracle.Sent) -> None:
        place = {"b1": "box", "b2": "box", "k": "desk", "s1": "stall", "s2": "stall"}[fact.device]
        with self.core.database.transaction() as session:
            device = session.get_one(Device, self.places[fact.device, place].device_id)
            before = device.sent_everything_until
            until = self._moment(fact.until)
            device.sent_everything_until = until if before is None else max(before, until)

    def _decide(self, fact: oracle.Decision, now: float) -> None:
        with self.core.database.transaction() as session:
            if fact.pays:
                release(
                    session,
                    self.ground.organisation_id,
                    [self._uuid(fact.pays)],
                    by="k",
                    now=self._moment(now),
                )
            others = [self._uuid(one) for one in fact.saw if one != fact.pays]
            if others:
                refuse(session, self.ground.organisation_id, others, by="k", now=self._moment(now))

    def _earlier(self, fact: oracle.Earlier, now: float) -> None:
        desk = self.places["k", "desk"].station_id
        with suppress(Conflict), self.core.database.transaction() as session:
            pay_earlier_deposit(
                session,
                self.ground.organisation_id,
                desk,
                self._uuid(fact.claim),
                by="k",
                now=self._moment(now),
            )

    def _settle_bags(self, now: float) -> None:
        with self.core.database.transaction() as session:
            settle_bags(session, self.core.keys, session.get_one(Event, self.event_id), self._moment(now))

    def _forfeit(self, fact: oracle.Forfeit, now: float) -> None:
        with self.core.database.transaction() as session:
            waiting = session.scalars(
                select(CLAIMS.c.id).where(
                    CLAIMS.c.event_id == self.event_id, CLAIMS.c.state == ClaimState.WAITING
                )
            ).all()
            refuse(session, self.ground.organisation_id, waiting, by="poster", now=self._moment(now))
            out = session.scalars(
                select(TRIPS.c.container_id).where(
                    TRIPS.c.event_id == self.event_id, TRIPS.c.end_how.is_(None)
                )
            ).all()
        for name, (container_id, link, _) in self.containers.items():
            if container_id in out:
                scan = NewScan(
                    self._uuid(f"/{name}{now}"), Kind.WRITE_OFF, link, self._moment(fact.at), told="accepted"
                )
                self._send(("w", "store"), scan, now)

    # -- what came of them --------------------------------------------------------------------------------------------
    def statuses(self) -> dict[str, str]:
        histories = self._histories()
        found = {}
        for name, fact in self.facts.items():
            if Kind(fact.kind) in RETURNS:
                history = histories[self.containers[fact.container][0]]
                claim = history.claims.get(self._uuid(name))
                undone = history.parts.get(self._uuid(name)) == "undone"
                found[name] = "undone" if undone else status_of(claim) if claim else ""
        return found

    def servings(self) -> dict[str, list[str]]:
        trips = [trip for window in self._windows().values() for trip in window.trips]
        return {self._name(t.id): [self._name(one.scan_id) for one in t.refills] for t in trips if t.refills}

    def _histories(self):
        return {one: history_of(window.scans, window.decisions) for one, window in self._windows().items()}

    def _windows(self):
        ids = {container_id for container_id, _, _ in self.containers.values()}
        with self.core.database.reading() as session:
            return windows(session.connection(), dict.fromkeys(ids, FIRST_DAY - timedelta(days=99)))

    def standings(self) -> dict[str, str]:
        with self.core.database.reading() as session:
            rows = session.execute(
                select(SCANS.c.id, SCANS.c.standing).where(SCANS.c.event_id == self.event_id)
            )
            return {self._name(row.id): row.standing for row in rows}

    def states(self) -> dict[str, str]:
        with self.core.database.reading() as session:
            return {
                name: str(session.get_one(Container, container_id).state)
                for name, (container_id, _, _) in self.containers.items()
            }

    def balances(self) -> dict[str, int]:
        with self.core.database.reading() as session:
            found = balances(session.connection(), self.event_id)
        named: Counter[str] = Counter()
        for key, ore in found.items():
            named.update(
                named_balances(
                    {
                        (
                            key.kind,
                            self.names.get(key.of.partition(":")[0], "") + key.of.lstrip("0123456789")
                            if key.of[:1].isdigit()
                            else key.of,
                        ): ore
                    }
                )
            )
        return {name: n for name, n in named.items() if n}

    def _moment(self, minutes: float) -> datetime:
        return FIRST_DAY + timedelta(minutes=minutes)

    def _uuid(self, name: str) -> UUID:
        return UUID(bytes=self.number.to_bytes(4, "big") + name.encode().ljust(12, b"\0")[:12])

    def _name(self, one: UUID) -> str:
        return one.bytes[4:].rstrip(b"\0").decode(errors="replace")
