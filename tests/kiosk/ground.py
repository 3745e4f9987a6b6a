"""A festival that runs now: five types, stalls, boxes on a meadow, a desk, slips; and what people do there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update

from pantbox.circulation.door import Answer, Authority, NewScan, Submission
from pantbox.circulation.holds import release, waiting
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.scan import Kind
from pantbox.clock import new_id
from pantbox.containers.making import Printed, create_type, labels_of, make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.labels.documents import Slip
from pantbox.places.events import Event, Rail
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor, vendor_link
from pantbox.places.stations import Station, StationKind, StationState
from pantbox.refunds.bearers import make_slips, redeem
from pantbox.refunds.refund import Part, Payer, pay_out
from pantbox.refunds.visits import RefundView, VisitView, claim_of, visit_view

TYPES = (
    ("small-cup", "Lille kop", "Small cup", "Kleiner Becher", 500),
    ("medium-cup", "Mellem kop", "Medium cup", "Mittlerer Becher", 500),
    ("mug", "Krus", "Mug", "Krug", 1_000),
    ("bowl", "Skål", "Bowl", "Schale", 1_500),
    ("tray", "Bakke", "Tray", "Tablett", 2_050),
)
SCREEN, SIGN, FULL, BROKEN = "Springvandet", "Den store eng", "Hovedscenen", "Rosenhaven"
BOXES = {
    SCREEN: (True, 57.0381, 9.9118),
    SIGN: (False, 57.0389, 9.9131),
    FULL: (True, 57.0376, 9.9142),
    BROKEN: (True, 57.0393, 9.9109),
    "Amfiteatret": (True, 57.0372, 9.9125),
}
CAUSES = ({"key": "meadow", "name": "Engens bier"}, {"key": "kitchen", "name": "Byens varmestue"})


@dataclass
class Ground:
    """The festival, and what people do at it. Each thing in a transaction of its own."""

    core: Core
    organisation_id: int = 0
    event_id: int = 0
    stations: dict[str, int] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    stock: dict[str, list[Printed]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    vendor_link: str = ""

    def take(self, slug: str = "bowl") -> Printed:
        """A container off the shelf."""
        return self.stock[slug].pop()

    def issue(self, *containers: Printed, at: str = "Suppe") -> None:
        self.scan("issue", containers, at)

    def hand_out(self, slug: str = "bowl", at: str = "Suppe") -> Printed:
        container = self.take(slug)
        self.issue(container, at=at)
        return container

    def release_all(self) -> None:
        """A desk lets everything be paid that waits."""
        now = self.core.clock()
        with self.core.database.transaction(self.organisation_id) as session:
            scan_ids = [one.scan_id for one in waiting(session, self.event_id)]
            release(session, self.organisation_id, scan_ids, by="desk", now=now)

    def scan(
        self, kind: str, containers: Iterable[Printed], at: str, visit_id: UUID | None = None
    ) -> list[Answer]:
        now = self.core.clock()
        scans = tuple(
            NewScan(id=new_id(), kind=Kind(kind), code=one.link, at=now, visit_id=visit_id)
            for one in containers
        )
        authority = Authority(self.organisation_id, self.event_id, self.stations[at])
        with self.core.database.connection() as connection:
            return record_scans(connection, self.core.keys, [Submission(authority, scans)], now)[0]

    def visit(self, *slugs: str, at: str = SCREEN) -> UUID:
        """Containers handed out and brought back: the visit of whoever did."""
        visit_id = new_id()
        self.scan("return", [self.hand_out(slug) for slug in slugs], at, visit_id)
        return visit_id

    def claim(self, visit_id: UUID) -> str:
        return claim_of(self.core.keys, visit_id)

    def pay(self, visit_id: UUID, *parts: Part, at: str | None = None) -> list[RefundView]:
        with self.core.database.transaction(self.organisation_id) as session:
            return pay_out(
                session, self.core.keys, visit_id=visit_id, claim=self.claim(visit_id), parts=parts,
                idempotency_key=uuid4().hex, payer=Payer(self.stations[at] if at else None), now=self.core.clock(),
            )  # fmt: skip

    def voucher(self, *slugs: str) -> str:
        """The code of a voucher for containers handed out and brought back."""
        visit_id = self.visit(*slugs)
        [refund] = self.pay(visit_id, Part(Rail.VOUCHER, self.view(visit_id).left_ore))
        return refund.code or ""

    def redeem(self, code: str, amount_ore: int | None = None, at: str = "Suppe") -> None:
        with self.core.database.transaction(self.organisation_id) as session:
            redeem(
                session, self.core.keys, code, station_id=self.stations[at], amount_ore=amount_ore,
                idempotency_key=uuid4().hex, now=self.core.clock(),
            )  # fmt: skip

    def view(self, visit_id: UUID) -> VisitView:
        with self.core.database.reading() as session:
            return visit_view(session, self.core.keys, visit_id)

    def set_fill(self, box: str, percent: int) -> None:
        self._change(box, fill_percent=percent)

    def set_state(self, box: str, state: StationState) -> None:
        self._change(box, state=state)

    def end(self) -> None:
        """The event's books are closed."""
        with self.core.database.transaction() as session:
            session.execute(
                update(Event).where(Event.id == self.event_id).values(closed_at=self.core.clock())
            )

    def begin_another(self, slug: str, name: str) -> None:
        """A second event of the same organisation, a day later, with the same prices. It has no box."""
        now = self.core.clock()
        with self.core.database.transaction() as session:
            deposits = {one.id: one.deposit_ore for one in session.scalars(select(ContainerType))}
            create_event(
                session, self.organisation_id, NewEvent(slug, name, now - timedelta(days=1), deposits), now
            )

    def _change(self, box: str, **values: object) -> None:
        with self.core.database.transaction() as session:
            session.execute(update(Station).where(Station.id == self.stations[box]).values(**values))


