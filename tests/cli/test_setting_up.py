"""Setting up an event without a browser, and being refused in one line."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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


@pytest.mark.parametrize("day", ["2026-03-29", "2026-06-07", "2026-12-31"])
def test_a_day_alone_is_meant_to_its_end_at_the_event(made, summer, day):
    made("event", "create", "other", "--name", "Other", "--starts", "2026-03-01", "--ends", day,
         "--return-until", day, "--timezone", "America/New_York", "--type", "small-cup=500")  # fmt: skip

    told = made("event", "change", "other", "--name", "Another")
    zone = ZoneInfo("America/New_York")

    assert (
        datetime.fromisoformat(told["starts_at"]).astimezone(zone).isoformat()[:19] == "2026-03-01T00:00:00"
    )
    assert [
        datetime.fromisoformat(told[name]).astimezone(zone).isoformat()[:19]
        for name in ("ends_at", "return_until")
    ] == [f"{day}T23:59:59"] * 2


def test_midnight_is_midnight_where_somebody_says_so(made, summer):
    told = made(
        "event", "change", "summer-2026", "--return-until", "2026-12-31T00:00", "--ends", "2026-06-08T00:00"
    )

    here = ZoneInfo("Europe/Copenhagen")
    assert (
        datetime.fromisoformat(told["return_until"]).astimezone(here).isoformat()
        == "2026-12-31T00:00:00+01:00"
    )
    assert datetime.fromisoformat(told["ends_at"]).astimezone(here).isoformat() == "2026-06-08T00:00:00+02:00"


def test_an_import_until_a_day_lasts_to_its_end(made, summer):
    here = ZoneInfo("Europe/Copenhagen")
    day = (datetime.now(here) + timedelta(days=2)).date().isoformat()

    told = made("event", "import", "summer-2026", "--until", day)

    assert datetime.fromisoformat(told["until"]).astimezone(here).isoformat()[:19] == f"{day}T23:59:59"


def test_a_date_that_is_none_is_not_understood(run, summer):
    result = run("event", "change", "summer-2026", "--ends", "7.6.2026")

    assert result.exit_code == 2
    assert "2026-06-03T11:00" in result.stderr


@pytest.mark.parametrize("words", [["simulate", "--guests", "5", "--days", "1"]], ids=" ".join)
def test_nothing_is_played_beside_what_is_real(run, summer, core, words):
    refused = run(*words)

    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "database_not_a_demo" in refused.stderr
    assert "Summer" in refused.stderr
    assert "PANTBOX_DATABASE_URL" in refused.stderr
    with core.database.reading() as session:
        assert len(session.scalars(select(Event)).all()) == 1


def test_nothing_is_played_in_production(run_with):
    told = {"ENVIRONMENT": "production", "BASE_URL": "https://pant.example"}

    assert "production_not_played" in run_with(told)("simulate", "--guests", "5").stderr


def test_the_demos_logins_are_shown_beside_nothing_real_and_nowhere_where_no_demo_is(run_with, run, made):
    shown = run_with({"DEMO": "on"})
    empty = shown("serve")
    made("user", "add", "anna@example.org", "--organisation", "summer", "--organisation-name", "Summer",
         "--password", "correct horse battery")  # fmt: skip

    assert "database_without_a_demo" in empty.stderr
    assert "database_not_a_demo" in shown("serve").stderr


def test_an_event_is_changed_within_what_its_scans_and_papers_allow(run, made, summer):
    later = made("event", "change", "summer-2026", "--return-until", "2199-07-21", "--name", "Late summer")
    run("poster", "summer-2026", "--out", "poster.pdf")

    earlier = run("event", "change", "summer-2026", "--return-until", "2199-07-20")

    assert later["changed"] == ["name", "return_until"]
    assert datetime.fromisoformat(later["return_until"]) == datetime(2199, 7, 21, 21, 59, 59, tzinfo=UTC)
    assert (earlier.exit_code, earlier.stderr.count("\n")) == (1, 1)
    assert "date_is_printed" in earlier.stderr


def test_an_event_whose_date_has_passed_is_opened_again_with_a_later_one(run, made, summer, core):
    with core.database.transaction() as session:
        event = session.get_one(Event, summer["id"])
        event.return_until = event.starts_at + (event.ends_at - event.starts_at) * 2
    made("event", "close", "summer-2026")

    refused = run("event", "reopen", "summer-2026")
    opened = made("event", "reopen", "summer-2026", "--return-until", "2199-01-01")

    assert "poster_date_passed" in refused.stderr
    assert opened["closed_at"] is None


def test_stations_vendors_and_types_are_closed_and_opened_again(run, made, summer, core, tmp_path):
    (tmp_path / "stalls.csv").write_text("vendor,stall\nKaffe,Baren\n", encoding="utf-8")
    [vendor] = made("vendor", "import", "stalls.csv", "--event", "summer-2026")
    sign = vendor["stalls"][0]["sign"]

    early = run("vendor", "close", "Kaffe", "--event", "summer-2026")
    in_use = run("type", "close", "small-cup")
    closed = [
        made("station", "close", sign)["closed_at"],
        made("vendor", "close", "Kaffe", "--event", "summer-2026")["closed_at"],
    ]
    again = run("vendor", "import", "stalls.csv", "--event", "summer-2026")
    opened = [
        made("vendor", "reopen", "Kaffe", "--event", "summer-2026")["closed_at"],
        made("station", "reopen", sign)["closed_at"],
    ]

    assert [told.exit_code for told in (early, in_use, again)] == [1, 1, 1]
    assert "vendor_has_stalls" in early.stderr
    assert "type_in_use" in in_use.stderr
    assert "vendor_closed" in again.stderr
    assert (all(closed), opened) == (True, [None, None])


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


def test_a_table_with_a_cell_that_no_reader_takes_is_refused_in_one_line(run, summer, tmp_path):
    (tmp_path / "stalls.csv").write_text(f"vendor,stall\nKaffe,{'x' * 140_000}\n", encoding="utf-8")

    result = run("vendor", "import", "stalls.csv", "--event", "summer-2026")

    assert result.exit_code == 1
    assert "vendor_file_wrong" in result.stderr
    assert "stalls.csv:2" in result.stderr


@pytest.mark.parametrize("command", ["create", "change"])
def test_no_trip_lasts_longer_than_any_event_may_say(run, summer, command):
    more = ["--name", "Other", "--starts", "2026-06-03", "--type", "bowl=1000"] if command == "create" else []
    slug = "other" if command == "create" else "summer-2026"

    result = run("event", command, slug, "--trip-days", "3651", *more)

    assert result.exit_code == 2
    assert "1<=x<=3650" in result.stderr


def test_a_device_is_paired_by_the_code_that_is_printed(made, summer, core):
    with core.database.reading() as session:
        store = session.scalars(select(Station).where(Station.kind == StationKind.STORE)).one()

    told = made("device", "pair", store.sign.lower())

    with core.database.transaction() as session:
        assert pair(session, told["code"], name="", now=core.clock()).device.station_id == store.id
    assert told["link"].endswith(f"/k/#pair={told['code']}")


def test_a_stall_is_switched_to_crates_and_back_type_by_type(made, run, summer, tmp_path):
    (tmp_path / "stalls.csv").write_text(STALLS, encoding="utf-8")
    sign = made("vendor", "import", "stalls.csv", "--event", summer["id"])[0]["stalls"][0]["sign"]

    on = made("stall", "crates", sign.lower(), "--on", "bowl", "--on", "small-cup")
    off = made("stall", "crates", sign, "--off", "bowl")
    seen = run("stall", "crates", sign)
    wrong = run("stall", "crates", sign, "--on", "plate")

    assert (on["crates"], off["crates"]) == (["bowl", "small-cup"], ["small-cup"])
    assert "small-cup" in seen.stdout
    assert (wrong.exit_code, "type_unknown" in wrong.stderr) == (1, True)


def test_a_stall_is_told_to_refill_what_is_out_without_asking(made, run, summer, tmp_path):
    (tmp_path / "stalls.csv").write_text(STALLS, encoding="utf-8")
    sign = made("vendor", "import", "stalls.csv", "--event", summer["id"])[0]["stalls"][0]["sign"]

    before = made("stall", "when-out", sign.lower())
    after = made("stall", "when-out", sign, "refill")
    wrong = run("stall", "when-out", sign, "swap")

    assert (before["when_out"], after["when_out"]) == ("ask", "refill")
    assert wrong.exit_code == 2


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
