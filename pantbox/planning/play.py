"""Playing a festival: what was planned happens, in simulated time, against the real front doors.

Time goes in rounds. In each, stalls send what they handed out, boxes and phones what came back, and then people do what
people do when they have been told: take a voucher, give the money away, go to the desk, spend.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from random import Random
from wsgiref.types import WSGIApplication
from zoneinfo import ZoneInfo

from pantbox.circulation.forfeits import close_event
from pantbox.core import Core
from pantbox.planning.crew import Crew, is_night
from pantbox.planning.devices import Device, send_together
from pantbox.planning.doors import Doors
from pantbox.planning.festival import Portion, Theft, Visit, Way, Wish
from pantbox.planning.ground import Ground, set_up
from pantbox.planning.guests import Guests
from pantbox.planning.people import plan
from pantbox.planning.scenario import Scenario
from pantbox.planning.simulated_time import SimulatedClock
from pantbox.planning.summary import Summary
from pantbox.planning.upcoming import Upcoming

SET_UP_BEFORE = timedelta(hours=20)
FIRST_ROUND, NIGHT = time(11), time(0, 30)
Progress = Callable[[float], None]


def play(
    app: WSGIApplication,
    core: Core,
    clock: SimulatedClock,
    scenario: Scenario,
    *,
    seed: int,
    until: datetime | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Play a scenario with this seed, to its end or only `until` then, and say what came of it.

    `app` answers on the installation `core`, and both look at `clock`.
    """
    festival = _Festival(app, core, clock, scenario, Random(seed))
    until = until.astimezone(ZoneInfo(scenario.timezone)) if until else None
    rounds = [moment for moment in _rounds(scenario) if until is None or moment < until]
    for number, moment in enumerate([*rounds, *([until] if until else [])]):
        festival.go_on_until(moment)
        if progress:
            progress((number + 1) / (len(rounds) + 1))
    festival.stop(is_over=until is None)
    return festival.summary()


def opening_of(scenario: Scenario) -> datetime:
    """When simulated time begins: the afternoon before, when everything is set up."""
    return scenario.starts_at - SET_UP_BEFORE


def _rounds(scenario: Scenario) -> Iterator[datetime]:
    step = timedelta(minutes=scenario.send_every_minutes)
    for day in range(1, scenario.days + 1):
        moment, midnight = scenario.moment(day, FIRST_ROUND), scenario.moment(day + 1, time(0))
        while moment < midnight:
            yield moment
            moment += step
        yield scenario.moment(day + 1, NIGHT)


