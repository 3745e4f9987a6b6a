"""A report as one tidy CSV file: a number a row, `section,key,metric,value,unit`, safe to open in a spreadsheet.

Cells that a spreadsheet would take for a formula begin with an apostrophe: a stall may be called `=SUM(A1)`.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from pantbox.reports.as_json import as_json
from pantbox.reports.model import EventReport

HEADER = ("section", "key", "metric", "value", "unit")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
LISTS = {
    "by_type": "type",
    "by_station": "name",
    "by_vendor": "vendor",
    "by_hour": "hour",
    "by_day": "begins_at",
}
"""Sections with a line for each of something, and which field says what."""
SAID_ELSEWHERE = {"names", "definition", "definition_key", "sources", "assumptions"}
UNITS = {"_ore": "øre", "grams": "g", "grams_co2e": "g CO2e", "_seconds": "s", "_minutes": "min"}


def as_csv(report: EventReport) -> str:
    """The whole report. Numbers are plain, with a point; shares are between 0 and 1; an unknown number is empty."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in _rows(as_json(report)):
        writer.writerow([safe(cell) for cell in row])
    return file.getvalue()


def safe(cell: Any) -> Any:
    """A cell no spreadsheet takes for a formula. Numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell


def _rows(told: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for section, value in told.items():
        if section in SAID_ELSEWHERE:
            continue
        if section in LISTS:
            for line in value:
                key = _key(section, line)
                yield from _numbers(section, key, {n: v for n, v in line.items() if n != LISTS[section]})
        elif isinstance(value, Mapping):
            yield from _numbers(section, "", value)
        else:
            yield (section, "", section, _plain(value), "")


def _key(section: str, line: Mapping[str, Any]) -> str:
    if section == "by_station":
        return f"{line['kind']} {line['number']}: {line['name']}"
    return str(line[LISTS[section]])


def _numbers(section: str, key: str, told: Mapping[str, Any], within: str = "") -> Iterator[tuple[Any, ...]]:
    for name, value in told.items():
        metric = f"{within}{name}"
        if name in SAID_ELSEWHERE:
            continue
        if name == "steps":
            for step in value:
                age = f"{step['within_minutes']} min"
                yield from _numbers(section, " ".join((key, age)).strip(), step, within="")
        elif isinstance(value, Mapping):
            yield from _numbers(section, key, value, within=f"{metric}.")
        elif not isinstance(value, list):
            yield (section, key, metric, _plain(value), _unit(f"{section}.{metric}"))


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


def _unit(metric: str) -> str:
    first, last = metric.split(".", 1)[0], metric.rpartition(".")[2]
    if "_ore" in metric:
        return UNITS["_ore"]
    for name, unit in UNITS.items():
        if last.endswith(name) or (first.endswith(name) and name == "_seconds"):
            return unit
    return ""
