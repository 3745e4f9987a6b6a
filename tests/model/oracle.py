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
from dataclasses import dataclass, field
from typing import NamedTuple

RETURNS, STAFF, LOSSES = {"return", "swap"}, {"collect", "wash", "receive"}, {"lost", "write_off"}


class Rules(NamedTuple):
    day: float = 1440
    reread: float = 10          # minutes in which a second reading at one place is the same reading
    late: float = 10            # how much older than its device's last word a scan may be and be believed
    oldest: float = 36 * 60     # nothing older pays by itself
    phone_early: float = 120    # a phone's scan may be so much older than its visit
    half_hour: float = 30
    per_phone: int = 4          # pictures paid per phone and half-hour at a printed sign
    per_code: int = 10          # pictures paid per entry of a screen's code
    per_box: int = 20           # pictures paid per box and half-hour, all phones together
    unseen_base: int = 6        # unseen uses that a station pays in a period by itself: so many,
    unseen_share: float = 0.2   # and this share of what it took with a seen issue
    seconds: int = 3            # second payments against one station and bag (or period)
    full: float = 0.95          # a count of this share of what was claimed into a bag is a wash of all of it
    pays_unseen: bool = True    # the event's policy; if not, unseen uses wait


class Scan(NamedTuple):
    id: str
    kind: str
    container: str
    at: float                   # effective time
    station: str
    place: str                  # stall, box, desk, wash, store
    device: str = ""
    phone: str | None = None    # a guest's phone; its claims are pictures
    visit: str | None = None
    code: str | None = None     # the entry of the screen's code that a phone's claim goes with
    typed: bool = False
    early: float = 0.0          # minutes that a phone's scan is older than its visit
    bag: str | None = None      # the bag that hung in the box
    undoes: str | None = None
    deposit: int = 1            # an issue's by its terms; a return's the lowest in force, fixed when recorded
    pooled: bool = False
    insist: bool = True         # at a desk: the person has the container in hand and means to pay


Sent = NamedTuple("Sent", [("device", str), ("until", float)])
Count = NamedTuple("Count", [("bag", str), ("number", int)])                   # a bag, counted by type
Decision = NamedTuple("Decision", [("container", str), ("pays", "str | None"), ("saw", "tuple[str, ...]")])
PaidOut = NamedTuple("PaidOut", [("visit", str)])
Settled = NamedTuple("Settled", [("claim", str), ("against", str)])            # a dispute: against "stall" or "scheme"
Forfeit = NamedTuple("Forfeit", [("at", float)])                               # the date on the poster


@dataclass
class Use:
    """Returns of one slot and period with no wash between."""
    returns: list[Scan]
    resets: int
    delivered_to: str
    washed: bool = False


@dataclass
class Slot:
    issue: Scan | None = None
    uses: list[Use] = field(default_factory=list)
    staff: list[Scan] = field(default_factory=list)
    lost: Scan | None = None
    followed: bool = False
    delivered_to: str = ""
    resets: int = 0


def interested(claim: Scan) -> bool:
    return claim.place == "stall" and not claim.phone


