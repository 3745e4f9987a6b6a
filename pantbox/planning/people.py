"""What people of a scenario do: who takes what where, when it comes back, and how they want their money. Pure.

Made backwards, from visits to portions, so that counts a scenario knows exactly come out exactly. Everything chance
decides is drawn from one seeded source: the same seed is the same festival.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import accumulate
from random import Random

from pantbox.planning.festival import Plan, Portion, Theft, Visit, Way, Wish
from pantbox.planning.fleet import assign_containers
from pantbox.planning.scenario import Scenario

CLOSING = time(23, 50)
OPENING = time(10, 30)
LONGEST_STAY = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a type are handed out, brought back, and picked up by the crew."""

    handed_out: int
    returned: int
    collected: int


def quotas(scenario: Scenario) -> dict[str, Quota]:
    """Of each type: what the scenario knows exactly, else its share of what its guests take."""
    portions = scenario.guests * scenario.portions_per_guest
    found = {}
    for kind in scenario.types:
        handed_out = kind.handed_out if kind.handed_out is not None else round(portions * kind.share)
        returned = kind.returned if kind.returned is not None else round(handed_out * scenario.return_share)
        collected = min(round(handed_out * scenario.collected_share), handed_out - returned)
        found[kind.slug] = Quota(handed_out, returned, collected)
    return found


def plan(scenario: Scenario, chance: Random) -> Plan:
    """What happens, drawn from `chance`."""
    drawing = _Drawing(scenario, chance)
    made = Plan()
    wanted = quotas(scenario)
    returned = [kind for kind, quota in wanted.items() for _ in range(quota.returned)]
    chance.shuffle(returned)
    for way, size in _visit_sizes(scenario, chance, len(returned)):
        made.visits.append(drawing.visit(way, [returned.pop() for _ in range(size)]))
    drawing.wish(made.visits)
    for kind, quota in wanted.items():
        for number in range(quota.handed_out - quota.returned):
            portion = drawing.portion(kind, drawing.order_time())
            if number < quota.collected:
                portion.gone_at = drawing.closing_of(portion.at)
                made.collected.append(portion)
            made.portions.append(portion)
    made.portions += [portion for visit in made.visits for portion in visit.portions]
    made.portions.sort(key=lambda portion: portion.at)
    made.visits.sort(key=lambda visit: visit.at)
    made.collected.sort(key=lambda portion: portion.at)
    made.fleet = assign_containers(scenario, made.portions)
    made.thefts = drawing.thefts(made.portions)
    return made


def _visit_sizes(scenario: Scenario, chance: Random, containers: int) -> list[tuple[Way, int]]:
    """So many visits, each of at least one container, together of exactly this many."""
    collector = scenario.trouble.collector
    bags: list[tuple[Way, int]] = []
    if collector:
        # A collector finds what others leave, which is never a tenth of it all.
        most = containers // 10 // max(collector.containers, 1)
        bags = [(Way.COLLECTOR, collector.containers)] * min(collector.bags_per_day * scenario.days, most)
    left = containers - sum(size for _, size in bags)
    visits = scenario.visits if scenario.visits is not None else round(left / scenario.portions_per_visit)
    visits = max(min(visits, left), 1 if left else 0)
    sizes = [1] * visits
    for _ in range(left - visits):
        sizes[chance.randrange(visits)] += 1
    return bags + [(Way.BOX, size) for size in sizes]


