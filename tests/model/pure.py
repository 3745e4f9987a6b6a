"""The pure rules driven as the oracle is: facts go in one after another, no database. Times are the oracle's minutes."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pantbox.circulation.bound_counts import BAG, BoundKey, BoundKind, Bounds, half_hour
from pantbox.circulation.claims import ClaimState, Releaser, ReturnClaim, Rung
from pantbox.circulation.earlier_deposits import earlier_trip
from pantbox.circulation.entitlement import Terms
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.history import History, Part
from pantbox.circulation.judge import Rules, after, judge
from pantbox.circulation.scan import Kind, Scan
from pantbox.circulation.settle import seen_uses_of, settle
from pantbox.clock import Boundaries
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.postings import UNDO, Purse, difference, moves
from pantbox.places.stations import StationKind
from tests.model import oracle

DAY = datetime(2024, 10, 1, tzinfo=UTC)
PERIOD_MINUTES = 80
BOUNDARIES = Boundaries(ZoneInfo("UTC"), tuple(time(m // 60, m % 60) for m in range(0, 1440, PERIOD_MINUTES)))
STATIONS = {"s1": 1, "s2": 2, "b1": 3, "b2": 4, "k": 5, "w": 6, "": 7, "s3": 8}
BOXES = (3, 4)
KINDS = {
    "stall": StationKind.STALL,
    "box": StationKind.PANT_BOX,
    "desk": StationKind.CASH_DESK,
    "wash": StationKind.WASH,
    "store": StationKind.STORE,
}
_NAMES = UUID("00000000-0000-0000-0000-00000000cafe")
DEPOSIT_ORE = 500
LOST = (AccountKind.LOSS, UNDO)


@lru_cache(maxsize=100_000)
def moment(minutes: float) -> datetime:
    return DAY + timedelta(minutes=minutes)


@lru_cache(maxsize=100_000)
def period_of(at: datetime) -> datetime:
    return BOUNDARIES.period(at)


@lru_cache(maxsize=100_000)
def uuid_of(name: str) -> UUID:
    """An id that sorts as the oracle's does."""
    return UUID(bytes=name.encode().ljust(16, b"\0")[:16])


@dataclass
class Container:
    scans: list[Scan] = field(default_factory=list)
    decisions: dict[UUID, ReturnClaim] = field(default_factory=dict)
    history: History = field(default_factory=History)


