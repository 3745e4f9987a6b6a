"""The event report against everything recomputed from the exported scans, one by one, on both databases."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, event, select

from pantbox.circulation.history import Trip, TripEnd
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import ReturnClaimRow, ScanRow, TripRow
from pantbox.core import Core
from pantbox.errors import NotFound
from pantbox.places.stations import StationKind
from pantbox.reports.event_report import event_report
from pantbox.reports.flow import Totals
from pantbox.reports.intervals import wilson
from pantbox.reports.model import EventReport
from pantbox.reports.return_rate import Grade
from tests.reports import direct
from tests.reports.festival import DEPOSITS, OPENS, Festival, days_of_scans, open_festival
from tests.reports.recount import Tally, aged, event_day, tallied, trips_of


@dataclass
class Told:
    """What the report says, and the trips folded anew from the exported scans."""

    festival: Festival
    report: EventReport
    trips: list[Trip]
    now: datetime


@pytest.fixture(params=[1, 2])
def told(core: Core, request: pytest.FixtureRequest) -> Told:
    """Four random days and their report."""
    festival = open_festival(core)
    now = days_of_scans(festival, seed=request.param, size=400)
    with core.database.reading() as session:
        connection = session.connection()
        return Told(festival, event_report(connection, festival.event_id, now), trips_of(connection), now)


def same(totals: Totals, counted: Tally) -> bool:
    """Whether the report's totals are what was counted."""
    said = {way: getattr(totals, way) for way in counted.ends}
    return (totals.issued, totals.out, said) == (counted.issued, counted.out, counted.ends)


def test_totals_are_what_the_scans_say(told: Told) -> None:
    counted = tallied(told.trips)

    assert counted.unseen > 5
    assert all(counted.ends.values())
    assert same(told.report.cohort.totals, counted)
    assert told.report.cohort.unseen == counted.unseen
    assert told.report.trips == len(told.trips)


def test_the_headline_is_wilsons_with_its_coverage_and_its_window(told: Told) -> None:
    counted, rate = tallied(told.trips), told.report.rate
    returned = counted.ends["returned"]

    assert rate.share == wilson(returned, counted.issued)
    assert rate.scan_coverage == pytest.approx(returned / (returned + counted.unseen))
    assert rate.is_bound
    assert rate.low < rate.share.low
    assert rate.high > rate.share.high
    assert rate.grade is Grade.INCOMPLETE
    assert rate.window.issued_from is not None
    assert rate.window.issued_until is not None
    seen = [trip.opened_at for trip in told.trips if trip.seen]
    assert rate.window.issued_from <= min(seen) < rate.window.issued_from + timedelta(hours=1)
    assert rate.window.issued_until - timedelta(hours=1) <= max(seen) < rate.window.issued_until


def test_every_type_says_what_its_scans_say_and_types_sum_to_the_totals(told: Told) -> None:
    for line in told.report.by_type:
        trips = [trip for trip in told.trips if trip.type_id == line.id]
        assert same(line.cohort.totals, tallied(trips))
        assert line.cohort.unseen == tallied(trips).unseen
        assert line.used == len({trip.container_id for trip in trips})
        assert line.rotations.count == len(trips) - line.used
        assert line.rotations.estimated
        assert line.single_use.grams == len(trips) * 11
    assert sum(line.cohort.totals.issued for line in told.report.by_type) == told.report.cohort.totals.issued
    assert [line.slug for line in told.report.by_type] == list(DEPOSITS)


def test_every_stall_vendor_and_box_says_what_its_scans_say(told: Told) -> None:
    report = told.report
    for stall in report.by_stall:
        theirs = [trip for trip in told.trips if trip.seen and trip.opened_station_id == stall.id]
        assert same(stall.cohort.totals, tallied(theirs))
    for box in report.by_box:
        taken = [t for t in told.trips if t.end is TripEnd.RETURNED and t.ended_station_id == box.id]
        assert (box.taken, box.unseen) == (len(taken), sum(not trip.seen for trip in taken))
    assert [vendor.name for vendor in report.by_vendor] == ["=cmd|beer", "Soup & Sons"]
    assert sum(v.cohort.totals.issued for v in report.by_vendor) == report.cohort.totals.issued
    assert sum(box.taken for box in report.by_box) == report.flow.returns == report.cohort.returns


