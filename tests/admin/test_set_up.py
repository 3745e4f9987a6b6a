"""From nothing to a ready event, the ways it can go wrong, and what is written down of it."""

import io
import zipfile
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import select

from pantbox.containers.containers import Batch, Container
from pantbox.places.crates import CrateMode
from pantbox.places.crew import CrewSlip
from pantbox.places.devices import Device
from pantbox.places.events import Event, TermsRow
from pantbox.places.organisations import LogEntry
from pantbox.places.stations import Station, StationKind
from pantbox.places.vendors import Vendor
from pantbox.refunds.tables import Bearer
from tests.admin.new_event import NEW, make, pair_by_hand, print_slips, types_made


def test_one_page_makes_an_event_with_all_its_places(office, rows):
    answer = make(office)

    (event,), stations = rows(Event), rows(Station)
    kinds = [(station.kind, station.name) for station in stations]
    assert answer.location == "/admin/events/kildeparken-2027/ready"
    assert event.starts_at.isoformat() == "2027-05-20T08:00:00+00:00"
    assert event.return_until.isoformat() == "2027-06-01T21:59:59+00:00"  # the day on the poster still counts
    assert [name for kind, name in kinds if kind == StationKind.STALL] == ["Suppe", "Pizza", "Salat"]
    assert [name for kind, name in kinds if kind == StationKind.PANT_BOX] == ["Boks 1", "Boks 2", "Boks 3"]
    assert {vendor.name: vendor.company_number for vendor in rows(Vendor)} == {
        "Køkkenet": "12345678",
        "Pizza": None,
    }
    assert sorted(rows(TermsRow)[0].deposits.values()) == [500, 1250]
    assert event.rules == {}  # what follows from the rest is nobody's to write
    assert [cause["key"] for cause in event.causes] == ["roede-kors", "dyrenes-beskyttelse"]


def test_a_second_event_of_a_name_gets_a_short_name_of_its_own(office):
    make(office)
    cup, _bowl = types_made(office)
    told = {name: value for name, value in NEW.items() if not name.startswith(("use-", "deposit-"))}

    answer = office.post("/admin/events", {**told, f"use-{cup}": "on", f"deposit-{cup}": "5"})

    assert answer.location == "/admin/events/kildeparken-2027-2/ready"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"starts_at": "yesterday"},
        {"ends_at": "2027-05-19T10:00"},
        {"return_until": "2027-05-21"},
        {"timezone": "Mars/Olympus"},
        {"deposit-bowl": "free"},
        {"deposit-bowl": "0"},
        {"stalls": "500"},
        {"rails": ["stripe"]},
        {"use-spoon": "on", "deposit-spoon": "5"},
    ],
)
def test_what_cannot_be_is_said_on_the_form_and_nothing_is_made(office, rows, wrong):
    answer = make(office, **wrong)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Suppe; Køkkenet" in answer.text or "stalls" in wrong  # nobody types forty stalls twice
    assert rows(Event) == []
    assert rows(Station) == []


def test_an_event_without_containers_is_refused(office):
    told = {name: value for name, value in NEW.items() if not name.startswith("use-")}

    assert office.post("/admin/events", told).status_code == 422


def test_readiness_names_what_is_missing_until_nothing_is(office, core, organisation_id):
    make(office)
    ready = "/admin/events/kildeparken-2027/ready?lang=en"
    assert "Stalls without a device" in office.get(ready).text
    assert "There are no containers of some types" in office.get(ready).text

    for type_id in types_made(office):
        office.post(f"/admin/containers/types/{type_id}/batches", quantity="10", name="")
    with core.database.transaction(organisation_id) as session:
        batches, stations = list(session.scalars(select(Batch.id))), list(session.scalars(select(Station.id)))
    for batch_id in batches:
        office.post(
            f"/admin/containers/batches/{batch_id}/labels", sheet="roll-30", first="1", count="10", place="1"
        )
    print_slips(office)
    for station_id in stations:
        pair_by_hand(office, core, station_id)

    assert "All is ready." in office.get(ready).text


def test_settings_change_and_a_new_deposit_is_a_new_version_of_the_terms(office, rows):
    make(office)
    cup, bowl = types_made(office)
    told = {name: value for name, value in NEW.items() if not name.startswith(("use-", "deposit-"))}
    told |= {
        "name": "Karneval",
        "offline_redeem_ore": "7,50",
        f"use-{cup}": "on",
        f"deposit-{cup}": "10",
        f"use-{bowl}": "on",
        f"deposit-{bowl}": "12,50",
    }

    assert rows(Event)[0].offline_redeem_ore == 5_000
    assert office.post("/admin/events/kildeparken-2027/settings", told).status_code == 302
    assert (rows(Event)[0].name, rows(Event)[0].offline_redeem_ore) == ("Karneval", 750)
    assert 'value="7,50"' in office.get("/admin/events/kildeparken-2027/settings").text
    told["offline_redeem_ore"] = "10.000,50"
    assert office.post("/admin/events/kildeparken-2027/settings", told).status_code == 422
    assert [row.deposits[cup] for row in rows(TermsRow)] == [500, 1000]


