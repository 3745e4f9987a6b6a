"""Printing from the command line: PDFs of what is set up."""

import pypdfium2
import pytest

from pantbox.containers.making import make_batch
from pantbox.containers.types import ContainerType
from pantbox.places.events import Event
from pantbox.places.setup import create_station, create_vendor
from pantbox.places.stations import StationKind


@pytest.fixture
def batch(core, summer) -> int:
    with core.database.transaction() as session:
        bowl = session.query(ContainerType).filter_by(slug="bowl").one()
        return make_batch(session, core.keys, bowl, name="First", quantity=90, now=core.clock()).id


def pages(path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def test_labels_fill_their_sheets_and_the_batch_knows(run, batch, tmp_path):
    assert run("labels", batch, "--sheet", "avery-l4732", "--out", "labels.pdf").exit_code == 0

    assert pages(tmp_path / "labels.pdf") == 2


def test_a_place_off_the_sheet_is_not_understood(run, batch):
    assert run("labels", batch, "--first", "81", "--out", "labels.pdf").exit_code == 2


def test_slips_come_ten_to_a_page_with_numbers_that_go_on(run, summer, tmp_path):
    for name in ("first.pdf", "second.pdf"):
        assert run("slips", "summer-2026", "--count", "15", "--out", name).exit_code == 0

    assert pages(tmp_path / "second.pdf") == 2


def test_every_box_and_stall_has_its_sign(run, core, summer, tmp_path):
    with core.database.transaction() as session:
        event = session.get_one(Event, summer["id"])
        vendor = create_vendor(session, event, "Suppe")
        create_station(session, event, StationKind.STALL, "Suppe", vendor=vendor)
        create_station(session, event, StationKind.PANT_BOX, "Nord")

    assert run("signs", "summer-2026", "--out", "signs").exit_code == 0

    assert sorted(path.name for path in (tmp_path / "signs").iterdir()) == [
        "pant_box-001.pdf",
        "stall-001.pdf",
    ]


@pytest.mark.parametrize(("paper", "count"), [("poster", 1), ("crib", 2)])
def test_the_rules_are_printed_for_the_path_and_for_the_stall(run, summer, tmp_path, paper, count):
    assert run(paper, "summer-2026", "--language", "de", "--out", "rules.pdf").exit_code == 0
    assert run(paper, "winter", "--out", "none.pdf").exit_code != 0

    assert pages(tmp_path / "rules.pdf") == count
    assert not (tmp_path / "none.pdf").exists()
