"""The festival's door through the running API: a fresh SQLite database, devices, phones and programs asking as they do."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask

from pantbox.circulation.history import History, Part
from pantbox.circulation.known import windows
from pantbox.circulation.settle import history_of
from pantbox.circulation.tables import VisitRow
from pantbox.clock import new_id
from pantbox.core import Core
from pantbox.db import upgrade
from pantbox.ledger.balances import balances
from pantbox.places.devices import Device
from pantbox.places.events import UnseenPolicy
from pantbox.places.pairing import make_pairing_code, pair
from pantbox.places.setup import NewEvent, create_event, create_station, create_vendor
from pantbox.places.stations import StationKind
from pantbox.refunds.bearers import make_slips
from pantbox.refunds.box_codes import changing_code
from pantbox.refunds.claims import claim_of
from tests.gain import only_api
from tests.gain.bounds import CAPACITY, RULES
from tests.gain.door import Outcome
from tests.gain.festival import STOLEN, WITH_SCREEN
from tests.gain.moves import VENDORS, Move
from tests.gain.play import Play
from tests.gain.pure import QUARANTINED, played, said_of
from tests.gain.strategies import CONTAINERS, Strategy
from tests.model import pure
from tests.model.pure import DEPOSIT_ORE, PERIOD_MINUTES, named_balances
from tests.model.recorded import Ground
from tests.support.house import house_on

STATIONS = {
    "s1": StationKind.STALL, "s2": StationKind.STALL, "s3": StationKind.STALL, "b1": StationKind.PANT_BOX,
    "b2": StationKind.PANT_BOX, "k": StationKind.CASH_DESK, "w": StationKind.WASH,
}  # fmt: skip
BEFORE = pure.DAY - timedelta(days=1)
WORLDS = count(1)
PER_DATABASE = 250
"""Festivals on one database before a fresh one."""


@dataclass
class Time:
    now: datetime = pure.DAY

    def __call__(self) -> datetime:
        return self.now


@dataclass
class House:
    """The whole application on one database."""

    app: Flask
    core: Core
    time: Time


@contextmanager
def house() -> Iterator[House]:
    """A fresh one."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/gain.db"
        upgrade(url)
        time = Time()
        with house_on(url, time) as (app, core):
            yield House(app, core, time)