class Pure:
    """Ours, without a database."""

    def __init__(self, rules: oracle.Rules) -> None:
        self.terms = {
            1: Terms(
                pays_unseen=rules.pays_unseen,
                unseen_per_period_max=rules.unseen_base,
                unseen_share_percent=round(rules.unseen_share * 100),
                pictures_per_phone_max=rules.per_phone,
                pictures_per_code_max=rules.per_code,
                pictures_per_box_max=rules.per_box,
                second_payments_max=rules.seconds,
                claims_per_bag_max={} if rules.per_bag is None else dict.fromkeys(BOXES, rules.per_bag),
            )
        }
        self.rules = rules
        self.containers: dict[str, Container] = {}
        self.of: dict[str, str] = {}
        self.facts: dict[str, oracle.Scan] = {}
        self.word: dict[str, float] = {}
        self.used: Counter[BoundKey] = Counter()
        self.purses: dict[UUID, Purse] = {}
        self.booked: Counter[tuple[AccountKind, str]] = Counter()
        self.spent: Counter[UUID] = Counter()
        self.counts: dict[str, int] = {}
        self.full: dict[str, float] = {}

    # -- facts --------------------------------------------------------------------------------------------------------
    def record(self, fact: object, now: float) -> None:
        match fact:
            case oracle.Scan():
                if fact.id not in self.facts:
                    self._scan(fact, now)
            case oracle.Sent():
                self.word[fact.device] = max(fact.until, self.word.get(fact.device, fact.until))
            case oracle.PaidOut():
                purse = self.purses.setdefault(uuid_of(fact.visit), Purse())
                purse.paid_ore = purse.credited_ore
            case oracle.Decision():
                self._decide(fact, now)
            case oracle.Earlier():
                self._earlier(fact.claim, now)
            case oracle.Count():
                self._count(fact.bag, fact.number, now, is_new=True)
            case oracle.Forfeit():
                self._forfeit(fact, now)

    def _scan(self, fact: oracle.Scan, now: float) -> None:
        self.facts[fact.id] = fact
        self.of[fact.id] = fact.container
        word = self.word.get(fact.device, fact.at)
        believed = fact.at >= max(word - self.rules.late, now - self.rules.oldest)
        if fact.phone:
            believed = fact.early <= self.rules.phone_early
        self.word[fact.device] = max(word, fact.at)
        self._judge(fact.container, self._ours(fact, now, believed=believed))
        if fact.bag in self.full:
            self._wash(fact, self.full[fact.bag], now)
        if fact.bag in self.counts and self.status(fact.id).startswith("waits"):
            self._count(fact.bag, self.counts[fact.bag], now, is_new=False)

    def _ours(self, fact: oracle.Scan, now: float, *, believed: bool) -> Scan:
        at = moment(fact.at)
        recorded = moment(now)
        bound = f"code:{fact.visit}:{fact.code}" if fact.code else f"{fact.phone}:{half_hour(recorded)}"
        return Scan(
            id=uuid_of(fact.id), kind=Kind(fact.kind), container_id=1, type_id=1, event_id=1,
            station_id=STATIONS[fact.station], station_kind=KINDS[fact.place], effective_at=at, recorded_at=recorded,
            period=period_of(at), deposit_ore=fact.deposit * DEPOSIT_ORE, pooled=fact.pooled, believed=believed,
            phone=fact.phone, picture_bound=None if fact.typed or not fact.phone else bound,
            visit_id=uuid_of(fact.visit) if fact.visit and fact.place != "stall" else None,
            undoes=uuid_of(fact.undoes) if fact.undoes else None,
        )  # fmt: skip

    def _bounds(self, container: Container) -> Bounds:
        bounds = Bounds()
        for key in list(self.used):
            bounds.known[key] = self.used[key]
        for fact in self.facts.values():
            key = BoundKey(BoundKind.BAG, STATIONS[fact.station], moment(fact.at).isoformat())
            bounds.known[key] = 1 if fact.bag else 0
        for fact in self.facts.values():
            bag = 1 if fact.bag else 0
            key = BoundKey(BoundKind.CLAIMED, STATIONS[fact.station], f"{BAG}{bag}")
            is_new = uuid_of(fact.id) not in {
                scan.id for one in self.containers.values() for scan in one.scans
            }
            is_claim = Kind(fact.kind) in RETURNS and not is_new and self.status(fact.id) != "duplicate"
            bounds.known[key] = bounds.known.get(key, 0) + is_claim
        seen = Counter[BoundKey]()
        for one in self.containers.values():
            seen.update(seen_uses_of(one.scans, one.decisions))
        for station in STATIONS.values():
            for period in {BOUNDARIES.period(moment(fact.at)) for fact in self.facts.values()}:
                key = BoundKey(BoundKind.SEEN, station, period.isoformat())
                bounds.known[key] = seen[key]
        return bounds

    def _judge(self, name: str, *new: Scan) -> None:
        container = self.containers.setdefault(name, Container())
        bounds = self._bounds(container)
        judged = judge(container.scans, container.decisions, new, Rules(self.terms, {}, self.purses), bounds)
        self.used.update(judged.used)
        before = container.history.trips
        if not judged.anything_counts:
            return
        container.scans, container.decisions, container.history = (
            judged.scans,
            judged.decisions,
            judged.history,
        )
        self._book(before, container.history.trips, f"{name} {len(self.facts)} {len(new)}")

    def _book(self, before, after_, brought_by: str) -> None:
        bookings = difference(
            [trip.money for trip in before], [trip.money for trip in after_], self.purses,
            uuid5(_NAMES, f"{brought_by} {sum(self.booked.values())}"), self.spent,
        )  # fmt: skip
        assert len({booking.cause for booking in bookings}) == len(bookings)
        for booking in bookings:
            self.booked[booking.debit.kind, booking.debit.of] -= booking.amount_ore
            self.booked[booking.credit.kind, booking.credit.of] += booking.amount_ore
            self.spent[booking.cause.subject] += booking.amount_ore * (
                (booking.debit.kind, booking.debit.of) == LOST
            ) - booking.amount_ore * ((booking.credit.kind, booking.credit.of) == LOST)

    def _resettle(self, name: str, changed: dict[UUID, ReturnClaim], now: float) -> None:
        container = self.containers[name]
        at = after(container.scans, container.decisions, moment(now))
        bounds = self._bounds(container)
        bounds.added.subtract(seen_uses_of(container.scans, container.decisions))
        history, entitled = settle(container.scans, container.decisions | changed, self.terms, bounds, at)
        self.used.update(entitled.used)
        before = container.history.trips
        container.history, container.decisions = history, history.claims
        self._book(before, history.trips, f"resettle {name} {now}")

    def _decide(self, fact: oracle.Decision, now: float) -> None:
        container = self.containers[fact.container]
        changed = {}
        for name in {*fact.saw, *([fact.pays] if fact.pays else [])}:
            claim = container.decisions[uuid_of(name)]
            if name == fact.pays:
                changed[uuid_of(name)] = replace(claim, released_by=Releaser.PERSON)
            elif claim.state is not ClaimState.PAID:
                changed[uuid_of(name)] = replace(claim, state=ClaimState.REFUSED, rung=Rung.REFUSED)
        self._resettle(fact.container, changed, now)

    def _earlier(self, name: str, now: float) -> None:
        container = self.containers[self.of[name]]
        back = next(scan for scan in container.scans if scan.id == uuid_of(name))
        if trip := earlier_trip(back, container.history):
            at = after(container.scans, container.decisions, moment(now))
            claim = ReturnClaim(
                ClaimState.PAID,
                Rung.EARLIER,
                paid_ore=trip.deposit_ore,
                paid_at=at,
                decided_at=at,
                paid_with=back.id,
            )
            self._resettle(self.of[name], {trip.id: claim}, now)

    def _count(self, bag: str, number: int, now: float, *, is_new: bool) -> None:
        self.counts[bag] = number
        claims = [f for f in self.facts.values() if f.bag == bag and Kind(f.kind) in RETURNS]
        room = number - sum(self.status(f.id) == "paid" for f in claims)
        for fact in claims:
            container = self.containers[fact.container]
            use = container.history.uses.get(uuid_of(fact.id), ())
            same_bag = [self.facts[self._name(r.id)] for r in use if self.status(self._name(r.id)) == "paid"]
            if (
                room > 0
                and self.status(fact.id).startswith("waits")
                and not any(f.bag == bag for f in same_bag)
            ):
                claim = container.decisions[uuid_of(fact.id)]
                self._resettle(
                    fact.container, {uuid_of(fact.id): replace(claim, released_by=Releaser.BAG)}, now
                )
                if self.status(fact.id) == "paid":
                    room -= 1
                else:
                    again = replace(container.decisions[uuid_of(fact.id)], released_by=None)
                    self._resettle(fact.container, {uuid_of(fact.id): again}, now)
        claimed = {f.container for f in claims if self.status(f.id) != "undone"}
        if is_new and number >= self.rules.full * len(claimed):
            self.full.setdefault(bag, now)
            for fact in claims:
                self._wash(fact, self.full[bag], now)

    def _wash(self, fact: oracle.Scan, full: float, now: float) -> None:
        if Kind(fact.kind) not in RETURNS or full <= fact.at:
            return
        id_ = UUID(bytes=(f"~{fact.id}").encode().ljust(16, b"\0")[:16])
        if any(s.id == id_ for s in self.containers[fact.container].scans):
            return
        scan = replace(
            self._ours(fact, now, believed=True), id=id_, kind=Kind.COUNT, effective_at=moment(full),
            period=period_of(moment(full)), station_id=7, station_kind=StationKind.STORE, phone=None,
            visit_id=None, counts_claim=uuid_of(fact.id),
        )  # fmt: skip
        self._judge(fact.container, scan)

    def _forfeit(self, fact: oracle.Forfeit, now: float) -> None:
        waiting = {
            name: {
                one: replace(claim, state=ClaimState.REFUSED, rung=Rung.REFUSED)
                for one, claim in container.decisions.items()
                if claim.state is ClaimState.WAITING
            }
            for name, container in self.containers.items()
        }
        for name, changed in waiting.items():
            self._resettle(name, changed, now)
        for name, container in list(self.containers.items()):
            open_trips = [trip for trip in container.history.trips if trip.end is None]
            for trip in open_trips:
                write_off = oracle.Scan(f"-{self._name(trip.id)}", "write_off", name, fact.at, "", "store")
                self._scan(write_off, now)
            self._resettle(name, {}, now)

    # -- what came of them --------------------------------------------------------------------------------------------
    def _name(self, one: UUID) -> str:
        return one.bytes.rstrip(b"\0").decode()

    def status(self, name: str) -> str:
        container = self.containers[self.of[name]]
        claim = container.decisions.get(uuid_of(name))
        if container.history.parts.get(uuid_of(name)) is Part.UNDONE:
            return "undone"
        return status_of(claim) if claim else ""

    def statuses(self) -> dict[str, str]:
        return {name: self.status(name) for name, f in self.facts.items() if Kind(f.kind) in RETURNS}

    def states(self) -> dict[str, str]:
        return {name: str(c.history.state.value) for name, c in self.containers.items()}

    def servings(self) -> dict[str, list[str]]:
        trips = [trip for container in self.containers.values() for trip in container.history.trips]
        return {self._name(t.id): [self._name(one.scan_id) for one in t.refills] for t in trips if t.refills}

    def balances(self) -> dict[str, int]:
        return named_balances(self.booked)

    def demanded(self) -> dict[str, int]:
        """The balances that the trips as they are demand."""
        sums: Counter = Counter()
        for container in self.containers.values():
            for trip in container.history.trips:
                for move in moves(trip.money):
                    sums[move.debit.kind, move.debit.of] -= move.amount_ore
                    sums[move.credit.kind, move.credit.of] += move.amount_ore
        return named_balances(sums)


