"""Errors in one line: a refusal is a sentence, whatever went wrong is said, and nobody is shown a traceback."""

from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from pantbox.errors import PantboxError
from pantbox.i18n import Translator
from pantbox.printable import printable

SCREEN_WIDTH_MAX = 400


class Refusing(click.Group):
    """The group of all commands, which says what went wrong and ends with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except PantboxError as error:
            raise click.ClickException(sentence(error)) from error
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error)
            raise click.ClickException(f"The database: {_one_line(said)}") from error
        except OSError as error:
            raise click.ClickException(_one_line(str(error))) from error


def sentence(error: PantboxError) -> str:
    """What a refusal says, with the code that scripts look for."""
    words = Translator("en")
    key = f"error-{error.code.replace('_', '-')}"
    if not words.knows(key):
        return printable(str(error))
    told = words.text(key, **error.details)
    more = ", ".join(f"{name}: {value}" for name, value in error.details.items() if str(value) not in told)
    return printable(f"{told} ({error.code}{'; ' + more if more else ''})", keep="\n")


def _one_line(text: str) -> str:
    return printable(" ".join(text.split())[:SCREEN_WIDTH_MAX])
