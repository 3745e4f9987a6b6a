"""Closed means closed: what a report says of a closed event stays, whatever becomes known later; that stands beside it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError

from pantbox.circulation.door import NewScan, Submission
from pantbox.circulation.forfeits import close_event
from pantbox.circulation.holds import refuse, release
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.rollups import fold_deltas
from pantbox.circulation.rows import CLAIMS, SCANS
from pantbox.circulation.scan import Kind
from pantbox.containers.figures import Figures, change_figures
from pantbox.containers.making import make_batch
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.db import Database, UtcDateTime
from pantbox.jobs.closed_figures import keep_closed_figures
from pantbox.places.events import Event
from pantbox.places.setup import change_terms, create_station
from pantbox.places.stations import StationKind
from pantbox.reports.as_csv import as_csv
from pantbox.reports.as_json import as_json
from pantbox.reports.closed_figures import changed
from pantbox.reports.event_report import event_report
from tests.reports.festival import OPENS, Festival, days_of_scans, open_festival
from tests.reports.town import in_town

BESIDE = ("generated_at", "later")
"""What a closed report says that may change: when it was made, and what came later."""


def told(festival: Festival, now: datetime) -> dict[str, Any]:
    with festival.core.database.reading() as session:
        return as_json(event_report(session.connection(), festival.event_id, now))


def closed_figures(festival: Festival, now: datetime) -> dict[str, Any]:
    return {name: value for name, value in told(festival, now).items() if name not in BESIDE}


def fold(festival: Festival) -> None:
    while festival.core.database.retrying(fold_deltas):
        pass


def close(festival: Festival, at: datetime) -> None:
    close_event(festival.core, festival.event_id, at)


@pytest.fixture(params=[1, 2, 3])
def closed(core: Core, request: pytest.FixtureRequest) -> tuple[Festival, datetime]:
    """A festival of four random days, and when it was closed: in the middle of the scans that were told by then."""
    festival = open_festival(core)
    now = days_of_scans(festival, seed=request.param, size=200)
    fold(festival) if request.param == 1 else None
    return festival, now


OF_THE_TIME = {"assumptions", "return_rate", "event", *BESIDE}
"""Where an open report says that it is one."""


def test_a_closed_report_is_the_one_that_stood_at_its_closing(closed: tuple[Festival, datetime]) -> None:
    festival, closing = closed
    before = told(festival, closing)

    close(festival, closing)
    after = told(festival, closing + timedelta(days=30))

    for section in before.keys() - OF_THE_TIME:
        assert without_windows(after[section]) == without_windows(before[section]), section
    assert after["return_rate"]["window"]["closed"] is True
    assert after["return_rate"]["value"] == before["return_rate"]["value"]


def without_windows(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: without_windows(value) for name, value in told.items() if name != "window"}
    return [without_windows(one) for one in told] if isinstance(told, list) else told


def test_whatever_becomes_known_later_every_closed_figure_stays(closed: tuple[Festival, datetime]) -> None:
    festival, closing = closed
    close(festival, closing)
    before = closed_figures(festival, closing)
    sheet = closed_sheet(festival, closing)
    assert keep_closed_figures(festival.core, closing) == 1

    for number, fact in enumerate(later_facts(festival, closing, Random(closing.minute))):
        after = closed_figures(festival, closing + timedelta(days=number + 1))
        assert after == before, fact

    assert closed_sheet(festival, closing + timedelta(days=90)) == sheet
    assert told(festival, closing + timedelta(days=90))["later"]["told_late"] > 0
    assert differing(festival) == []
    assert keep_closed_figures(festival.core, closing) == 0


def differing(festival: Festival) -> list[str]:
    """The closed events that are not as they were closed, by the audit's own look."""
    with festival.core.database.reading() as session:
        events, _of = changed(session.connection(), None)
    return events


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE trip SET known_at = :later WHERE id = (SELECT id FROM trip ORDER BY opened_at LIMIT 1)"],
        [
            "UPDATE rollup SET since = :later WHERE hour = (SELECT MIN(hour) FROM rollup)",
            "UPDATE rollup_delta SET recorded_at = :later WHERE id = (SELECT MIN(id) FROM rollup_delta)",
        ],
        [
            "UPDATE visit SET credited_since = :later WHERE id = (SELECT id FROM visit WHERE credited_ore > 0 LIMIT 1)"
        ],
    ],
    ids=["a trip", "a count", "a guest"],
)
def test_what_is_said_to_have_become_known_after_the_closing_is_noticed(
    closed: tuple[Festival, datetime], statements: list[str]
) -> None:
    festival, closing = closed
    close(festival, closing)
    keep_closed_figures(festival.core, closing)
    later = bindparam("later", closing + timedelta(hours=1), type_=UtcDateTime())

    with festival.core.database.transaction() as session:
        moved = [session.execute(text(one).bindparams(later)).rowcount for one in statements]

    assert sum(moved) > 0
    assert len(differing(festival)) == 1


