"""The report as JSON and CSV: the names people script against, and nothing a spreadsheet would run."""

import csv
import io
import json

import pytest

from pantbox.core import Core
from pantbox.i18n import Translator
from pantbox.reports.as_csv import HEADER, as_csv, safe
from pantbox.reports.as_json import as_json
from pantbox.reports.definitions import METRICS, definitions, name_of
from pantbox.reports.event_report import event_report
from pantbox.reports.model import EventReport
from tests.reports.festival import days_of_scans, open_festival

CONTRACT = {
    "totals": {"issued", "returned", "collected", "seen_again", "lost", "written_off", "out"},
    "return_rate": {"value", "low", "high", "n", "window", "definition"},
    "dwell_seconds": {"median", "p90"},
    "guests": {"visits", "donating", "donating_share"},
    "money": {"collected_ore", "refunded_ore", "donated_ore", "held_ore", "forfeited_ore"},
}
PLAIN = {
    "event",
    "generated_at",
    "grade",
    "scan_coverage",
    "by_type",
    "by_station",
    "by_hour",
    "trips",
    "rotations",
}


@pytest.fixture
def report(core: Core) -> EventReport:
    """The report of four random days."""
    festival = open_festival(core)
    now = days_of_scans(festival, seed=5, size=150)
    with core.database.reading() as session:
        return event_report(session.connection(), festival.event_id, now)


def test_json_has_the_names_of_the_contract(report: EventReport) -> None:
    told = json.loads(json.dumps(as_json(report), allow_nan=False))

    assert told.keys() >= CONTRACT.keys() | PLAIN
    for section, names in CONTRACT.items():
        assert told[section].keys() >= names
    for line in told["by_type"]:
        assert line.keys() >= {"type", "issued", "returned"}
    assert told["totals"]["issued"] == sum(line["issued"] for line in told["by_type"]) > 0
    assert told["return_rate"]["definition"].startswith("Of the containers that stalls scanned")


def test_json_speaks_the_language_it_is_asked_in(report: EventReport) -> None:
    assert as_json(report, "da")["flow"]["definition"].startswith("Returneringer ÷ udleveringer")
    assert as_json(report, "de")["event"] == as_json(report, "en")["event"]


def test_csv_has_every_number_of_the_json_in_a_row_of_its_own(report: EventReport) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(report))))
    told = as_json(report)

    assert tuple(rows[0]) == HEADER
    assert {len(row) for row in rows} == {5}
    by_name = {(row[0], row[1], row[2]): row[3] for row in rows[1:]}
    assert len(by_name) == len(rows) - 1
    assert by_name["totals", "", "issued"] == str(told["totals"]["issued"])
    assert by_name["money", "", "held_ore"] == str(told["money"]["held_ore"])
    assert by_name["by_type", "bowl", "returned"] == str(told["by_type"][1]["returned"])
    assert float(by_name["return_rate", "", "value"]) == told["return_rate"]["value"]
    assert {row[0] for row in rows[1:]} >= {"by_hour", "by_station", "by_vendor", "by_day", "guests"}


def test_csv_lets_no_vendor_write_a_formula(report: EventReport) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(report))))

    assert any(row[1] == "'=cmd|beer" for row in rows)
    assert not [
        cell
        for row in rows
        for cell in row
        if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and not _number(cell))
    ]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "|x"])
def test_a_cell_that_looks_like_a_formula_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_a_negative_number_stays_a_number() -> None:
    assert safe(-3) == -3
    assert safe(-0.5) == -0.5


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_every_metric_has_a_name_and_a_definition(language: str) -> None:
    words = Translator(language)

    assert all(definitions(words).values())
    assert len({name_of(metric, words) for metric in METRICS}) == len(METRICS)
