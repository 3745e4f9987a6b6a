"""A device as a process: it scans, writes down, sends, writes down what it was told, and survives being killed.

What it does is chance of its seed. It never forgets what it wrote down, asks until it is answered, and now and then asks
again for what it knows already. One stall, the bar, is honest and has a network that drops every second request.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

from pantbox.planning.simulated_time import id_at
from soak.asking import BROKEN, Asked, ask
from soak.notes import Offset, append, note
from soak.outbox import Diary, Item, Outbox

BATCHES = (1, 1, 2, 5, 20, 120)
TRY_AGAIN = 503
VOUCHERS_MAX, ISSUES_MAX = 100, 50
"""So many of the latest are spent, or undone."""
TRIED = "tried"
NEAR = 4
"""Guests of the bar spend what they show there elsewhere too, by network: so many before and after the next one."""
OFFLINE_ORE_MAX = 2000
"""What the event allows of one voucher without network."""
FINAL = range(400, 500)
AGAIN = {401, 408, 429}
"""Refusals after which one asks again: a revoked token is asked about once more by the scans' own door."""


@dataclass(frozen=True, slots=True)
class Paired:
    """What a device knows. `codes` are of genuine containers, `types` codes and ids of their types.

    `purse`: codes of slips with money on them, and how much; each is shown at the bar once.
    """

    name: str
    kind: str
    token: str
    codes: Sequence[str]
    types: Sequence[str]
    slips: Sequence[str]
    terms: int
    purse: Sequence[tuple[str, int]] = ()


def keys_tried(folder: Path) -> list[str]:
    """The keys by which the bar asked for its guests' vouchers, one for each."""
    path = folder / TRIED
    return path.read_text().split() if path.exists() else []


def live(paired: Paired, folder: Path, port: int, seed: str, pause: float) -> None:
    """Work, resting up to `pause` seconds between two things, until `folder / "drain"` is there and everything is sent and answered."""
    _Device(paired, folder, port, Random(seed), pause).live()