def handed_out(festival: Festival, at: datetime) -> list[Submission]:
    """One container more."""
    scan = NewScan(uuid4(), Kind.ISSUE, festival.codes[0], at=at)
    return [Submission(festival.authority("soup"), (scan,))]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_being_recorded_while_its_event_is_closed_is_in_the_closed_report(
    closed: tuple[Festival, datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    festival, closing = closed
    core, at = festival.core, closing - timedelta(seconds=1)
    issued = told(festival, closing)["totals"]["issued"]
    with core.database.engine.connect() as connection:
        record_scans(connection, core.keys, handed_out(festival, at), at)
        waited = []
        monkeypatch.setattr("pantbox.db.time.sleep", lambda _: waited.append(connection.commit()))
        close(festival, closing)

    assert waited
    assert closed_figures(festival, closing)["totals"]["issued"] == issued + 1


def test_what_a_slow_server_records_after_the_closing_changes_no_closed_figure(
    closed: tuple[Festival, datetime],
) -> None:
    festival, closing = closed
    close(festival, closing)
    before = closed_figures(festival, closing)

    at = closing - timedelta(seconds=1)
    with festival.core.database.connection() as connection:
        record_scans(connection, festival.core.keys, handed_out(festival, at), at)

    assert closed_figures(festival, closing) == before


def test_what_is_bought_and_reckoned_anew_by_an_earlier_time_changes_no_closed_figure(
    closed: tuple[Festival, datetime],
) -> None:
    festival, closing = closed
    close(festival, closing)
    before = closed_figures(festival, closing)

    at = closing - timedelta(seconds=2)
    with festival.core.database.transaction() as session:
        kind = session.get_one(ContainerType, festival.types["small-cup"])
        make_batch(session, festival.core.keys, kind, name="More", quantity=30, now=at)
        change_figures(session, kind, Figures(7, 11, {}), at)

    assert closed_figures(festival, closing) == before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_no_event_is_closed_while_containers_are_being_made(closed: tuple[Festival, datetime]) -> None:
    festival, closing = closed
    hasty = replace(festival.core, database=Database(festival.core.database.url, wait_seconds_max=0.2))
    with festival.core.database.transaction() as session:
        kind = session.get_one(ContainerType, festival.types["small-cup"])
        make_batch(session, festival.core.keys, kind, name="More", quantity=30, now=closing)
        with pytest.raises(DBAPIError):
            close_event(hasty, festival.event_id, closing)
    hasty.database.dispose()

    assert told(festival, closing)["return_rate"]["window"]["closed"] is False


def closed_sheet(festival: Festival, now: datetime) -> list[str]:
    with festival.core.database.reading() as session:
        lines = as_csv(event_report(session.connection(), festival.event_id, now)).splitlines()
    return [line for line in lines if not line.startswith(BESIDE)]


def later_facts(festival: Festival, closing: datetime, chance: Random) -> Iterator[str]:
    """Facts of any kind, one after another; what each was."""
    town = in_town(festival)
    kinds = [
        scans_told_late, scans_of_another_event, undone, decided, bought, reckoned_anew, priced_anew, counted,
        another_place, folded,
    ]  # fmt: skip
    for number in range(2 * len(kinds)):
        fact = kinds[number % len(kinds)]
        now = closing + timedelta(hours=number + 1)
        place = town if fact is scans_of_another_event else festival
        fact(place, closing, now, chance)
        yield f"{number}: {fact.__name__}"


def scans_told_late(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    """By outboxes, of times before the closing and after it."""
    kinds = [
        Kind.RETURN,
        Kind.RETURN,
        Kind.RETURN,
        Kind.ISSUE,
        Kind.LOST,
        Kind.RETIRE,
        Kind.WRITE_OFF,
        Kind.COLLECT,
    ]
    sent = []
    for _ in range(25):
        at = chance.choice([closing, now]) - timedelta(minutes=chance.randint(0, 3000))
        kind = chance.choice(kinds)
        place = {Kind.ISSUE: "soup", Kind.RETURN: chance.choice(["north", "south", "desk", "beer"])}.get(
            kind, "store"
        )
        visit = uuid4() if kind is Kind.RETURN else None
        code = chance.choice(festival.codes)
        sent.append((place, NewScan(id=uuid4(), kind=kind, code=code, at=min(at, now), visit_id=visit)))
    festival.send(sent, now)


def scans_of_another_event(town: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    """The same containers go round elsewhere, and come back there."""
    sent = []
    for _ in range(25):
        kind = chance.choice([Kind.ISSUE, Kind.RETURN])
        visit = uuid4() if kind is Kind.RETURN else None
        place = "café" if kind is Kind.ISSUE else "square"
        at = now - timedelta(minutes=chance.randint(0, 4000))
        sent.append(
            (place, NewScan(id=uuid4(), kind=kind, code=chance.choice(town.codes), at=at, visit_id=visit))
        )
    town.send(sent, now)


def undone(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    """Scans of before the closing are taken back by outboxes."""
    with festival.core.database.reading() as session:
        rows = session.execute(
            select(SCANS.c.id, SCANS.c.station_id, SCANS.c.code, SCANS.c.effective_at)
            .where(SCANS.c.kind.in_(("issue", "return")), SCANS.c.event_id == festival.event_id)
            .order_by(SCANS.c.effective_at.desc(), SCANS.c.id)
            .limit(40)
        ).all()
    places = {station_id: name for name, station_id in festival.places.items()}
    for row in chance.sample(list(rows), 8):
        at = row.effective_at + timedelta(seconds=30)
        undo = NewScan(id=uuid4(), kind=Kind.UNDO, code=row.code, at=at, undoes=row.id)
        festival.send([(places[row.station_id], undo)], now)


def decided(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    """Returns that wait are paid or refused."""
    with festival.core.database.reading() as session:
        waiting: list[UUID] = list(
            session.scalars(select(CLAIMS.c.id).where(CLAIMS.c.state == "waiting").order_by(CLAIMS.c.id))
        )
    for one in chance.sample(waiting, min(3, len(waiting))):
        decide = chance.choice([release, refuse])
        with festival.core.database.transaction() as session:
            decide(session, festival.organisation_id, [one], by="user 1", now=now)


def bought(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    with festival.core.database.transaction() as session:
        kind = session.get_one(ContainerType, chance.choice(list(festival.types.values())))
        make_batch(session, festival.core.keys, kind, name="More", quantity=chance.randint(1, 30), now=now)


def reckoned_anew(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    with festival.core.database.transaction() as session:
        kind = session.get_one(ContainerType, festival.types["small-cup"])
        make = {"grams_co2e": float(chance.randint(50, 500)), "source": "a study"}
        factors = {**kind.factors, "make": make}
        change_figures(session, kind, Figures(chance.randint(1, 9), chance.randint(1, 30), factors), now)


def priced_anew(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    """Other prices, one type taken out and one that was never there taken in."""
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        deposits = {festival.types["small-cup"]: chance.randint(1, 40) * 100, festival.types["bowl"]: 700}
        change_terms(session, event, deposits, now)


def counted(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    """A bag is taken down, and counted."""
    tag, cup = f"B-{chance.randint(1, 10**9)}", f"(8003)0{festival.assets['small-cup']}"
    festival.scan("north", Kind.EMPTY, "", now, bag=tag)
    festival.scan(
        "wash", Kind.COUNT, cup, now + timedelta(minutes=1), bag=tag, quantity=chance.randint(1, 30)
    )


def another_place(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    with festival.core.database.transaction() as session:
        event = session.get_one(Event, festival.event_id)
        create_station(session, event, StationKind.PANT_BOX, f"Box {chance.random()}", capacity=100)


def folded(festival: Festival, closing: datetime, now: datetime, chance: Random) -> None:
    """The worker folds what came."""
    fold(festival)


def test_what_came_later_stands_beside(core: Core) -> None:
    festival, noon = open_festival(core), OPENS + timedelta(hours=2)
    town = in_town(festival)
    cups = festival.of_type("small-cup")[:20]
    for cup in cups:
        festival.scan("beer", Kind.ISSUE, cup, noon)
    for cup in cups[:10]:
        festival.scan("north", Kind.RETURN, cup, noon + timedelta(hours=1), visit_id=uuid4())
    closing = noon + timedelta(hours=3)
    close(festival, closing)

    for cup in cups[10:15]:
        town.scan("square", Kind.RETURN, cup, closing + timedelta(hours=1), visit_id=uuid4())
    early = closing - timedelta(minutes=20)
    late = [
        NewScan(id=uuid4(), kind=Kind.RETURN, code=cup, at=early, visit_id=uuid4()) for cup in cups[15:18]
    ]
    festival.send([("south", one) for one in late], closing + timedelta(hours=2))
    report = told(festival, closing + timedelta(days=1))

    assert (report["totals"]["issued"], report["totals"]["returned"], report["totals"]["out"]) == (20, 10, 10)
    assert report["return_rate"]["value"] == 0.5
    assert (report["later"]["returned"], report["later"]["out"], report["later"]["told_late"]) == (8, -8, 3)
    assert report["money"]["held_ore"] == 5000
    assert report["later"]["money"]["held_ore"] == -4000


def test_an_event_that_was_opened_again_is_reported_as_of_its_last_closing(core: Core) -> None:
    festival, noon = open_festival(core), OPENS + timedelta(hours=2)
    cups = festival.of_type("small-cup")[:4]
    for cup in cups:
        festival.scan("beer", Kind.ISSUE, cup, noon)
    close(festival, noon + timedelta(hours=1))
    festival.scan("north", Kind.RETURN, cups[0], noon + timedelta(hours=2), visit_id=uuid4())
    fold(festival)
    with festival.core.database.transaction() as session:
        session.get_one(Event, festival.event_id).closed_at = None
    festival.scan("north", Kind.RETURN, cups[1], noon + timedelta(hours=3), visit_id=uuid4())
    close(festival, noon + timedelta(hours=4))
    festival.scan("north", Kind.RETURN, cups[2], noon + timedelta(hours=5), visit_id=uuid4())
    fold(festival)

    report = told(festival, noon + timedelta(days=1))

    assert (report["totals"]["returned"], report["later"]["returned"]) == (2, 1)
