"""The switch that keeps an event going: on the live page, for who may change things, and back by one button."""

from sqlalchemy import select

from pantbox.places.events import Event
from pantbox.places.organisations import LogEntry, Role


def reason_of(core):
    with core.database.reading() as session:
        return session.scalar(select(Event.continuity_reason))


def test_one_switch_loosens_and_one_button_tightens(busy, owner, core):
    asked = owner.get("/admin/events/fest/").text
    owner.post("/admin/events/fest/continuity", reason="network")
    meanwhile, reason = owner.get("/admin/events/fest/").text, reason_of(core)
    owner.post("/admin/events/fest/continuity/end")

    assert "Slå nøddrift til" in asked
    assert "100 kr." in meanwhile.replace("\N{NO-BREAK SPACE}", " ")
    assert "slå nøddrift fra" in meanwhile
    assert (reason, reason_of(core)) == ("network", None)
    with core.database.reading() as session:
        told = session.execute(select(LogEntry.what, LogEntry.user_id).order_by(LogEntry.id)).all()
    assert [what for what, _ in told][-2:] == ["continuity_on", "continuity_off"]
    assert all(user_id is not None for _, user_id in told[-2:])


def test_a_viewer_sees_that_it_is_on_and_no_switch(busy, owner, browser_of):
    owner.post("/admin/events/fest/continuity", reason="printers")

    seen = browser_of().enter(role=Role.VIEWER).get("/admin/events/fest/").text

    assert "Printerne" in seen
    assert "continuity/end" not in seen


def test_a_reason_that_is_none_changes_nothing(busy, owner, core):
    refused = owner.post("/admin/events/fest/continuity", reason="weather")

    assert (refused.status_code, reason_of(core)) == (422, None)
