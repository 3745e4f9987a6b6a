"""A seeded player: scans, undos, refunds, redemptions, decisions and prices in an order nobody would think of.

`ATTACK_TIMES=50` in the environment plays fifty times as long as the suite does.
"""

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from pantbox.clock import new_id
from pantbox.places.events import Event
from pantbox.places.organisations import Scope
from pantbox.places.stations import Station
from tests.attacks.scene import Scene

TIMES = int(os.environ.get("ATTACK_TIMES", "1"))
MINUTES_LATE = (1, 5, 30, 300, 1500)
Kinds = Mapping[str, Sequence[str]]
"""What each station scans; twice in the list is twice as often."""


@dataclass
class Player:
    """Does something at random, and something else, at one town. Refused is as good as done: what counts is what is left."""

    scene: Scene
    chance: random.Random
    kinds: Kinds
    stock: Sequence[str]
    desks: Sequence[str]
    stalls: Sequence[str]
    scans: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    visits: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)
    """Of each station, as it was asked for."""

    def play(self, moves: int) -> None:
        """So many moves, some minutes apart."""
        moves_there_are = {
            self.scan: 45, self.undo: 10, self.send_again: 5, self.return_by_phone: 6, self.ask_for_money: 20,
            self.redeem: 9, self.decide: 4, self.change_prices: 2, self.run_the_till: 2,
        }  # fmt: skip
        for _ in range(moves):
            move = self.chance.choices(list(moves_there_are), list(moves_there_are.values()))[0]
            self.done.append(move.__name__)
            move()
            self.scene.time.later(minutes=self.chance.choice([0, 1, 2, 7, 15, 45]))

    def scan(self) -> None:
        station = self.chance.choice(list(self.kinds))
        kind = self.chance.choice(self.kinds[station])
        more: dict[str, Any] = {}
        if self.chance.random() < 0.4:  # the device had no network
            late = timedelta(minutes=self.chance.choice(MINUTES_LATE))
            more = {"at": (self.scene.time.now - late).isoformat(), "told": "accepted"}
        if kind in ("return", "swap"):
            more["visit"] = self._visit_at(station)
        if kind == "return" and self.chance.random() < 0.1:
            more["slip"] = self.chance.choice(self.scene.slips)
        if self.chance.random() < 0.1:
            more["terms"] = self.chance.choice([1, 2, 3])
        self._send(station, self.scene.scan(kind, self.chance.choice(self.stock), **more), keep=True)

    def undo(self) -> None:
        now = self.scene.time.now
        today = [one for one in self.scans[-60:] if self._day(one[0], _at(one[1])) == self._day(one[0], now)]
        if today:
            station, scan = self.chance.choice(today)
            self._send(station, self.scene.scan("undo", scan["code"], undoes=scan["id"]))

    def send_again(self) -> None:
        if self.scans:
            self._send(*self.chance.choice(self.scans))

    def return_by_phone(self) -> None:
        told = self.scene.post(f"/boxes/{self.scene.signs['sign']}/visits", {"phone": uuid4().hex}).json or {}
        if "token" in told:
            cups = self.chance.sample(list(self.stock), self.chance.randrange(1, 5))
            self._send(told["token"], *(self.scene.scan("return", code) for code in cups))

    def ask_for_money(self) -> None:
        if not self.visits:
            return
        visit = self.chance.choice(list(self.visits.values()))
        told = self.scene.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": visit["claim"]}).json or {}
        left = told.get("left_ore", 0)
        amount = self.chance.choice([left, left // 2, left // 100 * 50, 50, left + 1, 1])
        rail = self.chance.choice(["voucher", "cash", "donation", "slip"])
        part = {"rail": rail, "amount_ore": max(1, amount)}
        if rail in ("donation", "slip"):
            part["to"] = "trees" if rail == "donation" else self.chance.choice(self.scene.slips)
        by = self.chance.choice(self.desks) if rail == "cash" else None
        paid = self.scene.pay(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]}, by)
        self.codes += [one["code"] for one in (paid.json or {}).get("refunds", []) if one["code"]]

    def redeem(self) -> None:
        code = self.chance.choice([*self.codes, *self.scene.slips])
        amount = self.chance.choice([None, 50, 250, 500])
        if self.chance.random() < 0.6:
            by = self.chance.choice([*self.stalls, *self.desks])
            self.scene.pay(f"/vouchers/{code}/redeem", {"amount_ore": amount} if amount else {}, by)
            return
        taken = {"id": str(new_id()), "code": code, "amount_ore": amount or 1500, "at": self.scene.time.now.isoformat()}  # fmt: skip
        self.scene.post("/redemptions", {"redemptions": [taken]}, self.chance.choice(self.stalls))

    def decide(self) -> None:
        desk = self.chance.choice(self.desks)
        held = (self.scene.get("/desk/held", desk).json or {})["held"][:2]
        if held:
            how = self.chance.choice(["release", "refuse"])
            self.scene.post(f"/desk/{how}", {"scan_ids": [one["scan_id"] for one in held]}, desk)

    def change_prices(self) -> None:
        deposits = {str(self.scene.type_id): self.chance.choice([500, 700, 325])}
        self.scene.post(
            f"/events/{self.scene.event_id}/terms", {"deposits": deposits}, Scope.SETUP_WRITE.value
        )

    def run_the_till(self) -> None:
        desk = self.chance.choice(self.desks)
        unreadable = {
            "visit": str(new_id()),
            "type_id": self.scene.type_id,
            "quantity": self.chance.choice([1, 2, 3]),
        }
        self.scene.pay("/desk/unreadable", unreadable, desk)
        self.scene.pay("/desk/count", {"amount_ore": self.chance.choice([400_000, 500_000])}, desk)

    def _visit_at(self, station: str) -> str:
        here = [id_ for id_, visit in self.visits.items() if visit.get("at") == station]
        return self.chance.choice(here) if here and self.chance.random() < 0.4 else str(new_id())

    def _send(self, by: str, *scans: dict[str, Any], keep: bool = False) -> None:
        told = self.scene.send(by, *scans)
        if keep:
            self.scans += [(by, scan) for scan in scans]
        for visit in told["visits"]:
            self.visits[visit["id"]] = {**visit, "at": by}

    def _day(self, station: str, at: datetime) -> datetime:
        """When the station's day began: it undoes what it did on its own day."""
        if station not in self.events:
            with self.scene.core.database.reading(self.scene.organisation_id) as session:
                here = session.get_one(Station, self.scene.stations[station])
                self.events[station] = session.get_one(Event, here.event_id)
                session.expunge_all()
        return self.events[station].boundaries.period(at)


def _at(scan: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(scan["at"])