def test_saving_settings_unchanged_changes_nothing(office, rows):
    make(office)
    cup, bowl = types_made(office)
    told = {name: value for name, value in NEW.items() if not name.startswith(("use-", "deposit-"))}
    told |= {f"use-{cup}": "on", f"deposit-{cup}": "5", f"use-{bowl}": "on", f"deposit-{bowl}": "12,50"}

    office.post("/admin/events/kildeparken-2027/settings", told)

    assert len(rows(TermsRow)) == 1
    assert [entry.what for entry in rows(LogEntry)] == ["event_created"]


def test_saving_settings_keeps_times_the_form_shows_only_roughly(office, core, organisation_id, rows):
    make(office)
    exact = datetime(2027, 6, 1, 10, 0, 7, tzinfo=UTC)
    with core.database.transaction(organisation_id) as session:
        session.scalars(select(Event)).one().return_until = exact
    cup, bowl = types_made(office)
    told = {name: value for name, value in NEW.items() if not name.startswith(("use-", "deposit-"))}
    told |= {f"use-{cup}": "on", f"deposit-{cup}": "5", f"use-{bowl}": "on", f"deposit-{bowl}": "12,50"}
    shown = "2027-05-31"  # the first of June is over before its end, so it is not the day on the poster
    assert f'value="{shown}"' in office.get("/admin/events/kildeparken-2027/settings").text

    office.post("/admin/events/kildeparken-2027/settings", told | {"return_until": shown})

    assert rows(Event)[0].return_until == exact


def test_closing_takes_the_name_and_can_be_taken_back(office, rows):
    make(office)
    end = "/admin/events/kildeparken-2027/end"

    assert office.post(end, name="Kilde").status_code == 422
    assert rows(Event)[0].closed_at is None
    office.post(end, name="kildeparken")
    assert rows(Event)[0].closed_at is not None
    office.post(end, reopen="1")
    assert rows(Event)[0].closed_at is None


def test_label_sheets_read_back_as_the_batchs_containers(office, rows):
    make(office)
    (type_id, _) = types_made(office)
    office.post(f"/admin/containers/types/{type_id}/batches", quantity="5", name="palle 1")
    batch = rows(Batch)[0]

    answer = office.post(
        f"/admin/containers/batches/{batch.id}/labels", sheet="avery-l4732", first="1", count="5", place="1"
    )

    picture = pypdfium2.PdfDocument(answer.data)[0].render(scale=300 / 72).to_pil()
    read = {code.text.rpartition("/")[2][14:] for code in zxingcpp.read_barcodes(picture)}
    assert read == {container.serial for container in rows(Container)}
    assert rows(Batch)[0].printed_at is not None


def test_slips_are_printed_with_codes_that_the_database_does_not_hold(office, rows):
    make(office)

    answer = office.post("/admin/events/kildeparken-2027/papers/slips", count="3", paper="a4")

    slips = rows(Bearer)
    assert answer.mimetype == "application/pdf"
    assert [slip.number for slip in slips] == [1, 2, 3]


def test_every_sign_is_in_one_file_for_the_print_shop(office):
    make(office)

    packed = zipfile.ZipFile(io.BytesIO(office.get("/admin/events/kildeparken-2027/papers/signs.zip").data))

    assert len(packed.namelist()) == 6
    assert all(packed.read(name).startswith(b"%PDF") for name in packed.namelist())


def test_paper_speaks_the_organisations_language_or_the_one_chosen_never_the_screens(office):
    make(office)

    def heading(asked):
        packed = zipfile.ZipFile(
            io.BytesIO(office.get(f"/admin/events/kildeparken-2027/papers/signs.zip{asked}").data)
        )
        box = next(name for name in packed.namelist() if name.startswith("pant_box"))
        return pypdfium2.PdfDocument(packed.read(box)).get_metadata_value("Title")

    usual = heading("")
    assert heading("?lang=en") == heading("?language=da") == usual
    assert len({usual, heading("?language=en"), heading("?language=de")}) == 3


def test_a_device_is_shut_out_by_a_button(office, core, rows):
    make(office)
    stall = next(station for station in rows(Station) if station.kind == StationKind.STALL)
    pair_by_hand(office, core, stall.id)
    device = rows(Device)[0]

    office.post(f"/admin/events/kildeparken-2027/stations/{stall.id}/devices/{device.id}/revoked")

    assert rows(Device)[0].revoked_at is not None