class _Festival:
    """One festival being played."""

    def __init__(
        self, app: WSGIApplication, core: Core, clock: SimulatedClock, scenario: Scenario, chance: Random
    ) -> None:
        self.core, self.scenario, self.clock, self.chance = core, scenario, clock, chance
        self.plan = plan(scenario, chance)
        self.doors = Doors(app)
        clock.move_to(opening_of(scenario))
        slips = sum(visit.wish is Wish.SLIP for visit in self.plan.visits)
        self.ground: Ground = set_up(core, scenario, self.plan.fleet, slips, chance, clock())
        self.stalls = [Device.pair(self.doors, place, chance) for place in self.ground.stalls]
        self.boxes = [Device.pair(self.doors, place, chance) for place in self.ground.boxes]
        self.desks = [Device.pair(self.doors, place, chance) for place in self.ground.desks]
        self.verdicts: Counter[str] = Counter()
        self.guests = Guests(self.doors, self.ground, self.stalls, self.desks, chance)
        self.crew = Crew(self.doors, scenario, self.ground, self.boxes, chance)
        self._portions = Upcoming(self.plan.portions, lambda portion: portion.at)
        self._visits = Upcoming(self.plan.visits, lambda visit: visit.at)
        self._thefts = Upcoming(self.plan.thefts, lambda theft: theft.at)
        self._collected = Upcoming(self.plan.collected, lambda portion: portion.gone_at or portion.at)
        self.issued = 0

    def go_on_until(self, moment: datetime) -> None:
        """Let everything happen that happens before `moment`."""
        self.clock.move_to(moment)
        self._go_offline_and_back(moment)
        for portion in self._portions.before(moment):
            self._hand_out(portion)
        self._send(self.stalls)
        for theft in self._thefts.before(moment):
            self._steal(theft)
        self._take_back(list(self._visits.before(moment)))
        self.guests.spend(moment)
        for portion in self._collected.before(moment):
            self.crew.collect(portion)
        self.crew.go_on_until(moment)
        if is_night(moment):
            for stall in self.stalls:
                stall.say_all_is_sent(moment)

    def stop(self, *, is_over: bool) -> None:
        """Close the event when it is over; else leave it as it stands."""
        self.crew.look_into_boxes()
        if is_over:
            close_event(self.core, self.ground.event_id, self.clock(), by="simulation")

    def _hand_out(self, portion: Portion) -> None:
        if portion.forgotten:
            return
        self.issued += 1
        stall = self.stalls[portion.stall]
        stall.scan("issue", self._code(portion), portion.at, terms=stall.terms)

    def _code(self, portion: Portion) -> str:
        return self.ground.labels[portion.kind][portion.container]

    def _send(self, devices: list[Device]) -> None:
        for answers in send_together(devices):
            self.verdicts.update(answers.verdicts)

    def _go_offline_and_back(self, moment: datetime) -> None:
        for cut in self.scenario.trouble.offline:
            since = self.scenario.moment(cut.day, cut.at)
            stall = next(place for place, one in enumerate(self.scenario.stalls) if one.name == cut.stall)
            self.stalls[stall].online = not since <= moment < since + timedelta(hours=cut.hours)

    def _take_back(self, visits: list[Visit]) -> None:
        by_box: dict[int, list[tuple[str, Visit]]] = defaultdict(list)
        for visit in visits:
            if visit.way is Way.PHONE:
                self._return_by_phone(visit)
                continue
            device = (self.desks if visit.way is Way.DESK else self.boxes)[visit.place]
            visit_id = str(device.new_id(visit.at))
            for portion in visit.portions:
                device.scan("return", self._code(portion), visit.at, visit=visit_id)
            by_box[id(device)].append((visit_id, visit))
            if visit.way is not Way.DESK:
                self.crew.dropped(visit.place, visit.portions)
        devices = [*self.boxes, *self.desks]
        for device, answers in zip(devices, send_together(devices), strict=True):
            self.verdicts.update(answers.verdicts)
            for visit_id, visit in by_box[id(device)]:
                if visit_id in answers.visits:
                    self.guests.told(visit, answers.visits[visit_id], device)

    def _return_by_phone(self, visit: Visit) -> None:
        place = self.ground.boxes[visit.place]
        phone = self.guests.phone(place.sign, visit.at)
        for portion in visit.portions:
            phone.scan("return", self._code(portion), visit.at)
        answers = phone.send()
        self.verdicts.update(answers.verdicts)
        self.crew.dropped(visit.place, visit.portions)
        for told in answers.visits.values():
            self.guests.told(visit, told, phone)

    def _steal(self, theft: Theft) -> None:
        # As one visit whose containers never fall into the box: the bag count will tell.
        pretended = Visit(Way.PHONE, theft.box, theft.at, Wish.VOUCHER, theft.portions, timedelta(minutes=20))
        place = self.ground.boxes[theft.box]
        phone = self.guests.phone(place.sign, theft.at)
        for portion in theft.portions:
            phone.scan("return", self._code(portion), theft.at)
        answers = phone.send()
        self.verdicts.update(answers.verdicts)
        for told in answers.visits.values():
            self.guests.told(pretended, told, phone)

    def summary(self) -> Summary:
        """What came of it."""
        return Summary(
            event=self.ground.event_slug,
            event_id=self.ground.event_id,
            organisation_id=self.ground.organisation_id,
            scenario=self.scenario.slug,
            guests=self.scenario.guests,
            containers=sum(self.plan.fleet.values()),
            handed_out=self._portions.done,
            scanned_out=self.issued,
            visits=self._visits.done,
            verdicts=dict(sorted(self.verdicts.items())),
            refunds=dict(sorted(self.guests.refunds.items())),
            redeemed=self.guests.redeemed,
            requests=self.doors.requests,
        )
