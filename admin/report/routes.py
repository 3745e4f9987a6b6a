"""The report, and its downloads."""

import json
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from admin.report import charts
from admin.work import event_named, file, page, reading
from pantbox.reports.as_csv import as_csv
from pantbox.reports.as_json import as_json
from pantbox.reports.definitions import METRICS
from pantbox.reports.event_report import event_report
from pantbox.reports.model import EventReport
from pantbox.web import core, language, say

bp = Blueprint("report", __name__, url_prefix="/events/<slug>/report", template_folder="templates")


def _report(slug: str) -> EventReport:
    session = reading()
    event = event_named(session, slug)
    return event_report(session.connection(), event.id, core().clock())


@bp.get("/")
def report(slug: str) -> ResponseReturnValue:
    """The headline first, then what it rests on."""
    told = _report(slug)
    return page(
        "office/report.html",
        event=event_named(reading(), slug),
        report=told,
        curve=charts.curve(told.curve),
        curve_rows=charts.curve_rows(told.curve),
        hours=charts.by_hour(told.by_hour, told.event.timezone),
        parts=charts.by_type(told.by_type),
        metrics=METRICS,
        assumptions=[_sentence(one) for one in told.assumptions],
    )


def _sentence(assumption: Any) -> str:
    """An assumption in the reader's language: the organiser's own words, or one of ours by its key."""
    if isinstance(assumption, str):
        return assumption
    if "key" in assumption:
        return say(assumption["key"])
    return str(assumption.get(language()) or assumption.get("en") or next(iter(assumption.values()), ""))


@bp.get("/report.csv")
def as_sheet(slug: str) -> ResponseReturnValue:
    """For a spreadsheet."""
    return file("\ufeff" + as_csv(_report(slug)), f"{slug}-report.csv", "text/csv; charset=utf-8")


@bp.get("/report.json")
def as_data(slug: str) -> ResponseReturnValue:
    """For a program."""
    content = json.dumps(as_json(_report(slug), language()), ensure_ascii=False, indent=1)
    return file(content, f"{slug}-report.json", "application/json")
