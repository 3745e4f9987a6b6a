"""Guests who have been told what they get: they take it, give it, spend it, or leave it for later."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any

from pantbox.planning.devices import Device
from pantbox.planning.doors import Doors
from pantbox.planning.festival import Visit, Wish
from pantbox.planning.ground import Ground

COIN_ORE = 50
Part = dict[str, Any]


class Guests:
    """All guests of a festival, with the vouchers in their pockets."""

    def __init__(
        self, doors: Doors, ground: Ground, stalls: Sequence[Device], desks: Sequence[Device], chance: Random
    ) -> None:
        self._doors, self._ground, self._stalls, self._desks = doors, ground, stalls, desks
        self._chance = chance
        self._slips = iter(ground.slips)
        self._pocket: list[tuple[datetime, int, str, int, int]] = []
        self._cause = ground.causes[0] if ground.causes else None
        self.refunds: Counter[str] = Counter()
        self.redeemed = 0

    def phone(self, sign: str, at: datetime) -> Device:
        """A guest's own phone at the box with this sign."""
        browser = f"{self._chance.getrandbits(128):032x}"
        opened = self._doors.must(f"/boxes/{sign}/visits", {"phone": browser})
        return Device(self._doors, opened["token"], self._chance, terms=0)

    def told(self, visit: Visit, sums: Mapping[str, Any], device: Device) -> None:
        """Someone sees what their containers came to, and decides."""
        left_ore = int(sums["left_ore"])
        parts = self._parts(visit, left_ore)
        if not parts:
            return
        # A screen pays what it can; coins come from the desk, which scans the guest's ticket.
        payer = self._chance.choice(self._desks) if visit.wish is Wish.CASH else device
        paid = self._doors.must(
            f"/visits/{sums['id']}/refund",
            {"claim": sums["claim"], "parts": parts},
            token=payer.token,
            key=f"{self._chance.getrandbits(128):032x}",
        )
        for refund in paid["refunds"]:
            self.refunds[refund["rail"]] += 1
            if refund["rail"] == "voucher" and visit.redeemed_after is not None:
                self._plan_to_spend(visit, refund["code"], refund["amount_ore"])

    def _parts(self, visit: Visit, left_ore: int) -> list[Part]:
        if left_ore <= 0 or visit.wish is Wish.LATER:
            return []
        if visit.wish in (Wish.DONATE, Wish.DONATE_HALF) and self._cause:
            given = left_ore
            if visit.wish is Wish.DONATE_HALF:
                given = left_ore // 2 // COIN_ORE * COIN_ORE
            parts: list[Part] = [{"rail": "donation", "amount_ore": given, "to": self._cause}]
            if given < left_ore:
                parts.append({"rail": "voucher", "amount_ore": left_ore - given})
            return parts
        if visit.wish is Wish.SLIP:
            return [{"rail": "slip", "amount_ore": left_ore, "to": next(self._slips)}]
        return [{"rail": "cash" if visit.wish is Wish.CASH else "voucher", "amount_ore": left_ore}]

    def _plan_to_spend(self, visit: Visit, code: str, amount_ore: int) -> None:
        first_ore = amount_ore
        if visit.redeemed_in_two and amount_ore >= 2 * COIN_ORE:
            first_ore = amount_ore // 2 // COIN_ORE * COIN_ORE
        when = visit.at + (visit.redeemed_after or timedelta(0))
        heappush(self._pocket, (when, len(self._pocket), code, first_ore, visit.redeemed_at))
        if first_ore < amount_ore:
            later = when + timedelta(minutes=30)
            heappush(
                self._pocket, (later, len(self._pocket), code, amount_ore - first_ore, visit.redeemed_at)
            )

    def spend(self, until: datetime) -> None:
        """Redeem at stalls what people meant to spend before `until`."""
        while self._pocket and self._pocket[0][0] < until:
            _, _, code, amount_ore, stall = heappop(self._pocket)
            self._doors.must(
                f"/vouchers/{code}/redeem",
                {"amount_ore": amount_ore},
                token=self._stalls[stall].token,
                key=f"{self._chance.getrandbits(128):032x}",
            )
            self.redeemed += 1