def test_a_stall_is_handed_types_by_the_crate_by_ticking_them(office, rows):
    make(office)
    [stall, *_] = [station for station in rows(Station) if station.kind == "stall"]
    page = f"/admin/events/kildeparken-2027/stations/{stall.id}"
    first, second, *_ = types_made(office)

    office.post(f"{page}/crates", types=[str(first), str(second)])
    both = {row.type_id for row in rows(CrateMode) if row.is_on}
    office.post(f"{page}/crates", types=[str(second)])

    assert both == {int(first), int(second)}
    assert {row.type_id for row in rows(CrateMode) if row.is_on} == {int(second)}
    assert f'name="types" value="{second}" checked' in office.get(page).text
    assert "Udleveres pr. kasse" in office.get("/admin/log").text


def test_a_stall_is_set_to_refill_what_is_out_without_asking(office, rows):
    make(office)
    [stall, *_] = [station for station in rows(Station) if station.kind == "stall"]
    page = f"/admin/events/kildeparken-2027/stations/{stall.id}"

    office.post(page, name=stall.name, state="open", when_out="refill")

    [now] = [station for station in rows(Station) if station.id == stall.id]
    assert now.when_out == "refill"
    assert 'value="refill" selected' in office.get(page).text
    assert "Hvad en scanning af en udleveret beholder betyder" in office.get("/admin/log").text


def test_a_new_vendor_link_lets_the_old_one_die(office, rows):
    make(office)
    vendor = rows(Vendor)[0]
    link = f"/admin/events/kildeparken-2027/stations/vendors/{vendor.id}/link"
    before = office.get(link).text

    office.post(link)

    assert rows(Vendor)[0].link_hash != vendor.link_hash
    assert office.get(link).text != before


def test_the_rulebook_says_what_is_set_up_and_keeps_the_organisers_own_words(office, rows):
    make(office)
    rulebook = "/admin/events/kildeparken-2027/rulebook"

    office.post(rulebook, da=" Hunde i snor. ", en="")

    page = office.get(rulebook).text
    assert rows(Event)[0].rules == {"da": "Hunde i snor."}
    assert all(
        said in page
        for said in ("Skål: 12,50", "any of the 3 pant boxes", "An einer der 3 Pfandboxen", "Næste gæst")
    )


def test_every_change_is_in_the_log_with_who_made_it(office, rows):
    make(office)
    office.post(
        "/admin/events/kildeparken-2027/rulebook", da="Aflever her.", en="Return here.", de="Hier zurück."
    )
    office.post("/admin/tokens", label="city", scopes=["reports:read"])

    told = [(entry.what, entry.user_id is not None) for entry in rows(LogEntry)]

    assert told == [("event_created", True), ("rulebook_changed", True), ("token_made", True)]
    assert "rulebook" not in office.get("/admin/log?lang=en").text
    assert "Rules changed" in office.get("/admin/log?lang=en").text


def test_crew_slips_are_made_printed_listed_and_revoked(office, rows):
    make(office)
    papers = "/admin/events/kildeparken-2027/papers/"

    named = office.post(f"{papers}crew", holders="Anna\nBo", language="en")
    numbered = office.post(f"{papers}crew", holders="3", language="da")
    office.post(f"{papers}crew/2/revoke")

    picture = pypdfium2.PdfDocument(named.data)[0].render(scale=300 / 72).to_pil()
    assert len({code.text for code in zxingcpp.read_barcodes(picture)}) == 2
    assert numbered.mimetype == "application/pdf"
    assert [(slip.number, slip.holder) for slip in rows(CrewSlip)][-1] == (5, "Personale 3")
    assert [slip.number for slip in rows(CrewSlip) if slip.revoked_at] == [2]
    seen = office.get(papers).text
    assert seen.count("/revoke") == 4
    assert [entry.what for entry in rows(LogEntry)].count("crew_slip_made") == 5
    assert office.post(f"{papers}crew", holders=" ").status_code == 422
    assert office.post(f"{papers}crew", holders="0").status_code == 422
    assert office.post(f"{papers}crew/77/revoke").status_code == 404


@pytest.mark.parametrize(("paper", "pages"), [("poster", 1), ("crib", 2)])
def test_the_rules_are_printed_in_the_language_asked_for(office, paper, pages):
    make(office)

    def printed(asked):
        return pypdfium2.PdfDocument(
            office.get(f"/admin/events/kildeparken-2027/papers/{paper}.pdf{asked}").data
        )

    assert len(printed("")) == pages
    titles = {printed(f"?language={code}").get_metadata_value("Title") for code in ("da", "en", "de")}
    assert len(titles) == 3
