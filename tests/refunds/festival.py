"""A small festival whose money is tried: two stalls, a box with a screen, a printed sign, a desk, a wash."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.audit import bookings, payments
from pantbox.audit.finding import Finding
from pantbox.circulation.door import Answer, Authority, NewScan, Submission
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.containers.making import create_type, labels_of, make_batch
from pantbox.core import Core
from pantbox.keys import hashed
from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.ledger.balances import balances
from pantbox.places.events import Rail
from pantbox.places.people import create_organisation
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import Station, StationKind
from pantbox.refunds.bearers import Redeemed, look_up, make_slips, redeem
from pantbox.refunds.claims import claim_of
from pantbox.refunds.phones import PhoneVisit, open_phone_visit
from pantbox.refunds.refund import Part, Payer, pay_out
from pantbox.refunds.views import RefundView, VisitView, visit_view

NOW = datetime(2026, 8, 1, 18, tzinfo=UTC)
BASE_URL = "http://pant.example"
CUP_ORE = 500
PHONE = "a-random-id-the-browser-keeps"
STATIONS = {
    "soup": (StationKind.STALL, True),
    "grill": (StationKind.STALL, True),
    "east": (StationKind.PANT_BOX, True),
    "sign": (StationKind.PANT_BOX, False),
    "far sign": (StationKind.PANT_BOX, False),
    "desk": (StationKind.CASH_DESK, True),
    "wash": (StationKind.WASH, True),
}
T = TypeVar("T")
_NUMBERS = itertools.count(1)


@dataclass
class Festival:
    """Does what people do, each thing in a transaction of its own."""

    core: Core
    organisation_id: int = 0
    event_id: int = 0
    type_id: int = 0
    stations: dict[str, int] = field(default_factory=dict)
    stock: list[str] = field(default_factory=list)
    now: datetime = NOW
    has_a_roll: bool = False

    def doing(self, work: Callable[[Session], T]) -> T:
        return self.core.database.retrying(work, self.organisation_id)

    def scan(self, kind: str, codes: Sequence[str], where: str, **more: Any) -> list[Answer]:
        phone = more.pop("phone_visit_id", None)
        authority = Authority(self.organisation_id, self.event_id, self.stations[where], phone_visit_id=phone)
        told = {"at": self.now} | more
        scans = tuple(NewScan(id=new_id(), kind=Kind(kind), code=code, **told) for code in codes)
        submission = Submission(authority, scans)
        return self.doing(lambda s: record_scans(s.connection(), self.core.keys, [submission], self.now))[0]

    def hand_out(self, n: int = 1, where: str = "soup") -> list[str]:
        """So many cups handed out: their codes."""
        codes, self.stock = self.stock[:n], self.stock[n:]
        self.scan("issue", codes, where)
        self.later(minutes=1)
        return codes

    def visit(self, cups: int = 1, where: str = "east", visit_id: UUID | None = None) -> UUID:
        """A visit with so many cups handed back in it."""
        visit_id = visit_id or new_id()
        self.scan("return", self.hand_out(cups), where, visit_id=visit_id)
        return visit_id

    def later(self, **time: int) -> None:
        self.now += timedelta(**time)

    def pay(
        self, visit_id: UUID, *parts: Part, key: str = "", where: str | None = None, claim: str = ""
    ) -> list[RefundView]:
        keys = self.core.keys
        return self.doing(
            lambda s: pay_out(
                s,
                keys,
                visit_id=visit_id,
                claim=claim or claim_of(keys, visit_id),
                parts=parts,
                idempotency_key=key or uuid4().hex,
                payer=Payer(self.stations[where] if where else None),
                now=self.now,
            )
        )

    def voucher(self, cups: int = 1) -> str:
        """The code of a voucher worth so many cups."""
        [refund] = self.pay(self.visit(cups), Part(Rail.VOUCHER, cups * CUP_ORE))
        return refund.code or ""

    def slips(self, n: int = 1) -> list[str]:
        """The codes of so many empty slips."""
        made = self.doing(
            lambda s: make_slips(
                s, self.core.keys, self.organisation_id, self.event_id, n, base_url=BASE_URL, now=self.now
            )
        )
        return [slip.code for slip in made]

    def redeem(
        self, code: str, where: str = "grill", amount_ore: int | None = None, key: str = ""
    ) -> Redeemed:
        return self.doing(
            lambda s: redeem(
                s,
                self.core.keys,
                code,
                station_id=self.stations[where],
                amount_ore=amount_ore,
                idempotency_key=key or uuid4().hex,
                now=self.now,
            )
        )

    def phone_at(
        self, where: str, *, phone: str = PHONE, code: str | None = None, again: UUID | None = None
    ) -> PhoneVisit:
        """A phone that scanned the sign of a box, and perhaps typed the code on its screen. The box has its roll of slips."""
        keys = self.core.keys
        self.has_a_roll = self.has_a_roll or bool(self.slips())

        def opened(session: Session) -> PhoneVisit:
            box = session.get_one(Station, self.stations[where])
            return open_phone_visit(session, keys, box, phone=phone, box_code=code, now=self.now, again=again)

        return self.doing(opened)

    def phone_scans(self, visit: PhoneVisit, codes: Sequence[str], where: str) -> list[str]:
        """What a phone is told of containers it scans: a verdict for each."""
        return [one.verdict.value for one in self.scan("return", codes, where, phone_visit_id=visit.id)]

    def visit_of(self, token: str) -> dict[str, Any] | None:
        """The columns of the visit a phone's token is for."""

        def found(session: Session) -> dict[str, Any] | None:
            good = (VisitRow.token_hash == hashed(token), VisitRow.token_expires_at > self.now)
            row = session.scalars(select(VisitRow).where(*good)).one_or_none()
            return (
                {column.name: getattr(row, column.name) for column in VisitRow.__table__.c} if row else None
            )

        return self.doing(found)

    def left_on(self, code: str) -> int:
        return self.doing(lambda s: look_up(s, self.core.keys, code).left_ore)

    def view(self, visit_id: UUID) -> VisitView:
        return self.doing(lambda s: visit_view(s, self.core.keys, visit_id))

    def account(self, kind: AccountKind, of: str = "") -> int:
        told = self.stations.get(of, of)
        return self.books().get(AccountKey(self.event_id, kind, str(told)), 0)

    def books(self) -> dict[AccountKey, int]:
        return self.doing(lambda s: balances(s.connection(), self.event_id))

    def findings(self) -> list[Finding]:
        """What the audit says of this festival's refunds."""

        def work(session: Session) -> list[Finding]:
            connection = session.connection()
            return [
                *payments.findings(connection, self.event_id),
                *bookings.findings(connection, self.event_id),
            ]

        return self.doing(work)

    def check(self) -> None:
        """What must hold of the money at every moment."""
        assert sum(self.books().values()) == 0
        assert [finding for finding in self.findings() if not finding.ok] == []


