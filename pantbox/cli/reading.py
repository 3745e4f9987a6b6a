"""Reading what there is: the audit, and an event's report."""

import json
import sys
from pathlib import Path

import click

from pantbox.cli.installation import installation, the_event
from pantbox.cli.telling import write
from pantbox.printable import printable
from pantbox.reports.as_csv import as_csv
from pantbox.reports.as_json import as_json as report_as_json
from pantbox.reports.event_report import event_report
from pantbox.settings import LANGUAGES


@click.command()
@click.option("--event", metavar="EVENT", help="Only this event, by slug or number.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for a script.")
def audit(event: str | None, *, as_json: bool) -> None:
    """Prove what users were promised, over the whole database. Ends with 1 if something does not hold.

    One line each: ok, FAIL or ---- (not checked yet), the promise's number, what was compared and both figures.

    \b
    Example:
      pantbox audit --event kildeparken
    """
    from pantbox.audit import audit as findings

    failed = False
    with installation() as core:
        event_id = None
        if event is not None:
            with core.database.reading() as session:
                event_id = the_event(session, event).id
        for finding in findings(core, event_id):
            failed = failed or finding.ok is False
            mark = {True: "ok  ", False: "FAIL", None: "----"}[finding.ok]
            facts = {"promise": finding.promise, "name": finding.name, "ok": finding.ok,
                     "compared": finding.compared, "left": finding.left, "right": finding.right}  # fmt: skip
            line = f"{mark} {finding.promise:>2} {finding.name}: {finding.compared}"
            figures = "" if finding.ok is None else f": {finding.left} = {finding.right}"
            if finding.ok is False:
                figures = f": {finding.left} ≠ {finding.right}"
            told = json.dumps(facts, ensure_ascii=False, default=str) if as_json else line + figures
            click.echo(printable(told))
    if failed:
        sys.exit(1)


@click.command()
@click.argument("event")
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True,
              help="Of the definitions and assumptions.")  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default="-",
              help="The file to write; standard output if left out.")  # fmt: skip
def report(event: str, form: str, language: str, out: Path) -> None:
    """The report of EVENT, by slug or number: every number with its definition.

    \b
    Example:
      pantbox report kildeparken --format json --out report.json
    """
    with installation() as core, core.database.reading() as session:
        made = event_report(session.connection(), the_event(session, event).id, core.clock())
    if form == "csv":
        write(out, as_csv(made).encode())
    else:
        told = json.dumps(report_as_json(made, language), ensure_ascii=False, indent=2) + "\n"
        write(out, printable(told, keep="\n").encode())


COMMANDS = (audit, report)