def test_every_hour_and_day_says_what_its_scans_say(told: Told) -> None:
    by_hour: dict[datetime, list[Trip]] = defaultdict(list)
    by_day: dict[datetime, list[Trip]] = defaultdict(list)
    for trip in told.trips:
        if trip.seen:
            by_hour[trip.opened_at.replace(minute=0, second=0, microsecond=0)].append(trip)
            by_day[event_day(trip.opened_at)].append(trip)

    assert {line.hour for line in told.report.by_hour if line.issues} == set(by_hour)
    for hour in told.report.by_hour:
        assert same(hour.cohort.totals, tallied(by_hour[hour.hour]))
    assert [line.begins_at for line in told.report.by_day] == sorted(by_day)
    for day in told.report.by_day:
        assert same(day.cohort.totals, tallied(by_day[day.begins_at]))


def test_the_curve_is_the_direct_estimate_from_the_exported_scans(told: Told) -> None:
    trips = aged(told.trips, told.now)

    steps = told.report.curve.steps

    assert len(steps) > 8
    for step in steps:
        assert step.at_risk == sum(direct.rounded(trip.age) >= step.rounded_minutes for trip in trips)
        for way, share in step.parts.items():
            assert share == pytest.approx(
                float(direct.incidence(trips, step.rounded_minutes, way)), abs=1e-12
            )
        assert sum(step.parts.values()) + step.still_out == pytest.approx(1)


def test_each_types_and_each_days_curve_is_its_own_direct_estimate(told: Told) -> None:
    curves = [
        (line.curve, [trip for trip in told.trips if trip.type_id == line.id]) for line in told.report.by_type
    ] + [
        (day.curve, [trip for trip in told.trips if event_day(trip.opened_at) == day.begins_at])
        for day in told.report.by_day
    ]
    for curve, of in curves:
        trips, last = aged(of, told.now), curve.steps[-1]
        assert curve.n == len(trips)
        assert last.returned == pytest.approx(
            float(direct.incidence(trips, last.rounded_minutes, "returned")), abs=1e-12
        )


def credited(told: Told) -> dict[UUID, tuple[UUID | None, int]]:
    """Visit and øre of each stored trip that was paid: no fold of the scans alone knows what was decided."""
    columns = TripRow.id, TripRow.credited_visit_id, TripRow.credited_ore
    with told.festival.core.database.reading() as session:
        rows = session.execute(select(*columns).where(TripRow.credited_scan_id.is_not(None)))
        return {row.id: (row.credited_visit_id, row.credited_ore) for row in rows}


def test_guests_are_visits_with_a_deposit(told: Told) -> None:
    visits = {visit for visit, _ in credited(told).values()} - {None}
    with told.festival.core.database.reading() as session:
        second = select(ScanRow.visit_id).join(ReturnClaimRow, ReturnClaimRow.id == ScanRow.id)
        visits |= set(session.scalars(second.where(ReturnClaimRow.second_of.is_not(None)))) - {None}

    assert told.report.guests.visits == len(visits)
    assert told.report.guests.donating.count == 0


def test_money_is_what_the_trips_say_to_the_ore(told: Told) -> None:
    paid = credited(told)
    money, seen = told.report.money, [trip for trip in told.trips if trip.seen]

    def deposits(trips: list[Trip]) -> int:
        return sum(trip.deposit_ore for trip in trips)

    unclaimed = [trip for trip in seen if trip.end and trip.end is not TripEnd.RETURNED]
    assert money.collected_ore == deposits(seen)
    undecided = [trip for trip in seen if trip.end is TripEnd.RETURNED and trip.id not in paid]
    assert money.held_ore == deposits([trip for trip in seen if trip.end is None] + undecided)
    assert money.unclaimed_ore == deposits(unclaimed) == sum(money.unclaimed_by_how.values())
    assert money.unclaimed_by_how["broken"] == deposits(
        [t for t in unclaimed if t.end is TripEnd.WRITTEN_OFF]
    )
    assert money.unseen_ore == sum(
        paid[trip.id][1] for trip in told.trips if not trip.seen and trip.id in paid
    )
    assert money.collected_ore + money.unseen_ore + money.disputed_ore + money.lost_ore == (
        money.held_ore + money.unclaimed_ore + money.payable_ore + money.refunded_ore + money.donated_ore
    )
    assert sum(money.came_in.values()) == sum(money.went.values())
    assert sum(money.balances.values()) == 0


