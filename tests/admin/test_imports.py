"""The switch for imports of past scans: an owner's, on the event's own page, and back by one button."""

from datetime import timedelta

from pantbox.places.imports import ScanImport
from pantbox.places.organisations import Role


def local(moment) -> str:
    """A moment as the form's field has it: the event's clocks show UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def imports(core):
    with core.database.reading() as session:
        return [
            (row.until, row.ended_at is None) for row in session.query(ScanImport).order_by(ScanImport.id)
        ]


def test_one_form_begins_an_import_and_one_button_ends_it(busy, owner, core):
    until = core.clock().replace(second=0, microsecond=0) + timedelta(hours=5)
    asked = owner.get("/admin/events/fest/").text

    owner.post("/admin/events/fest/import", until=local(until))
    meanwhile, on = owner.get("/admin/events/fest/").text, imports(core)
    owner.post("/admin/events/fest/import/end")

    assert "Slå import til" in asked
    assert "Import af tidligere scanninger er slået til indtil" in meanwhile
    assert "Slå import fra" in meanwhile
    assert (on, imports(core)) == ([(until, True)], [(until, False)])
    log = owner.get("/admin/log").text
    assert "Import af tidligere scanninger slået til" in log
    assert "Import af tidligere scanninger slået fra" in log


def test_an_organiser_sees_that_it_is_on_and_no_switch(busy, owner, browser_of, core):
    organiser = browser_of().enter(role=Role.ORGANISER)
    before = organiser.get("/admin/events/fest/").text
    owner.post("/admin/events/fest/import", until=local(core.clock() + timedelta(hours=5)))

    seen = organiser.get("/admin/events/fest/").text

    assert "Slå import til" not in before
    assert "Import af tidligere scanninger er slået til indtil" in seen
    assert "import/end" not in seen


def test_a_time_that_is_none_or_too_far_switches_nothing_on(busy, owner, core):
    far = local(core.clock() + timedelta(days=8))

    refused = [owner.post("/admin/events/fest/import", until=until) for until in ("soon", "", far)]

    assert [answer.status_code for answer in refused] == [422] * 3
    assert "højst 7 dage" in refused[-1].text
    assert imports(core) == []