class _Drawing:
    """Draws single things of a scenario."""

    def __init__(self, scenario: Scenario, chance: Random) -> None:
        self.scenario = scenario
        self.chance = chance
        self.screens = [place for place, box in enumerate(scenario.boxes) if box.has_screen]
        self.signs = [place for place, box in enumerate(scenario.boxes) if not box.has_screen]
        self._days = list(accumulate(scenario.day_weights[: scenario.days]))
        self._hours = list(scenario.hours)
        self._hour_weights = list(accumulate(scenario.hours.values()))
        self._stalls = list(accumulate(stall.draws for stall in scenario.stalls))

    def order_time(self) -> datetime:
        """When somebody orders."""
        day = self.chance.choices(range(1, self.scenario.days + 1), cum_weights=self._days)[0]
        hour = self.chance.choices(self._hours, cum_weights=self._hour_weights)[0]
        minute, second = self.chance.randrange(60), self.chance.randrange(60)
        return self.scenario.moment(day, time(hour, minute, second))

    def portion(self, kind: str, at: datetime, stall: int | None = None) -> Portion:
        """A container handed out."""
        place = self.stall() if stall is None else stall
        forgets = self.scenario.stalls[place].forgets
        return Portion(kind, place, at, forgotten=self.chance.random() < forgets)

    def stall(self) -> int:
        """A stall people go to."""
        return self.chance.choices(range(len(self._stalls)), cum_weights=self._stalls)[0]

    def visit(self, way: Way, kinds: list[str]) -> Visit:
        """A guest's containers, ordered at one stall or two, and when and where they come back."""
        at, stall = self.order_time(), self.stall()
        portions = []
        for number, kind in enumerate(kinds):
            alone = way is Way.COLLECTOR
            if not alone and number == 2:
                at, stall = at + timedelta(minutes=self.chance.uniform(8, 45)), self.stall()
            began = at - timedelta(minutes=self.chance.uniform(0, 90)) if alone else at
            portions.append(self.portion(kind, began, None if alone else stall))
        back = self._back_at(max(portion.at for portion in portions))
        drawn = self._way(way, len(kinds))
        visit = Visit(drawn, self._place(drawn, back), back, Wish.LATER, portions)
        for portion in portions:
            portion.gone_at = back
        return visit

    def _back_at(self, last_order: datetime) -> datetime:
        dwell = min(
            timedelta(minutes=self.scenario.dwell_minutes * self.chance.lognormvariate(0, 0.6)), LONGEST_STAY
        )
        back, closing = last_order + max(dwell, timedelta(minutes=3)), self.closing_of(last_order)
        is_last_day = closing > self.scenario.ends_at - timedelta(days=1)
        if self.chance.random() < self.scenario.next_day_share and not is_last_day:
            morning = datetime.combine(last_order.date() + timedelta(days=1), OPENING, last_order.tzinfo)
            return morning + timedelta(minutes=self.chance.uniform(0, 600))
        if back < closing:
            return back
        # Who is still there when the music stops hands in on the way out.
        return max(closing - timedelta(minutes=self.chance.uniform(1, 12)), last_order + timedelta(minutes=1))

    def closing_of(self, moment: datetime) -> datetime:
        """When the gates close on the day of `moment`."""
        return datetime.combine(moment.date(), CLOSING, moment.tzinfo)

    def _way(self, way: Way, size: int) -> Way:
        if way is Way.COLLECTOR:
            return way
        drawn = self.chance.random()
        if self.signs and size <= 4 and drawn < self.scenario.phone_share:
            return Way.PHONE
        if self.scenario.desks and drawn > 1 - self.scenario.desk_share:
            return Way.DESK
        return Way.BOX

    def _place(self, way: Way, at: datetime) -> int:
        if way is Way.DESK:
            return self.chance.randrange(len(self.scenario.desks))
        boxes = self.signs if way is Way.PHONE else self.screens
        open_ones = [place for place in boxes if not self._is_full(place, at)] or boxes
        weights = [self.scenario.boxes[place].draws for place in open_ones]
        return self.chance.choices(open_ones, weights)[0]

    def _is_full(self, place: int, at: datetime) -> bool:
        for full in self.scenario.trouble.overfull:
            since = self.scenario.moment(full.day, full.at)
            is_here = full.box == self.scenario.boxes[place].name
            if is_here and since <= at < since + timedelta(hours=full.hours):
                return True
        return False

    def wish(self, visits: list[Visit]) -> None:
        """What each guest wants done. Exactly the scenario's share of them donates; one in three of those, half."""
        chance, scenario = self.chance, self.scenario
        donors = set(
            chance.sample(
                [number for number, visit in enumerate(visits) if visit.way is not Way.COLLECTOR],
                round(len(visits) * scenario.donating_share),
            )
        )
        names = [Wish.VOUCHER, Wish.SLIP, Wish.CASH, Wish.LATER]
        weights = [getattr(scenario.rails, name.value) for name in names]
        for number, visit in enumerate(visits):
            visit.wish = chance.choices(names, weights)[0]
            if visit.way is Way.DESK or visit.way is Way.COLLECTOR:
                visit.wish = Wish.CASH
            if number in donors:
                # Change is in whole coins, and half of one deposit is rarely that: who donates half has two or more.
                half = len(visit.portions) > 1 and chance.random() < 1 / 3
                visit.wish = Wish.DONATE_HALF if half else Wish.DONATE
            if chance.random() < scenario.redeemed_share:
                visit.redeemed_after = timedelta(minutes=chance.uniform(5, 150))
                visit.redeemed_in_two = chance.random() < 0.25
                visit.redeemed_at = self.stall()

    def thefts(self, portions: list[Portion]) -> list[Theft]:
        """The pictures a thief takes of what stands on tables at a quarter to nine, claimed at once."""
        thief = self.scenario.trouble.thief
        if thief is None or not self.signs:
            return []
        at = self.scenario.moment(thief.day, time(20, 45))
        on_tables = [
            portion
            for portion in portions
            if portion.at < at and portion.gone_at and portion.gone_at > at and not portion.forgotten
        ]
        seen = self.chance.sample(on_tables, min(thief.pictures, len(on_tables)))
        return [Theft(self.chance.choice(self.signs), at, seen)] if seen else []