class _Device:
    def __init__(self, paired: Paired, folder: Path, port: int, chance: Random, pause: float) -> None:
        self._told, self._folder, self._port, self._chance = paired, folder, port, chance
        self._pause = pause
        self._clock = Offset(folder / f"clock-{paired.name}")
        self._known_offset = -self._clock.seconds
        self._outbox = Outbox(folder, paired.name)
        self._diary = Diary(folder, paired.name)
        self._answered: list[Item] = []
        self._issued: list[dict[str, Any]] = []
        self._visit: str | None = None
        self._offline_until = 0.0
        self._requests = 0

    def live(self) -> None:
        while True:
            drains = self._is("drain")
            if not drains:
                self._act()
            if not self._is_offline() or drains:
                self._send()
            if not self._outbox.waiting:
                if drains:
                    return
                self._say_all_is_sent()
            time.sleep(self._chance.uniform(0.005, 0.03 if drains else self._pause))

    def _is(self, name: str) -> bool:
        return (self._folder / name).exists()

    def _now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._clock.seconds)

    def _is_offline(self) -> bool:
        if self._chance.random() < 0.01:
            self._offline_until = time.monotonic() + self._chance.uniform(0.1, 0.8)
        return time.monotonic() < self._offline_until

    # What it does.

    def _act(self) -> None:
        if self._chance.random() < 0.1:
            self._known_offset = -self._clock.seconds  # it measured anew
        match self._told.kind:
            case "stall":
                self._at_a_stall()
            case "bar":
                self._at_the_bar()
            case "wash":
                self._scan(
                    self._chance.choice(["wash", "wash", "collect"]), self._chance.choice(self._told.codes)
                )
            case kind:
                self._take_back()
                if kind == "desk" and self._chance.random() < 0.05:
                    self._letter("/desk/float_in", {"amount_ore": self._chance.randint(1, 50) * 100})

    def _at_a_stall(self) -> None:
        for _ in range(self._chance.randint(1, 3)):
            kind = "refill" if self._chance.random() < 0.15 else "issue"
            self._issued.append(
                self._scan(kind, self._chance.choice(self._told.codes), terms=self._told.terms)
            )
        if self._chance.random() < 0.08:
            undone = self._chance.choice(self._issued[-ISSUES_MAX:])
            self._scan("undo", undone["code"], undoes=undone["id"])
        if self._chance.random() < 0.05:
            kind = self._chance.choice(["receive", "count"])
            self._scan(kind, self._chance.choice(self._told.types), quantity=self._chance.randint(1, 20))
        if self._chance.random() < 0.3:
            self._spend()

    def _take_back(self) -> None:
        if self._visit is None or self._chance.random() < 0.5:
            self._visit = self._new_id()
        more: dict[str, Any] = {"visit": self._visit}
        if self._chance.random() < 0.1:
            more["slip"] = self._chance.choice(self._told.slips)
        for _ in range(self._chance.randint(1, 3)):
            self._scan("return", self._chance.choice(self._told.codes), **more)

    def _at_the_bar(self) -> None:
        """A guest pays with a voucher. Without an answer the bar gives the goods all the same, and says that it had asked."""
        self._scan("issue", self._chance.choice(self._told.codes), terms=self._told.terms)
        number = len(keys_tried(self._folder))
        if number >= len(self._told.purse) or self._is_revoked():
            return
        code, ore = self._told.purse[number]
        amount_ore, key, path = min(ore, OFFLINE_ORE_MAX), self._new_id(), f"/vouchers/{code}/redeem"
        append(self._folder / TRIED, key)
        asked = self._ask(path, {"amount_ore": amount_ore}, key)
        if asked.status == 200 or (asked.status in FINAL and asked.status not in AGAIN):
            letter = {"id": key, "path": path}
            self._diary.write(
                letter=letter, status=asked.status, told=asked.body, sound=True, born_revoked=False
            )
            return
        at = (self._now() + timedelta(seconds=self._known_offset)).isoformat()
        taken = {"id": self._new_id(), "code": code, "amount_ore": amount_ore, "at": at}
        self._letter("/redemptions", {"redemptions": [taken | {"failed_at": at, "tried": key}]})

    def _spend(self) -> None:
        number = len(keys_tried(self._folder))
        if purse := self._told.purse[max(number - NEAR, 0) : number + NEAR]:
            code, left_ore = self._chance.choice(purse)
            self._letter(f"/vouchers/{code}/redeem", {"amount_ore": left_ore})
        pocket = self._folder / "pocket"
        if not pocket.exists():
            return
        code, ore = self._chance.choice(pocket.read_text().split()[-VOUCHERS_MAX:]).split(":")
        amount_ore = self._chance.choice([int(ore), max(int(ore) // 2 // 50 * 50, 50)])
        if self._chance.random() < 0.2:
            taken = {
                "id": self._new_id(),
                "code": code,
                "amount_ore": amount_ore,
                "at": self._now().isoformat(),
            }
            self._letter("/redemptions", {"redemptions": [taken]})
        else:
            self._letter(f"/vouchers/{code}/redeem", {"amount_ore": amount_ore})

    def _new_id(self) -> str:
        # Not of the seed: a device that begins anew must not give an id twice.
        return str(id_at(datetime.now(UTC), Random()))

    def _scan(self, kind: str, code: str, **more: Any) -> dict[str, Any]:
        at = self._now().isoformat()
        told = {"told": "accepted"} if time.monotonic() < self._offline_until else {}
        scan = {"id": self._new_id(), "kind": kind, "code": code, "at": at, **more, **told}
        self._outbox.add("scan", scan, born_revoked=self._is_revoked(), offset=-self._clock.seconds)
        return scan

    def _letter(self, path: str, body: dict[str, Any]) -> Item:
        return self._outbox.add(
            "letter", {"id": self._new_id(), "path": path, "body": body}, born_revoked=self._is_revoked()
        )

    def _is_revoked(self) -> bool:
        return self._is(f"revoked-{self._told.name}")

    # What it sends.

    def _send(self) -> None:
        waiting = list(self._outbox.waiting.values())
        scans = [item for item in waiting if item.what == "scan"][: self._chance.choice(BATCHES)]
        if self._answered and self._chance.random() < 0.05:
            scans += [item for item in self._chance.sample(self._answered, 1) if item.what == "scan"]
        for _offset, run in groupby(scans, key=lambda item: item.offset):
            self._send_scans(list(run))
        letters = [item for item in waiting if item.what == "letter"][:2]
        if letters and self._answered and self._chance.random() < 0.1:
            letters += [item for item in self._chance.sample(self._answered, 1) if item.what == "letter"]
        # Two at the same instant: a guest who asks at two screens.
        threads = [Thread(target=self._send_letter, args=(item,)) for item in letters]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask(self, path: str, body: dict[str, Any], key: str | None = None) -> Asked:
        self._requests += 1
        drops = self._told.kind == "bar" and self._requests % 2 == 0 and not self._is("drain")
        if drops and self._requests % 4 == 0:
            return Asked(BROKEN)
        asked = ask(self._port, path, body, token=self._told.token, key=key)
        if drops:
            asked = Asked(BROKEN)
        if asked.status == TRY_AGAIN:
            note(self._folder, "told_to_try_again")
        if asked.is_strange:
            self._diary.write(strange=asked.strange, path=path, body=body)
        return asked

    def _send_scans(self, items: list[Item]) -> None:
        clock = {"offset_ms": round(items[0].offset * 1000), "uncertainty_ms": 40}
        asked = self._ask("/scans", {"clock": clock, "scans": [item.said for item in items]})
        if asked.status == 200:
            if len(asked.body["results"]) != len(items):
                self._diary.write(strange="not one answer for each scan", body=asked.body)
            for item, result in zip(items, asked.body["results"], strict=False):
                self._diary.write(
                    scan=item.said, told=result, sound=item.sound, born_revoked=item.born_revoked
                )
                self._finish(item)
            for visit in asked.body["visits"]:
                self._want(visit)
        elif asked.status == 422 or (asked.status in FINAL and asked.status not in AGAIN):
            for item in items:
                sound = all(one.sound for one in items)
                self._diary.write(scan=item.said, refused=asked.status, code=asked.code, sound=sound)
                self._finish(item)

    def _say_all_is_sent(self) -> None:
        if self._chance.random() < 0.2:
            until = self._now() + timedelta(seconds=self._known_offset)
            self._ask("/heartbeat", {"sent_everything_until": until.isoformat(), "outbox": 0})

    def _finish(self, item: Item) -> None:
        self._outbox.done(item)
        self._answered = [*self._answered[-50:], item]

    def _want(self, visit: dict[str, Any]) -> None:
        """What guests want who see their sum: all of it, a part, or all of it at two screens at once."""
        if visit["left_ore"] <= 0 or self._told.kind not in ("box", "desk") or self._is("drain"):
            return
        rail = (
            "cash" if self._told.kind == "desk" else self._chance.choice(["voucher", "voucher", "donation"])
        )
        part: dict[str, Any] = {"rail": rail, "amount_ore": visit["left_ore"]}
        if rail == "donation":
            part["to"] = "trees"
        if self._chance.random() < 0.2 and visit["left_ore"] >= 200:
            part["amount_ore"] = visit["left_ore"] // 2 // 50 * 50
        for _ in range(self._chance.choice([1, 1, 2])):
            self._letter(f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]})

    def _send_letter(self, item: Item) -> None:
        path, body = item.said["path"], item.said["body"]
        asked = self._ask(path, body, key=item.said["id"])
        is_final = asked.status in FINAL and (
            asked.status not in AGAIN or item.born_revoked or self._is_revoked()
        )
        if asked.status != 200 and not is_final:
            return
        self._diary.write(
            letter=item.said,
            status=asked.status,
            told=asked.body,
            sound=item.sound,
            born_revoked=item.born_revoked,
        )
        if asked.status == 200:
            for refund in asked.body.get("refunds", ()):
                if refund["code"]:
                    append(self._folder / "pocket", f"{refund['code']}:{refund['amount_ore']}")
        self._finish(item)