def test_climate_is_of_the_cup_alone_and_says_so(told: Told) -> None:
    by_slug = {line.slug: line for line in told.report.by_type}

    assert told.report.climate is None
    assert by_slug["bowl"].climate is None
    assert by_slug["small-cup"].climate is not None
    assert by_slug["small-cup"].past_break_even is not None
    assert {"key": "assumption-climate-not-all-types"} in told.report.assumptions
    assert told.report.assumptions[0] == {"en": "The number of guests was guessed."}


def test_a_report_costs_the_same_statements_for_an_empty_event_and_a_full_one(core: Core) -> None:
    festival = open_festival(core)
    with core.database.reading() as session, counting(session.connection()) as empty:
        event_report(session.connection(), festival.event_id, OPENS)

    now = days_of_scans(festival, seed=3, size=150)

    with core.database.reading() as session, counting(session.connection()) as full:
        event_report(session.connection(), festival.event_id, now)
    assert len(empty) == len(full) <= 15


class counting:
    """The statements sent while it is open."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.statements = connection, []

    def __enter__(self) -> list[str]:
        event.listen(self.connection, "before_cursor_execute", self._note)
        return self.statements

    def __exit__(self, *_: object) -> None:
        event.remove(self.connection, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.statements.append(statement)


def test_an_empty_event_has_a_report_that_claims_nothing(core: Core) -> None:
    festival = open_festival(core)

    with core.database.reading() as session:
        report = event_report(session.connection(), festival.event_id, OPENS)

    assert (report.rate.value, report.rate.n, report.scan_coverage) == (None, 0, None)
    assert (report.dwell.median_seconds, report.flow.ratio, report.curve.steps) == (None, None, ())
    assert report.money.collected_ore == 0
    assert [box.kind for box in report.by_box] == [StationKind.PANT_BOX, StationKind.PANT_BOX]


def test_of_an_event_nobody_knows_there_is_no_report(core: Core) -> None:
    with core.database.reading() as session, pytest.raises(NotFound):
        event_report(session.connection(), 404, OPENS)


def test_a_bag_that_was_counted_is_held_against_what_was_claimed_while_it_hung(core: Core) -> None:
    festival = open_festival(core)
    cups, noon = festival.of_type("small-cup"), OPENS + timedelta(hours=2)
    for cup in cups[:5]:
        festival.scan("beer", Kind.ISSUE, cup, noon)
    for cup in cups[:4]:
        festival.scan("north", Kind.RETURN, cup, noon + timedelta(hours=1))
    festival.scan("north", Kind.EMPTY, "", noon + timedelta(hours=2), bag="B-17")
    festival.scan("north", Kind.RETURN, cups[4], noon + timedelta(hours=3))
    a_cup = f"(8003)0{festival.assets['small-cup']}"
    festival.scan("wash", Kind.COUNT, a_cup, noon + timedelta(hours=4), bag="B-17", quantity=3)
    festival.scan(
        "wash", Kind.COUNT, a_cup, noon + timedelta(hours=4), bag="B-17", quantity=9, reason="rubbish"
    )

    with core.database.reading() as session:
        report = event_report(session.connection(), festival.event_id, noon + timedelta(hours=5))

    north = next(box for box in report.by_box if box.name == "North")
    assert (north.taken, north.bags, north.claimed, north.counted) == (5, 1, 4, 3)
    assert north.counted_to_claimed == 0.75