class ApiDoor:
    """One festival behind the API."""

    def __init__(self, here: House, strategy: Strategy) -> None:
        self.here = here
        self.is_vendors = strategy.actor in VENDORS
        self.number = next(WORLDS)
        self.ground = Ground(here.core, CONTAINERS, number=self.number)
        self.cups = [self.ground.free.pop() for _ in range(CONTAINERS)]
        self.stations: dict[str, int] = {}
        self.signs: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        self.devices: dict[str, int] = {}
        self.scans: dict[str, tuple[UUID, int]] = {}
        self.ids: defaultdict[str, UUID] = defaultdict(new_id)
        self.visits: dict[str, set[UUID]] = {}
        self.bags: Counter[str] = Counter()
        self.last: tuple[str, dict[str, Any]] | None = None
        self.vouchers: list[tuple[str, int]] = []
        self.used: list[tuple[str, int]] = []
        self.delivery: UUID | None = None
        self.unreadable: UUID = new_id()
        self.pocketed = 0
        here.time.now = pure.DAY
        with here.core.database.transaction() as session:
            self._make(session, holds=strategy.holds)

    def _make(self, session: Any, *, holds: bool) -> None:
        here, ground = self.here, self.ground
        times = [f"{m // 60:02}:{m % 60:02}" for m in range(0, 1440, PERIOD_MINUTES)]
        event = create_event(
            session, ground.organisation_id,
            NewEvent(
                slug=f"gain-{self.number}", name="Gain", starts_at=pure.DAY - timedelta(days=1), ends_at=pure.DAY + timedelta(days=3),
                return_until=pure.DAY + timedelta(days=10), timezone="UTC", turnaround_times=times,
                deposits={ground.type_id: DEPOSIT_ORE}, unseen_policy=UnseenPolicy.HOLD if holds else UnseenPolicy.PAY,
                unseen_per_period_max=RULES.unseen_base, unseen_share_percent=round(RULES.unseen_share * 100),
                phone_per_half_hour_max=RULES.per_phone, phone_per_code_max=RULES.per_code,
                phones_per_box_max=RULES.per_box, second_payments_max=RULES.seconds,
            ),
            pure.DAY - timedelta(days=1),
        )  # fmt: skip
        self.event_id = event.id
        self.slips = [
            one.code
            for one in make_slips(
                session,
                here.core.keys,
                ground.organisation_id,
                event.id,
                1,
                base_url="http://p.test",
                now=pure.DAY,
            )
        ]
        for name, kind in STATIONS.items():
            vendor = create_vendor(session, event, name) if kind is StationKind.STALL else None
            station = create_station(
                session, event, kind, name, vendor=vendor, has_screen=name == WITH_SCREEN
            )
            if kind is StationKind.PANT_BOX:
                station.capacity = CAPACITY
            self.stations[name], self.signs[name] = station.id, station.sign
            for device in (name, STOLEN) if name == "b1" else (name,):
                paired = pair(session, make_pairing_code(session, station, BEFORE), name=device, now=BEFORE)
                self.tokens[device], self.devices[device] = paired.token, paired.device.id

    # -- asking -------------------------------------------------------------------------------------------------------
    def ask(self, method: str, path: str, body: Any, by: str | None, now: float, **headers: str) -> Any:
        self.here.time.now = pure.moment(now)
        sent = {"Authorization": f"Bearer {self.tokens.get(by, by)}"} if by else {}
        return self.here.app.test_client().open(
            f"/api/v1{path}", method=method, json=body, headers=sent | headers
        )

    def pay(self, path: str, body: Any, by: str | None, now: float) -> Any:
        return self.ask("POST", path, body, by, now, **{"Idempotency-Key": uuid4().hex})

    def _send(self, by: str, scan: dict[str, Any], now: float) -> dict[str, Any]:
        self.last = (by, scan)
        answer = self.ask("POST", "/scans", {"scans": [scan]}, by, now)
        assert answer.status_code == 200, answer.text
        return dict(answer.json["results"][0])

    # -- the door -----------------------------------------------------------------------------------------------------
    def scan(
        self, name: str, kind: str, container: int, station: str, at: float, now: float, *, visit: str | None = None,
        phone: str | None = None, code: str | None = None, typed: bool = False, undoes: str | None = None,
        device: str | None = None,
    ) -> None:  # fmt: skip
        id_ = self.ids[name]
        _container_id, link, human_code = self.cups[container]
        by = self._phone(visit or "", phone, station, code, now) if phone else device or station
        by_hand = typed and (station != WITH_SCREEN or code is not None)
        scan: dict[str, Any] = {
            "id": str(id_),
            "kind": kind,
            "code": human_code if by_hand else link,
            "at": pure.moment(at).isoformat(),
        }
        if at < now:
            scan["told"] = "accepted"
        if visit and not phone and not station.startswith("s"):
            self.visits.setdefault(visit, set()).add(visit_id := new_id())
            scan["visit"] = str(visit_id)
        if undoes:
            scan["undoes"] = str(self.ids[undoes])  # which may be told later
        self.scans[name] = (id_, container)
        self._send(by, scan, now)

    def begin(self, name: str, container: int, stall: str, at: float) -> None:
        self.scan(name, "issue", container, stall, at, at)

    def _phone(self, visit: str, phone: str, box: str, code: str | None, now: float) -> str:
        """The token of a phone's visit. The screen of a box that has one is alive."""
        if box == WITH_SCREEN:
            self.ask("POST", "/heartbeat", {}, box, now)
        shown = changing_code(self.here.core.keys, self.stations[box], pure.moment(now)) if code else None
        body = {"phone": f"phone-{self.number:06}-{phone}-of-gain", "box_code": shown}
        told = self.ask(
            "POST", f"/boxes/{self.signs[box]}/visits", {k: v for k, v in body.items() if v}, None, now
        )
        assert told.status_code in (200, 201), told.text
        opened = UUID(told.json["id"])
        if not any(opened in ids for ids in self.visits.values()):  # one that goes on is its first name's
            self.visits.setdefault(visit, set()).add(opened)
        return str(told.json["token"])

    def retry(self, now: float) -> None:
        if self.last:
            by, scan = self.last
            self.ask("POST", "/scans", {"scans": [scan]}, by, now)

    def _history(self, name: str) -> tuple[History, dict[UUID, Any]] | None:
        one, container = self.scans[name]
        id_ = self.cups[container][0]
        with self.here.core.database.reading() as session:
            window = windows(session.connection(), {id_: pure.DAY - timedelta(days=9)}).get(id_)
        if window is None or one not in {scan.id for scan in window.scans}:
            return None
        return history_of(window.scans, window.decisions), dict(window.decisions)

    def status(self, name: str) -> str:
        found = self._history(name)
        return said_of(found[0], self.scans[name][0]) if found else QUARANTINED

    def opened(self, name: str) -> bool:
        found = self._history(name)
        return found is not None and found[0].parts.get(self.scans[name][0]) is Part.OPENS

    def change_bag(self, box: str, now: float, *, device: str | None = None) -> None:
        tag = f"{self.number}-{box}-{self.bags[box]}"
        scan = {
            "id": str(new_id()),
            "kind": "empty",
            "code": "",
            "at": pure.moment(now).isoformat(),
            "bag": tag,
        }
        answer = self._send(device or box, scan, now)
        self.bags[box] += answer["verdict"] == "accepted"

    def count(self, box: str, number: int, now: float) -> None:
        if number:
            tag = f"{self.number}-{box}-{self.bags[box] - 1}"
            code = f"(8003)0{self.ground.asset}"
            scan = {
                "id": str(new_id()),
                "kind": "count",
                "code": code,
                "at": pure.moment(now).isoformat(),
                "quantity": number,
                "bag": tag,
            }
            self._send("w", scan, now)

    def sent(self, station: str, now: float) -> None:
        self.ask("POST", "/heartbeat", {"sent_everything_until": pure.moment(now).isoformat()}, station, now)

    def decide(self, name: str, now: float, *, pays: bool) -> None:
        how = "release" if pays else "refuse"
        self.ask("POST", f"/desk/{how}", {"scan_ids": [str(self.scans[name][0])]}, "k", now)

    def earlier(self, name: str, now: float) -> None:
        self.ask("POST", "/desk/earlier-deposits", {"scan_id": str(self.scans[name][0])}, "k", now)

    def pay_out(self, visit: str, now: float) -> None:
        for id_ in self.visits.get(visit, ()):
            left = self.money_of(id_)[1]
            if left:
                self.refund(id_, {"rail": "voucher", "amount_ore": left}, now)

    def refund(self, visit: UUID, part: dict[str, Any], now: float) -> Any:
        claim = claim_of(self.here.core.keys, visit)
        answer = self.pay(f"/visits/{visit}/refund", {"claim": claim, "parts": [part]}, None, now)
        if answer.status_code == 200:
            self.vouchers += [
                (one["code"], part["amount_ore"]) for one in answer.json["refunds"] if one["code"]
            ]
        return answer

    def move(self, now: float) -> None:
        body = {"sign": self.signs["b2"], "id": str(new_id())}
        answer = self.ask("POST", "/station/move", body, STOLEN, now)
        assert answer.status_code == 200, answer.text

    def revoke(self, now: float) -> None:
        with self.here.core.database.transaction(self.ground.organisation_id) as session:
            from pantbox.places.pairing import revoke

            revoke(session.get_one(Device, self.devices[STOLEN]), pure.moment(now))

    def of_the_api(self, move: Move, now: float, mine: Collection[str]) -> tuple[int, int]:
        return only_api.ACTS[move.verb](self, move, now, mine)

    # -- what came of it ----------------------------------------------------------------------------------------------
    def money_of(self, visit: UUID) -> tuple[int, int]:
        """What was credited to a visit, and what is left of it, in øre."""
        with self.here.core.database.reading() as session:
            row = session.get(VisitRow, visit)
            return (row.credited_ore, row.left_ore) if row else (0, 0)

    def credited(self, visit: str) -> int:
        return sum(self.money_of(one)[0] for one in self.visits.get(visit, ())) // DEPOSIT_ORE

    def account(self, name: str) -> int:
        with self.here.core.database.reading() as session:
            found = balances(session.connection(), self.event_id)
        names = {str(id_): name for name, id_ in self.stations.items()}
        named: Counter[str] = Counter()
        for key, ore in found.items():
            number, _, rest = key.of.partition(":")
            of = names.get(number, number) + (f":{rest}" if rest else "")
            named.update(named_balances({(key.kind, of): ore}))
        return named[name]

    def without_an_issue(self, visits: Collection[str]) -> int:
        """Only the pure rules tell."""
        return 0

    def released(self, visits: Collection[str]) -> int:
        """Only the pure rules tell."""
        return 0

    def on_another_day(self) -> int:
        """Only the pure rules tell."""
        return 0

    def by_scanners(self) -> int:
        """Only the pure rules tell."""
        return 0

    def after_a_stall(self) -> int:
        """Only the pure rules tell."""
        return 0

    def undisputed(self, claims: Collection[str]) -> int:
        """Only the pure rules tell."""
        return 0

    def undone(self, issues: Collection[str]) -> int:
        """Only the pure rules tell."""
        return 0


