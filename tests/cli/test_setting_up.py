"""Setting up an event without a browser, and being refused in one line."""

import pytest
from sqlalchemy import select

from pantbox.keys import hashed
from pantbox.places.events import Event
from pantbox.places.organisations import ApiToken
from pantbox.places.pairing import pair
from pantbox.places.setup import create_station
from pantbox.places.stations import Station, StationKind
from pantbox.places.vendors import Vendor

STALLS = (
    "vendor,stall,company_number\nSuppe & Ske,Suppevognen,12345678\nSuppe & Ske,Suppehjørnet,\nKaffe,Baren,\n"
)


def test_an_event_is_made_listed_and_closed(made, summer):
    assert [one["slug"] for one in made("event", "list")] == ["summer-2026"]

    closed = made("event", "close", "summer-2026")

    assert closed["id"] == summer["id"]
    assert made("event", "list")[0]["closed_at"] == closed["closed_at"]


def test_vendors_and_their_stalls_come_from_a_table(made, summer, core, tmp_path):
    (tmp_path / "stalls.csv").write_text(STALLS, encoding="utf-8-sig")

    vendors = made("vendor", "import", "stalls.csv", "--event", summer["id"])

    assert [len(vendor["stalls"]) for vendor in vendors] == [2, 1]
    assert vendors[0]["link"].startswith(f"{core.settings.base_url}/vendor/")
    with core.database.transaction() as session:
        assert session.scalars(select(Vendor.company_number)).first() == "12345678"


def test_a_table_with_a_gap_is_taken_not_at_all(run, summer, core, tmp_path):
    (tmp_path / "stalls.csv").write_text("vendor;stall\nKaffe;Baren\nSuppe;\n", encoding="utf-8")

    result = run("vendor", "import", "stalls.csv", "--event", "summer-2026")

    assert result.exit_code == 1
    assert "stalls.csv:3" in result.stderr
    with core.database.transaction() as session:
        assert session.scalars(select(Vendor)).all() == []


def test_a_device_is_paired_by_the_code_that_is_printed(made, summer, core):
    with core.database.reading() as session:
        store = session.scalars(select(Station).where(Station.kind == StationKind.STORE)).one()

    told = made("device", "pair", store.sign.lower())

    with core.database.transaction() as session:
        assert pair(session, told["code"], name="", now=core.clock()).device.station_id == store.id
    assert told["link"].endswith(f"/k/#pair={told['code']}")


def test_a_box_is_paired_once_slips_are_made(run, made, summer, core):
    with core.database.transaction() as session:
        event = session.get_one(Event, summer["id"])
        sign = create_station(session, event, StationKind.PANT_BOX, "Nord").sign

    refused = run("device", "pair", sign)
    run("slips", "summer-2026", "--count", "15", "--out", "slips.pdf")

    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "box_without_way" in refused.stderr
    assert made("device", "pair", sign)["code"]


def test_a_token_may_what_it_was_made_for(made, summer, core):
    told = made("token", "create", "--scope", "reports:read", "--scope", "money:read")

    with core.database.transaction() as session:
        found = session.scalars(select(ApiToken).where(ApiToken.token_hash == hashed(told["token"]))).one()
        assert found.scopes == ["money:read", "reports:read"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["event", "close", "winter"], "event_unknown"),
        (["device", "pair", "ZZZZZZ"], "station_unknown"),
        (["report", "99999"], "event_unknown"),
        (["simulate", "--scenario", "nowhere"], "scenario_unknown"),
        (["labels", "1", "--out", "-"], "batch_unknown"),
        (["user", "add", "anna@example.org", "--password", "correct horse battery"], "user_exists"),
    ],
)
def test_a_refusal_is_one_line_with_its_code_and_ends_with_1(run, summer, words, code):
    result = run(*words)

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert code in result.stderr
    assert "Traceback" not in result.output


def test_an_organisation_is_named_when_there_are_two(run, summer, made):
    made("user", "add", "bo@example.org", "--organisation", "winter", "--organisation-name", "Winter",
         "--password", "correct horse battery")  # fmt: skip

    assert "organisation_unclear" in run("token", "create", "--scope", "reports:read").stderr
    assert made("token", "create", "--scope", "reports:read", "--organisation", "winter")["token"]
