"""Reading what there is: the audit, and an event's report."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pantbox.cli.installation import installation, the_event
from pantbox.cli.telling import write
from pantbox.garbage import look_seldom
from pantbox.i18n import Translator
from pantbox.printable import printable
from pantbox.reports.as_csv import as_csv
from pantbox.reports.as_json import as_json as report_as_json
from pantbox.reports.event_report import event_report
from pantbox.reports.plausibility import Figure
from pantbox.reports.plausibility_sentences import as_json as figure_as_json
from pantbox.reports.plausibility_sentences import sentence
from pantbox.settings import LANGUAGES


@click.command()
@click.option("--event", metavar="EVENT", help="Only this event, by slug or number.")
@click.option(
    "--since",
    metavar="HEAD",
    help="Whether the books still contain what they did when an audit said this head.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for a script.")
def audit(event: str | None, since: str | None, *, as_json: bool) -> None:
    """Prove what users were promised, over the whole database. Ends with 1 if something does not hold.

    After that it says which figures stand out: hints, which never make it end with 1.

    One line each: ok, FAIL or ---- (not checked yet), the promise's number, what was compared and both figures. The head it
    says is a fingerprint of all that was sealed by then: whoever keeps it can ask for it with --since years later.

    \b
    Example:
      pantbox audit --event kildeparken
    """
    from pantbox.audit import audit as findings
    from pantbox.audit import plausibility

    look_seldom()
    failed = False
    with installation() as core:
        event_id = None
        if event is not None:
            with core.database.reading() as session:
                event_id = the_event(session, event).id
        for finding in findings(core, event_id, since=since):
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
        for told in (_hints_as_json if as_json else _hints)(plausibility(core, event_id)):
            click.echo(printable(told))
    if failed:
        sys.exit(1)


def _hints(figures: Iterable[tuple[str, Figure]]) -> Iterator[str]:
    known, words = list(figures), Translator("en")
    marked = [(event, figure) for event, figure in known if figure.is_marked]
    yield f"Plausibility: {len(marked)} of {len(known)} figures stand out. Hints, not failures."
    for event, figure in marked:
        yield f"hint {figure.name}: {event}: {sentence(figure, words)}"


def _hints_as_json(figures: Iterable[tuple[str, Figure]]) -> Iterator[str]:
    words = Translator("en")
    told = [{"event": event} | figure_as_json(figure, words) for event, figure in figures]
    yield json.dumps({"plausibility": told}, ensure_ascii=False)


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
