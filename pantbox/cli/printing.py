"""Things to print: label sheets, slips and signs, as PDF."""

from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.orm import Session

from pantbox.cli.installation import ROW_ID_MAX, installation, the_event
from pantbox.cli.telling import out_option, write
from pantbox.containers.containers import Batch
from pantbox.containers.making import labels_of
from pantbox.containers.serials import shown
from pantbox.containers.types import ContainerType
from pantbox.core import Core
from pantbox.errors import NotFound
from pantbox.labels.documents import SlipRun
from pantbox.labels.sheet import SHEETS, Label, LabelSheet
from pantbox.labels.slips import slips_a4, slips_roll
from pantbox.places.organisations import Organisation
from pantbox.places.printed import Paper, note_printed
from pantbox.refunds.making import SLIPS_AT_ONCE_MAX, make_slips
from pantbox.rulebook.paper import crib_of, poster_of
from pantbox.rulebook.signs import sign_of, signed_stations
from pantbox.settings import LANGUAGES

language_option = click.option("--language", type=click.Choice(LANGUAGES), default="da", show_default=True)


@click.command()
@click.argument("batch", type=click.IntRange(1, ROW_ID_MAX))
@click.option("--sheet", type=click.Choice(sorted(SHEETS)), default="avery-l4732", show_default=True)
@click.option("--first", default=1, show_default=True, type=click.IntRange(1),
              help="The place of the first label, on a sheet that was begun.")  # fmt: skip
@language_option
@out_option
def labels(batch: int, sheet: str, first: int, language: str, out: Path) -> None:
    """Sheets of labels for the containers of BATCH, a batch's number.

    \b
    Example:
      pantbox labels 1 --sheet avery-l4732 --out labels.pdf
    """
    geometry = SHEETS[sheet]
    if first > geometry.per_page:
        raise click.BadParameter(f"This sheet has {geometry.per_page} places.", param_hint="--first")
    with installation() as core, core.database.transaction() as session:
        found = session.get(Batch, batch)
        if found is None:
            raise NotFound("batch_unknown")
        name = session.get_one(ContainerType, found.type_id).name(language)
        labelled = _labels(session, batch, core.settings.base_url, name)
        pdf = LabelSheet(geometry, language=language, first=first - 1).pdf(labelled, title=found.name)
        write(out, pdf)
        found.printed_at = core.clock()


def _labels(session: Session, batch: int, base_url: str, name: str) -> Iterator[Label]:
    for printed in labels_of(session, batch, base_url):
        yield Label(printed.link, shown(printed.human_code), name)


@click.command()
@click.argument("event")
@click.option("--count", required=True, type=click.IntRange(1, SLIPS_AT_ONCE_MAX), help="How many to make.")
@click.option("--paper", type=click.Choice(["a4", "80", "58"]), default="a4", show_default=True,
              help="A4, or the width of a receipt roll in mm.")  # fmt: skip
@language_option
@out_option
def slips(event: str, count: int, paper: str, language: str, out: Path) -> None:
    """Make new slips for EVENT and their PDF. Their codes are in this file and nowhere else.

    \b
    Example:
      pantbox slips summer --count 500 --out slips.pdf
    """
    with installation() as core, core.database.transaction() as session:
        found = the_event(session, event)
        base_url, now = core.settings.base_url, core.clock()
        made = make_slips(
            session, core.keys, found.organisation_id, found.id, count, base_url=base_url, now=now
        )
        run = SlipRun(found.name, session.get_one(Organisation, found.organisation_id).name)
        if paper == "a4":
            write(out, slips_a4(made, run, language))
        else:
            write(out, slips_roll(made, run, language, roll_mm=80 if paper == "80" else 58))


@click.command()
@click.argument("event")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write a PDF for each station to.")  # fmt: skip
@language_option
def signs(event: str, language: str, out: Path) -> None:
    """Signs of the boxes (A4) and stalls (A5) of EVENT, a file each.

    \b
    Example:
      pantbox signs summer --out signs/
    """
    with installation() as core:
        _note_printed(core, event, Paper.SIGN)
        with core.database.reading() as session:
            found = the_event(session, event)
            out.mkdir(parents=True, exist_ok=True)
            for station in signed_stations(session, found):
                pdf = sign_of(session, found, station, base_url=core.settings.base_url, language=language)
                write(out / f"{station.kind}-{station.number:03}.pdf", pdf)


@click.command()
@click.argument("event")
@language_option
@out_option
def poster(event: str, language: str, out: Path) -> None:
    """The rules of EVENT as an A3 poster, in three languages; --language comes first and large.

    \b
    Example:
      pantbox poster summer --out poster.pdf
    """
    with installation() as core:
        _note_printed(core, event, Paper.POSTER)
        with core.database.reading() as session:
            found = the_event(session, event)
            write(out, poster_of(session, found, base_url=core.settings.base_url, language=language))


@click.command()
@click.argument("event")
@language_option
@out_option
def crib(event: str, language: str, out: Path) -> None:
    """A card for the stalls of EVENT, two A5 pages back to back: what to do, and what when something fails.

    \b
    Example:
      pantbox crib summer --language en --out crib.pdf
    """
    with installation() as core:
        _note_printed(core, event, Paper.CRIB)
        with core.database.reading() as session:
            found = the_event(session, event)
            write(out, crib_of(session, found, base_url=core.settings.base_url, language=language))


def _note_printed(core: Core, event: str, paper: Paper) -> None:
    """Note what the paper promises, before it is drawn: drawing takes seconds in which scans would wait."""
    with core.database.transaction() as session:
        found = the_event(session, event)
        note_printed(session, found, paper, core.clock(), signed_stations(session, found))


COMMANDS = (labels, slips, signs, poster, crib)