def played_through(here: House, strategy: Strategy) -> Outcome:
    """A strategy through the API."""
    return Play(strategy, ApiDoor(here, strategy)).play()


def compare(strategies: Sequence[Strategy], path: Path, say: Callable[[str], None]) -> int:
    """Play strategies on both levels, going on where the file ends. How many do not gain the same on both."""
    told = path.read_text().splitlines() if path.exists() else []
    known = {line.partition("\t")[2]: line.partition("\t")[0] for line in told}
    pending = [one for one in strategies if one.line() not in known]
    with path.open("a") as file:
        for begin in range(0, len(pending), PER_DATABASE):
            with house() as here:
                for strategy in pending[begin : begin + PER_DATABASE]:
                    known[strategy.line()] = found = difference(here, strategy)
                    file.write(f"{found}\t{strategy.line()}\n")
                    file.flush()
                    if found:
                        say(f"DIFFERENT: {found}: {strategy.line()}")
            say(f"API: {len(known)} strategies, {sum(map(bool, known.values()))} different")
    return sum(map(bool, known.values()))


def difference(here: House, strategy: Strategy) -> str:
    """What the API says otherwise than the pure rules, or nothing. A desk may be credited three that nobody can read."""
    by_rules, by_api = played(strategy), played_through(here, strategy)
    expected = by_rules.gain + by_api.seen_by_counts
    same = (by_api.gain, by_api.lost, by_api.at_once) == (expected, by_rules.lost, by_rules.at_once)
    return (
        ""
        if same
        else f"gain {expected} and {by_api.gain}, lost {by_rules.lost} and {by_api.lost}, guests {by_rules.at_once} and {by_api.at_once}"
    )