def make_other_organisation(core: Core) -> int:
    """Somebody else, who has no business with a festival's money."""
    number = next(_NUMBERS)
    with core.database.transaction() as session:
        return create_organisation(
            session, slug=f"other-{uuid4().hex[:12]}", name="Other", company_prefix=f"952{number:05}"
        ).id


def make_festival(core: Core, *, cups: int = 30, deposit_ore: int = CUP_ORE, **rules: Any) -> Festival:
    """A festival that has begun, with cups in stock. `rules` go into its event."""
    with core.database.transaction() as session:
        name, number = f"festival-{uuid4().hex[:12]}", next(_NUMBERS)
        organisation = create_organisation(session, slug=name, name=name, company_prefix=f"952{number:05}")
        cup = create_type(session, organisation, slug="cup", names={"da": "Kop"}, deposit_ore=deposit_ore)
        new = NewEvent(
            name,
            name,
            NOW - timedelta(days=1),
            {cup.id: deposit_ore},
            ends_at=NOW + timedelta(days=4),
            causes=({"key": "forest", "name": "Skov"}, {"key": "sea", "name": "Hav"}),
            **rules,
        )
        event = create_event(session, organisation.id, new, NOW - timedelta(days=1))
        festival = Festival(core, organisation.id, event.id, cup.id)
        for place, (kind, has_screen) in STATIONS.items():
            vendor = create_vendor(session, event, place) if kind is StationKind.STALL else None
            station = create_station(session, event, kind, place, vendor=vendor, has_screen=has_screen)
            festival.stations[place] = station.id
        batch = make_batch(session, core.keys, cup, name="cups", quantity=cups, now=NOW)
        festival.stock = [label.link for label in labels_of(session, batch.id, BASE_URL)]
    return festival


def fill(festival: Festival, where: str, percent: int) -> None:
    """Say how full a box is."""

    def work(session: Session) -> None:
        session.get_one(Station, festival.stations[where]).fill_percent = percent

    festival.doing(work)