NAMES = {str(number): name for name, number in STATIONS.items()}


def named_balances(sums) -> dict[str, int]:
    """As the oracle names accounts, in deposits."""
    named: Counter[str] = Counter()
    for (kind, of), ore in sums.items():
        if kind is AccountKind.UNCLAIMED:
            how = of.partition(":")[2]
            name = f"UNC {'lost' if how == 'written_off' else how}"
        elif kind is AccountKind.POOL:
            name = "POOL"
        elif kind is AccountKind.LOSS:
            name = f"LOSS {of}"
        else:
            name = f"{kind.value} {NAMES.get(of, of)}"
        named[name] += ore
    return {name: ore // DEPOSIT_ORE for name, ore in named.items() if ore}


def status_of(claim: ReturnClaim) -> str:
    """As the oracle says it."""
    if claim.state in (ClaimState.UNPAID, ClaimState.WAITING):
        return STATUSES.get(claim.rung, f"odd: {claim.rung}")
    return claim.state.value


STATUSES = {
    Rung.DUPLICATE: "duplicate",
    Rung.ALREADY_PAID: "already_returned",
    Rung.UNDONE: "undone",
    Rung.OLD: "waits: awaiting_scan",
    Rung.NO_ISSUE: "waits: picture",
    Rung.PICTURE_BOUND: "waits: bound",
    Rung.POLICY: "waits: desk",
    Rung.UNSEEN_AGAIN: "waits: desk",
    Rung.UNSEEN_BOUND: "waits: desk",
    Rung.SAME_QUESTION: "waits: same question",
    Rung.SAME_BOX: "waits: same box",
    Rung.SECOND_AT_DESK: "waits: desk",
    Rung.SECOND_BOUND: "waits: contested",
    Rung.BEYOND_CAPACITY: "waits: capacity",
}