def strength(claim: Scan) -> int:
    return 1 if claim.phone else {"desk": 3, "box": 2, "stall": 1}[claim.place]


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
        self.used: Counter[tuple] = Counter()
        self.status: dict[str, str] = {}

    def record(self, fact: object, now: float = 0.0) -> str | None:
        if isinstance(fact, Scan):
            return self.status.get(fact.id) if fact.id in self.by_id else self._scan(fact, now)
        if isinstance(fact, Sent):
            self.word[fact.device] = max(fact.until, self.word.get(fact.device, fact.until))
        elif isinstance(fact, PaidOut):
            self.out.add(fact.visit)
        elif isinstance(fact, Settled):
            self.disputes[fact.claim] = fact.against
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
        self.word[scan.device] = max(word, scan.at)
        if scan.undoes in self.paid and self.by_id[scan.undoes].visit in self.out:
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
            if target.kind != "issue" or not any(s.at <= until and s.station != target.station for s in later):
                gone[target.id] = undo
        return gone

    def fold(self, container: str) -> tuple[list[Slot], str]:
        gone, slots, state = self.undone(container), [Slot()], "in_stock"
        live = [s for s in self.scans[container] if s.kind != "undo" and s.id not in gone]
        live += [Scan(f"~{s.bag}", "wash", container, self.full[s.bag], "", "bag") for s in live
                 if s.kind in RETURNS and s.id not in self.refused and self.full.get(s.bag, -1) > s.at]
        live += [s._replace(kind="undone issue") for s in map(self.by_id.get, gone) if s.kind == "issue"]
        for scan in sorted(live, key=lambda s: (s.at, "issue" not in s.kind, s.id)):
            slot, use = slots[-1], slots[-1].uses[-1] if slots[-1].uses else None
            if scan.kind == "issue":
                first = slot.issue
                if first and first.station == scan.station and scan.at - first.at <= self.rules.reread \
                        and not (slot.uses or slot.staff or slot.lost):
                    continue
                slot.followed, state = True, "issued"
                slots.append(Slot(scan))
            elif scan.kind in RETURNS:
                if use and not use.washed and self.period(use.returns[0].at) == self.period(scan.at):
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
            elif scan.kind == "undone issue":
                slot.delivered_to = scan.station               # nobody lowers a debt by undoing
        return slots, "retired" if any(s.kind == "retire" for s in live) else state

    def _is_sight(self, claim: Scan) -> bool:
        return claim.id not in self.refused | self.box_or_desk

    def trips_use(self, slot: Slot) -> Use | None:
        """The use that ended the slot's trip and has its deposit."""
        return next((use for use in slot.uses if any(map(self._is_sight, use.returns))), None) if slot.issue else None

    # ---- §3 ------------------------------------------------------------------------------------------------------------
    def _settle(self, container: str) -> None:
        for claim in self.undone(container):
            scan = self.by_id[claim]
            if scan.kind in RETURNS:
                self.status[claim] = "undone"
            if claim in self.paid and (scan.visit not in self.out or interested(scan)):
                del self.paid[claim]
                self.second.pop(claim, None)
        while self._pays_one(container):
            pass

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
        """The ladder. Bounds delay, they never decide."""
        how, paid = self.released.get(claim.id), [r for r in use.returns if r.id in self.paid]
        no = "box_or_desk" if interested(claim) else ""
        if claim.id in self.box_or_desk | self.refused:
            return "box_or_desk" if claim.id in self.box_or_desk else "refused"
        if how == "person" or how and not paid:
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
            if any(r.phone and r.station == claim.station for r in paid):
                return "waits: same box"
            return "paid" if self.used[self._against(best)] < self.rules.seconds else "waits: contested"
        asked = [strength(r) for r in earlier if r.id not in self.box_or_desk | self.old]
        if strength(claim) <= max(asked, default=0):
            return no or "waits: same question"
        if interested(claim):
            return "paid" if seen and self.used[self._against(claim)] < self.rules.seconds else no
        if claim.phone:
            was_ours = any(s.at <= claim.at and s.place != "bag" for s in slot.staff)
            if not seen or claim.typed or was_ours:
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
        if is_new and count.number >= self.rules.full * len({claim.container for claim in claims}):
            self.full.setdefault(count.bag, now)
            for claim in claims:
                self._settle(claim.container)

    # ---- §5 ------------------------------------------------------------------------------------------------------------
    def transfers(self) -> list[tuple[str, str, int]]:
        """(debit, credit, øre) as the state demands; what is booked is the difference of two of these."""
        made = []
        for container in self.scans:
            made += [("LOSS undo", f"RP {self.by_id[c].station}", self.paid[c]) for c in self.undone(container) if c in self.paid]
            for slot in self.fold(container)[0]:
                held, deposit, ended = f"DH {slot.issue.station}" if slot.issue else "", slot.issue and slot.issue.deposit, self.trips_use(slot)
                if slot.issue:
                    made.append((f"V {slot.issue.station}", held, deposit))
                    how = "collected" if slot.staff else "seen_again" if slot.followed else "lost" if slot.lost else ""
                    made += [(held, f"UNC {how}", deposit)] if how and not ended else []
                for use in slot.uses:
                    claims = [self.by_id[c] for c in self.paid if self.by_id[c] in use.returns]
                    for claim in claims:
                        trip = (held, deposit) if use is ended else ("", 0)
                        made += self._payment(claim, claims[0], trip, "POOL" if claim.pooled else f"UNSEEN {use.delivered_to}")
        return made

    def _payment(self, claim: Scan, first: Scan, trip: tuple[str, int], unseen: str) -> list[tuple[str, str, int]]:
        amount = self.paid[claim.id] = max(self.paid[claim.id], trip[1] or claim.deposit)    # never less than was said
        rival, payable = self.by_id[self.second.get(claim.id, first.id)], f"RP {claim.station}"
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
