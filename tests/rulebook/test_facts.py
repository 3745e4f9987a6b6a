"""What the rulebook is told of an event as it is set up, and nothing it is not."""

from datetime import timedelta

from sqlalchemy import select, update

from pantbox.clock import last_whole_day
from pantbox.containers.types import ContainerType
from pantbox.places.events import Event
from pantbox.places.setup import change_terms, create_station
from pantbox.places.stations import StationKind
from pantbox.rulebook.facts import Facts, Places, facts_of
from tests.kiosk.ground import prepare


def facts(core, event_id: int) -> Facts:
    with core.database.reading() as session:
        return facts_of(session, session.get_one(Event, event_id), base_url="https://pant.test")


def test_facts_are_what_is_set_up(core):
    ground = prepare(core, pieces=1)

    told = facts(core, ground.event_id)

    assert told.places == Places(boxes=5, screens=4, desks=1, stalls=2)
    assert [kind.deposit_ore for kind in told.types] == [2050, 1500, 1000, 500, 500]
    assert told.causes == ("Engens bier", "Byens varmestue")
    assert told.status_link == "pant.test/status"
    # The ninth day from now ends later than that moment, so the day before it is the last whole one.
    assert told.return_until == last_whole_day(core.clock() + timedelta(days=9), "Europe/Copenhagen")
    assert told.limits == told.usual


def test_a_change_is_in_the_rules_at_once(core):
    ground = prepare(core, pieces=1)
    with core.database.transaction() as session:
        event = session.get_one(Event, ground.event_id)
        create_station(session, event, StationKind.PANT_BOX, "Søen", has_screen=False)
        bowl = session.scalars(select(ContainerType.id).where(ContainerType.slug == "bowl")).one()
        change_terms(session, event, {bowl: 3_000}, core.clock())
        session.execute(update(Event).values(offline_redeem_ore=2_500, rules={"da": "Hunde i snor."}))

    told = facts(core, ground.event_id)

    assert (told.places.boxes, told.places.screens) == (6, 4)
    assert [kind.deposit_ore for kind in told.types] == [3_000]
    assert told.limits.offline_redeem_ore == 2_500
    assert told.own == {"da": "Hunde i snor."}
