"""What the live page and a vendor's account say of take-backs, undos, guests sent on, disputes and claims beyond bounds."""

import pytest
from sqlalchemy import event, select

from pantbox.circulation.disputes import settle_dispute
from pantbox.circulation.scan import Verdict
from pantbox.ledger.postings import Against
from pantbox.places.events import Event
from pantbox.places.log import By
from pantbox.places.stations import Station
from pantbox.reports.corrections import corrections
from pantbox.reports.live import live
from pantbox.reports.vendor_account import vendor_account
from tests.support.festival import Festival, moment


def now_live(festival, at="23:00"):
    with festival.core.database.reading() as session:
        return live(session.connection(), festival.event_id, moment(at))


def at_stall(festival, name):
    return next(one for one in now_live(festival).stations if one.id == festival.stall(name).station_id)


def alerts(festival, *kinds):
    return [(one.kind, one.station_id, one.number) for one in now_live(festival).alerts if one.kind in kinds]


def account(festival, name):
    with festival.core.database.reading() as session:
        vendor_id = session.scalar(
            select(Station.vendor_id).where(Station.id == festival.stall(name).station_id)
        )
        return vendor_account(session.connection(), vendor_id).total


@pytest.fixture
def corrected(festival: Festival) -> Festival:
    """Soup undoes one issue in time and one too late; the grill takes one back, and is sent one it cannot see."""
    soup, grill = festival.stall("soup"), festival.stall("grill")
    issues = [soup.issue(f"CUP-{n}", at="20:00") for n in range(3)]
    soup.undo(issues[0], "CUP-0", at="20:05")
    festival.box("east").take("CUP-1", at="20:30")
    soup.undo(issues[1], "CUP-1", at="20:40")
    grill.take("CUP-2", at="20:45")
    answer = grill.take("CUP-9", at="20:50")
    assert (answer.verdict, answer.reason) == ("rejected", "box_or_desk")
    return festival


def test_live_counts_what_stalls_undid_took_back_and_were_sent_on(corrected):
    soup, grill = at_stall(corrected, "soup"), at_stall(corrected, "grill")

    assert (soup.undone, soup.undone_too_late, soup.sent_on, soup.taken) == (1, 1, 0, 0)
    assert (grill.undone, grill.undone_too_late, grill.sent_on, grill.taken) == (0, 0, 1, 1)


def test_a_vendor_sees_the_same_on_the_account(corrected):
    soup, grill = account(corrected, "soup"), account(corrected, "grill")

    assert (soup.issued, soup.undone, soup.undone_too_late, soup.taken_back) == (2, 1, 1, 0)
    assert (grill.taken_back, grill.sent_on) == (1, 1)


def test_undoing_a_return_is_no_undone_issue(festival):
    festival.stall("soup").issue("CUP-1", at="20:00")
    taken = festival.stall("soup").take("CUP-1", at="20:30")
    festival.stall("soup").undo(taken, "CUP-1", at="20:31")

    with festival.core.database.reading() as session:
        assert corrections(session.connection(), festival.event_id) == {}


def test_corrections_are_found_without_a_look_at_every_scan(corrected):
    statements = []
    if corrected.core.database.is_postgresql:
        pytest.skip("with a handful of rows PostgreSQL reads the table whatever indexes there are")

    def keep(_connection, _cursor, statement, parameters, *_more):
        statements.append((statement, parameters))

    with corrected.core.database.reading() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", keep)
        found = corrections(connection, corrected.event_id)
        [(statement, parameters)] = statements
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())

    assert corrected.stall("grill").station_id in found
    assert "ix_scan_undo" in plan
    assert "ix_return_claim_sent_on" in plan
    assert "SCAN scan" not in plan


@pytest.fixture
def disputed(festival: Festival):
    """A cup of soup that the grill took back, and a box was given after that: the festival, and the box's answer."""
    festival.stall("soup").issue("CUP-1", at="20:00")
    festival.stall("grill").take("CUP-1", at="20:30")
    return festival, festival.box("east").take("CUP-1", at="21:00")


def decide(festival, answer, against):
    with festival.core.database.transaction(festival.organisation_id) as session:
        settle_dispute(
            session, festival.organisation_id, festival.event_id, answer.id, against, By(details=(("by", "cli"),)), moment("22:00")
        )  # fmt: skip


def test_an_undecided_dispute_is_on_the_live_page_and_beside_what_the_vendor_owes(disputed):
    festival, _paid = disputed

    grill = account(festival, "grill")

    assert alerts(festival, "disputed", "contested") == [("disputed", None, 1)]
    assert (grill.undecided, grill.undecided_ore, grill.disputed_ore, grill.owed_ore) == (1, 500, 0, -500)


@pytest.mark.parametrize(("against", "charged"), [(Against.STALL, 500), (Against.SCHEME, 0)])
def test_a_decided_dispute_is_part_of_what_the_vendor_owes_or_gone(disputed, against, charged):
    festival, paid = disputed

    decide(festival, paid, against)

    grill = account(festival, "grill")
    assert alerts(festival, "disputed", "contested") == []
    assert (grill.undecided, grill.undecided_ore) == (0, 0)
    assert (grill.disputed_ore, grill.owed_ore) == (charged, charged - 500)


def test_a_station_at_its_bound_of_unseen_uses_is_named_with_how_many_wait(festival):
    festival.change(Event, festival.event_id, unseen_per_period_max=2)
    east = festival.box("east")

    told = [east.take(f"CUP-{n}", at="20:00") for n in range(5)]

    assert [one.reason for one in told[2:]] == ["limit_reached"] * 3
    assert alerts(festival, "unseen-bound") == [("unseen-bound", east.station_id, 3)]


def test_a_box_is_named_from_as_many_claims_on_as_it_holds_until_its_bag_is_changed(festival):
    east, soup = festival.box("east"), festival.stall("soup")
    festival.change(Station, east.station_id, capacity=2)
    for n in range(2):
        soup.issue(f"CUP-{n}", at="20:00")
    first = east.take("CUP-0", at="20:30")
    east.take("CUP-0", at="20:31")

    assert first.verdict == Verdict.ACCEPTED
    assert alerts(festival, "box-claims") == []

    east.take("CUP-1", at="20:32")

    assert alerts(festival, "box-claims") == [("box-claims", east.station_id, 2)]

    east.say("empty", "", "21:00", code="-", bag="0001")

    assert alerts(festival, "box-claims") == []


def test_refills_of_a_stall_are_counted_where_it_filled_live_and_on_the_account(festival):
    soup, grill = festival.stall("soup"), festival.stall("grill")
    soup.issue("CUP-1", at="20:00")
    grill.say("refill", "CUP-1", at="20:30")
    wrong = grill.say("refill", "CUP-1", at="20:50")
    grill.undo(wrong, "CUP-1", at="20:51")
    soup.take("CUP-1", at="21:10")

    live_of = {
        name: (at_stall(festival, name).refills, at_stall(festival, name).taken) for name in ("soup", "grill")
    }
    told = {
        name: (account(festival, name).refills, account(festival, name).taken_back)
        for name in ("soup", "grill")
    }

    assert live_of == told == {"soup": (0, 1), "grill": (1, 0)}