def prepare(core: Core, *, pieces: int = 8) -> Ground:
    """The festival, with so many of each type in stock. Two of its boxes take nothing."""
    ground = Ground(core)
    now = core.clock()
    with core.database.transaction() as session:
        organisation = create_organisation(
            session, slug="aalborg", name="Aalborg Genbrug", company_prefix="9520000"
        )
        ground.organisation_id = organisation.id
        types = {
            slug: create_type(
                session, organisation, slug=slug, names={"da": danish, "en": english, "de": german},
                deposit_ore=ore, picture=slug,
            )
            for slug, danish, english, german, ore in TYPES
        }  # fmt: skip
        event = create_event(
            session, organisation.id, _event(now, {one.id: one.deposit_ore for one in types.values()}), now
        )
        ground.event_id = event.id
        vendor = create_vendor(session, event, "Suppekøkkenet")
        ground.vendor_link = vendor_link(core.keys, vendor)
        made = [
            create_station(session, event, StationKind.STALL, "Suppe", vendor=vendor),
            create_station(session, event, StationKind.STALL, "Grill", vendor=create_vendor(session, event, "Grillen")),
            create_station(session, event, StationKind.CASH_DESK, "Pantkassen ved indgangen"),
            *(
                create_station(session, event, StationKind.PANT_BOX, name, has_screen=screen, latitude=north, longitude=east)
                for name, (screen, north, east) in BOXES.items()
            ),
        ]  # fmt: skip
        ground.stations = {station.name: station.id for station in made}
        ground.signs = {station.name: station.sign for station in made}
        base_url = core.settings.base_url
        for slug, one in types.items():
            batch = make_batch(session, core.keys, one, name=slug, quantity=pieces, now=now)
            ground.stock[slug] = list(labels_of(session, batch.id, base_url))
        ground.slips = make_slips(
            session, core.keys, organisation.id, event.id, 5, base_url=base_url, now=now
        )
    ground.set_fill(FULL, 97)
    ground.set_fill("Amfiteatret", 85)
    ground.set_state(BROKEN, StationState.OUT_OF_ORDER)
    return ground


def _event(now: datetime, deposits: dict[int, int]) -> NewEvent:
    return NewEvent(
        "kildeparken",
        "Kildeparken",
        now - timedelta(days=2),
        deposits,
        ends_at=now + timedelta(days=2),
        return_until=now + timedelta(days=9),
        causes=CAUSES,
    )
