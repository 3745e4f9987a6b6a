"""Who is paid for a return: an oracle of docs/circulation.md and docs/money.md.

The law. Facts come in some order. Trips, uses and states are a function of the set of facts and of what was fixed when each was first
recorded: whether its time is believed, whether an undo came too late for the money, whether a stall was told *box or desk*, whether a
bag's count was full. Payment follows the order of recording; it never goes back but for an undo; it takes each deposit once; a second
payment in one use is a booked loss or dispute; and no use is without an answer: it is paid, it waits, or a person refused it.

`Books.record(fact, now)` is the door, `status` what each return counts for; `balances()` follow from the state alone. Pure, no I/O.
Times are minutes; turnaround periods begin at multiples of `Rules.day`. Written to be read and tried at random, not to be fast.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.model.facts import (
    LOSSES, OUT, RETURNS, STAFF, Count, Decision, Earlier, Forfeit, PaidOut, Rules, Scan, Sent, Settled, Slot, Use, interested, strength,
)


class Books:
    def __init__(self, rules: Rules = Rules()) -> None:
        self.rules = rules
        self.scans: defaultdict[str, list[Scan]] = defaultdict(list)
        self.by_id: dict[str, Scan] = {}                        # in order of recording
        self.when: dict[str, float] = {}
        self.word: dict[str, float] = {}                        # up to when a device is known to have sent
        self.old, self.too_late, self.box_or_desk, self.refused = set(), set(), set(), set()
        self.counts: dict[str, int] = {}
        self.full: dict[str, float] = {}
        self.released: dict[str, str] = {}                      # claim -> by "person" or "bag"
        self.out: set[str] = set()
        self.paid: dict[str, int] = {}                          # claim -> øre, in order of payment
        self.second: dict[str, str] = {}                        # claim -> the claim that had the deposit
        self.disputes: dict[str, str] = {}
        self.besides: dict[str, str] = {}                       # issue -> the return besides which a desk paid its deposit
        self.handed_over: set[str] = set()                      # those of them whose money has gone out
        self.lost: dict[str, str] = {}                          # and of these, those that were undone
        self.used: Counter[tuple] = Counter()
        self.status: dict[str, str] = {}

    def record(self, fact: object, now: float = 0.0) -> str | None:
        if isinstance(fact, Scan):
            return self.status.get(fact.id) if fact.id in self.by_id else self._scan(fact, now)
        if isinstance(fact, Sent):
            self.word[fact.device] = max(fact.until, self.word.get(fact.device, fact.until))
        elif isinstance(fact, PaidOut):
            self.out.add(fact.visit)
            self.handed_over |= {issue for issue, claim in self.besides.items() if self.by_id[claim].visit == fact.visit}
        elif isinstance(fact, Settled):
            self.disputes[fact.claim] = fact.against
        elif isinstance(fact, Earlier):
            if issue := self.offered(fact.claim):
                self.besides[issue.id], self.paid[issue.id] = fact.claim, 0
                self.lost.pop(issue.id, None)
                self._settle(issue.container)
        elif isinstance(fact, Count):
            self._count(fact, now, is_new=True)
        elif isinstance(fact, Decision):
            self.refused |= {claim for claim in fact.saw if claim not in self.paid} - {fact.pays}
            if fact.pays:
                self.released[fact.pays] = "person"
            self._settle(fact.container)
        elif isinstance(fact, Forfeit):
            self.refused |= {claim for claim, status in self.status.items() if status.startswith("waits")}
            for container in list(self.scans):
                last = self.fold(container)[0][-1]
                if last.issue and not (self.trips_use(last) or last.staff or last.lost):
                    self.record(Scan(f"-{last.issue.id}", "write_off", container, fact.at, "", "store"), now)
                self._settle(container)
        return None

    def _scan(self, scan: Scan, now: float) -> str | None:
        self.by_id[scan.id], self.when[scan.id] = scan, now
        word = self.word.get(scan.device, scan.at)
        believed = scan.at >= max(word - self.rules.late, now - self.rules.oldest)
        if scan.kind in RETURNS | {"undo"} and not (scan.early <= self.rules.phone_early if scan.phone else believed):
            self.old.add(scan.id)
        if scan.phone and any(s.kind == "refill" and scan.at < s.at <= now for s in self.scans[scan.container]):
            self.old.add(scan.id)                                # a stall had it in hand since: no phone makes that a hand-out
        self.word[scan.device] = max(word, scan.at)
        if scan.undoes in self.refused | self.handed_over & self.besides.keys() or scan.undoes in self.paid and self.by_id[scan.undoes].visit in self.out:
            self.too_late.add(scan.id)
        self.scans[scan.container].append(scan)
        self._settle(scan.container)
        if scan.bag in self.counts and self.status.get(scan.id, "").startswith("waits"):
            self._count(Count(scan.bag, self.counts[scan.bag]), now, is_new=False)
        return self.status.get(scan.id)

    # ---- §2 ------------------------------------------------------------------------------------------------------------
    def period(self, at: float) -> int:
        return int(at // self.rules.day)

    def undone(self, container: str) -> dict[str, Scan]:
        """What the same station took back the same day; an issue only if no device of ours saw the container meanwhile."""
        gone, scans = {}, self.scans[container]
        for undo in scans:
            target = self.by_id.get(undo.undoes or "")
            if undo.kind != "undo" or undo.id in self.too_late or target not in scans or target.kind in {"undo", "retire"}:
                continue
            if target.station != undo.station or self.period(target.at) != self.period(undo.at):
                continue
            later = [s for s in scans if s.at >= target.at and s is not target and s.kind != "undo" and not s.phone]
            until = min([s.at for s in later if s.kind == "issue" and s.at > target.at], default=float("inf"))
            until = until if undo.id in self.old else min(until, undo.at)
            if undo.id in self.old and target.kind in OUT and any(s.kind == "refill" and s.at <= until for s in later):
                continue
            if target.kind not in OUT or not any(s.at <= until and s.station != target.station for s in later):
                gone[target.id] = undo
        return gone

    def fold(self, container: str) -> tuple[list[Slot], str]:
        gone, slots, state = self.undone(container), [Slot()], "in_stock"
        live = [s for s in self.scans[container] if s.kind != "undo" and s.id not in gone]
        live += [Scan(f"~{s.bag}", "wash", container, self.full[s.bag], "", "bag") for s in live
                 if s.kind in RETURNS and s.id not in self.refused and self.full.get(s.bag, -1) > s.at]
        live += [s._replace(kind=f"undone {s.kind}") for s in map(self.by_id.get, gone) if s.kind in OUT | {"receive"}]
        for scan in sorted(live, key=lambda s: (s.at, s.kind.split()[-1] not in OUT, s.id)):
            slot, use = slots[-1], slots[-1].uses[-1] if slots[-1].uses else None
            if scan.kind in OUT:
                state = "issued"
                if self._opens(slot, scan, scan.kind):
                    slot.followed = scan
                    slots.append(Slot(scan, out=[scan]))
                else:
                    slot.out.append(scan)
                    slot.refills += [] if self._rereads(slot, scan, scan.kind) else [scan]
            elif scan.kind in RETURNS:
                if use and not use.washed and self.period(use.returns[0].at) == self.period(scan.at):
                    if not any(map(self._is_sight, use.returns)):
                        use.delivered_to = slot.delivered_to   # who had it before anybody saw it come back
                    use.returns.append(scan)
                else:
                    slot.uses.append(Use([scan], slot.resets, slot.delivered_to))
                state = "returned" if self._is_sight(scan) else state
            elif scan.kind in STAFF:
                slot.staff.append(scan)
                state = "in_stock" if scan.kind == "wash" else "returned"
                delivered = scan.kind == "receive" and scan.place == "stall"
                slot.resets += scan.kind == "wash" or delivered
                slot.delivered_to = scan.station if delivered else slot.delivered_to
                if use and scan.kind == "wash":
                    use.washed = True
            elif scan.kind in LOSSES:
                slot.lost, state = slot.lost or scan, "lost"
            elif scan.kind == "undone receive":
                slot.delivered_to = scan.station if scan.place == "stall" else slot.delivered_to
            elif self._opens(slot, scan, scan.kind.split()[-1]):
                slot.delivered_to = scan.station               # nobody lowers a debt by undoing
                slot.undone.append(scan)
                if use:
                    use.undone.append(scan)
        return slots, "retired" if any(s.kind == "retire" for s in live) else state

    def _opens(self, slot: Slot, scan: Scan, kind: str) -> bool:
        """An issue begins a trip, and so does a refill of what is not out."""
        back = [r for use in slot.uses for r in use.returns if self._is_sight(r) and not (r.phone and r.id in self.old)]
        is_out = slot.issue is not None and not (back or slot.staff or slot.lost)
        return not self._rereads(slot, scan, kind) and (kind == "issue" or not is_out)

    def _rereads(self, slot: Slot, scan: Scan, kind: str) -> bool:
        """The last handing out, read again. A refill after an issue is one more serving, however soon."""
        last = slot.refills[-1] if slot.refills else slot.issue
        return last is not None and (kind == "issue" or last in slot.refills or last.kind == "refill") \
            and last.station == scan.station and scan.at - last.at <= self.rules.reread \
            and not (slot.uses or slot.staff or slot.lost)

    def _is_sight(self, claim: Scan) -> bool:
        return claim.id not in self.refused | self.box_or_desk

    def trips_use(self, slot: Slot) -> Use | None:
        """The use that ended the slot's trip and has its deposit."""
        return next((use for use in slot.uses if any(map(self._is_sight, use.returns))), None) if slot.issue else None

    def offered(self, claim: str) -> Scan | None:
        """The issue before, if its trip ended as seen again by the issue of the trip that this return at a desk was paid for."""
        back = self.by_id[claim]
        if back.place != "desk" or back.phone or not back.visit or back.kind != "return" or claim in self.besides.values():
            return None
        slots = self.fold(back.container)[0]
        for before, slot in zip(slots, slots[1:]):
            if before.issue and self._of_trip(slot)[:1] == [claim] and not (self._of_trip(before) or before.staff
                                                                        or self.trips_use(before)):
                days = {self.period(one.at) for one in (before.issue, slot.issue, back)}
                return before.issue if len(days) == 1 else None
        return None

    def _of_trip(self, slot: Slot) -> list[str]:
        """What was paid for a slot's trip, in order of payment."""
        use = self.trips_use(slot)
        ids = {s.id for s in slot.out if s.id in self.besides} | {r.id for r in (use.returns if use else [])}
        return [c for c in self.paid if c in ids]

    # ---- §3 ------------------------------------------------------------------------------------------------------------
    def _settle(self, container: str) -> None:
        for claim in self.undone(container):
            scan = self.by_id[claim]
            if scan.kind in RETURNS:
                self.status[claim] = "undone"
            if claim in self.paid and (scan.visit not in self.out or interested(scan)):
                del self.paid[claim]
                self.second.pop(claim, None)
        for issue, claim in list(self.besides.items()):
            if self.by_id[issue].container == container and {issue, claim} & self.undone(container).keys():
                if issue in self.handed_over:
                    self.lost[issue] = claim
                self.paid.pop(issue, None)
                del self.besides[issue]
        while self._pays_one(container):
            pass
        for slot in self.fold(container)[0]:
            for use in slot.uses:
                self._dispute_undone(use)
            trips = self._of_trip(slot)
            if slot.issue and slot.undone and slot.issue.id in self.besides and len(trips) > 1:
                self.second.setdefault(slot.issue.id, slot.undone[-1].id)

    def _dispute_undone(self, use: Use) -> None:
        """What is a second payment only because an issue between the two was undone is disputed with who undid it."""
        paid = [self.by_id[c] for c in self.paid if c in {r.id for r in use.returns}]
        for claim in paid[1:]:
            begin, end = sorted((paid[0].at, claim.at))
            between = [issue.id for issue in use.undone if begin <= issue.at <= end]
            if between:
                self.second.setdefault(claim.id, between[-1])

    def _pays_one(self, container: str) -> bool:
        number = {claim: n for n, claim in enumerate(self.by_id)}
        for slot in self.fold(container)[0]:
            paid_unseen: Counter[int] = Counter()
            for use in slot.uses:
                seen = slot.issue is not None and self.trips_use(slot) in (None, use)
                again = not seen and paid_unseen[use.resets] > 0
                claims = sorted(use.returns, key=lambda r: number[r.id])
                for n, claim in enumerate(claims):
                    if claim.id in self.paid:
                        continue
                    answer = self.status[claim.id] = self._judge(claim, claims[:n], use, slot, seen, again)
                    if answer == "paid":
                        self._pay(claim, use, seen)
                        return True
                    if answer in ("refused", "box_or_desk"):
                        getattr(self, answer).add(claim.id)
                paid_unseen[use.resets] += not seen and any(r.id in self.paid for r in claims)
        return False

    def _judge(self, claim: Scan, earlier: list[Scan], use: Use, slot: Slot, seen: bool, again: bool) -> str:
        """The ladder; and what a box paid beyond twice what it holds waits for the count of its bag."""
        answer = self._climb(claim, earlier, use, slot, seen, again)
        if answer != "paid" or claim.place != "box" or claim.id in self.released or self.rules.per_bag is None:
            return answer
        bag = (claim.station, claim.bag)
        claims = {r for r, s in self.by_id.items() if (s.station, s.bag) == bag and s.kind in RETURNS and self.status.get(r) != "duplicate"}
        return "waits: capacity" if len(claims | {claim.id}) > self.rules.per_bag else "paid"

    def _climb(self, claim: Scan, earlier: list[Scan], use: Use, slot: Slot, seen: bool, again: bool) -> str:
        """Bounds delay, they never decide."""
        how, paid = self.released.get(claim.id), [r for r in use.returns if r.id in self.paid]
        no = "box_or_desk" if interested(claim) else ""
        if claim.id in self.box_or_desk | self.refused:
            return "box_or_desk" if claim.id in self.box_or_desk else "refused"
        is_paid_besides = seen and any(s.id in self.besides for s in slot.out)
        stopped = max([strength(r) for r in use.returns if r.id in self.refused], default=0)
        against_stall = all(interested(r) and r.id not in self.second for r in paid)
        if how == "person" or how and against_stall and not is_paid_besides and strength(claim) > stopped:
            return "paid"
        same = [r for r in earlier if (r.station, r.phone) == (claim.station, claim.phone)
                and abs(claim.at - r.at) <= self.rules.reread and r.id not in self.old | self.box_or_desk]
        if same and not how:
            return "refused" if same[0].id in self.refused else "duplicate"
        if claim.id in self.old and not how:
            return "waits: awaiting_scan"
        if paid:
            best = max(paid, key=strength)
            is_stronger = strength(claim) > strength(best)
            if claim.place == "desk":
                return "paid" if claim.insist and is_stronger else "waits: desk"
            if not is_stronger or any(r.id in self.second for r in paid):
                return no or "already_returned"
            waits = [strength(r) for r in earlier if self.status.get(r.id, "").startswith("waits") and r.id not in self.old]
            if strength(claim) <= max([*waits, stopped]):
                return "waits: same question"
            if any(r.phone and r.station == claim.station for r in paid):
                return "waits: same box"
            return "paid" if self.used[self._against(best)] < self.rules.seconds else "waits: contested"
        asked = [strength(r) for r in earlier if r.id not in self.box_or_desk | self.old]
        if strength(claim) <= max([*asked, stopped]):
            return no or "waits: same question"
        if is_paid_besides:
            return no or "already_returned"
        known = list(self.by_id)
        refilled = slot.followed and slot.followed.kind == "refill" and not slot.staff and known.index(slot.followed.id) < known.index(claim.id)
        if interested(claim):
            return "paid" if seen and not refilled and self.used[self._against(claim)] < self.rules.seconds else no
        if claim.phone:
            was_ours = any(s.at <= claim.at and s.place != "bag" for s in slot.staff)
            if not seen or claim.typed or was_ours or refilled:
                return "waits: picture"
            return "paid" if all(self.used[key] < most for key, most in self._phone_bounds(claim)) else "waits: bound"
        if seen or claim.pooled:
            return "paid"
        here = (claim.station, self.period(claim.at))
        most = self.rules.unseen_base + self.rules.unseen_share * self.used["seen", *here]
        return "paid" if self.rules.pays_unseen and not again and self.used["unseen", *here] < most else "waits: desk"

    def _against(self, claim: Scan) -> tuple:
        return ("second", claim.station, claim.bag or self.period(claim.at))

    def _phone_bounds(self, claim: Scan) -> list[tuple[tuple, int]]:
        half = int(self.when[claim.id] // self.rules.half_hour)
        one = ((claim.visit, claim.code), self.rules.per_code) if claim.code else ((claim.phone, half), self.rules.per_phone)
        return [one, (("box", claim.station, half), self.rules.per_box), (self._against(claim), self.rules.seconds)]

    def _pay(self, claim: Scan, use: Use, seen: bool) -> None:
        best = max((r for r in use.returns if r.id in self.paid), key=strength, default=None)
        self.paid[claim.id] = 0
        if best:
            self.second[claim.id] = best.id
            self.used[self._against(best)] += 1
        if claim.phone and claim.id not in self.released:
            self.used.update(key for key, _ in self._phone_bounds(claim)[:2])
        elif not (best or claim.id in self.released or interested(claim) or claim.pooled and not seen):
            self.used["seen" if seen else "unseen", claim.station, self.period(claim.at)] += 1

    def _count(self, count: Count, now: float, *, is_new: bool) -> None:
        """Of what waits on a bag the oldest are paid, as many as more was counted than is paid there; one a use."""
        self.counts[count.bag] = count.number
        claims = [s for s in self.by_id.values() if s.bag == count.bag and s.kind in RETURNS]
        room = count.number - sum(claim.id in self.paid for claim in claims)
        for claim in claims:
            use = next((u for s in self.fold(claim.container)[0] for u in s.uses if claim in u.returns), None)
            if use and room > 0 and self.status.get(claim.id, "").startswith("waits") \
                    and not any(r.id in self.paid and r.bag == count.bag for r in use.returns):
                self.released[claim.id] = "bag"
                self._settle(claim.container)
                room -= claim.id in self.paid
                if claim.id not in self.paid:
                    del self.released[claim.id]
                    self._settle(claim.container)          # it says again why it waits
        if is_new and count.bag not in self.full and count.number >= self.rules.full * len({claim.container for claim in claims if self.status.get(claim.id) != "undone"}):
            self.full[count.bag] = now
            for claim in claims:
                self._settle(claim.container)

    # ---- §5 ------------------------------------------------------------------------------------------------------------
    def transfers(self) -> list[tuple[str, str, int]]:
        """(debit, credit, øre) as the state demands; what is booked is the difference of two of these."""
        made = []
        for container in self.scans:
            made += [("LOSS undo", f"RP {self.by_id[c].station}", self.paid[c]) for c in self.undone(container) if c in self.paid]
            made += [("LOSS undo", f"RP {self.by_id[c].station}", 1) for i, c in self.lost.items() if self.by_id[i].container == container]
            for slot in self.fold(container)[0]:
                held, deposit, ended = f"DH {slot.issue.station}" if slot.issue else "", slot.issue and slot.issue.deposit, self.trips_use(slot)
                if slot.issue:
                    made.append((f"V {slot.issue.station}", held, deposit))
                    how = "collected" if slot.staff else "seen_again" if slot.followed else "lost" if slot.lost else ""
                    trips = [self._claim(c) for c in self._of_trip(slot)]
                    made += [(held, f"UNC {how}", deposit)] if how and not (ended or trips) else []
                    for claim in trips:
                        made += self._payment(claim, trips[0], (held, deposit), "")
                for use in slot.uses:
                    claims = [self.by_id[c] for c in self.paid if self.by_id[c] in use.returns and use is not ended]
                    for claim in claims:
                        made += self._payment(claim, claims[0], ("", 0), "POOL" if claim.pooled else f"UNSEEN {use.delivered_to}")
        return made

    def _claim(self, one: str) -> Scan:
        """A claim that was paid: of an issue, what the desk that paid it besides a return had in hand."""
        return self.by_id[self.besides[one]]._replace(id=one) if one in self.besides else self.by_id[one]

    def _payment(self, claim: Scan, first: Scan, trip: tuple[str, int], unseen: str) -> list[tuple[str, str, int]]:
        amount = self.paid[claim.id] = max(self.paid[claim.id], trip[1] or claim.deposit)    # never less than was said
        rival, payable = self._claim(self.second.get(claim.id, first.id)), f"RP {claim.station}"
        dispute = f"DISPUTED {rival.station}"
        if claim is first:
            made = [(trip[0], payable, trip[1]), (unseen, payable, amount - trip[1])]
        else:
            made = [(dispute if interested(rival) else "LOSS contested", payable, amount)]
            if interested(rival) and claim.id in self.disputes:
                made.append((f"V {rival.station}" if self.disputes[claim.id] == "stall" else "LOSS contested", dispute, amount))
        if interested(claim):
            made.append((payable, f"V {claim.station}", amount))
        return [(debit, credit, øre) for debit, credit, øre in made if øre]

    def balances(self) -> dict[str, int]:
        sums: Counter[str] = Counter()
        for debit, credit, amount in self.transfers():
            sums.update({debit: -amount})
            sums.update({credit: amount})
        return {account: amount for account, amount in sums.items() if amount}
