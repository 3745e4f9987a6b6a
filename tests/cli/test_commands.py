"""Every command says what it does, with an example, and stands in the docs."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pantbox.cli import main

DOCS = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def commands(
    group: click.Group = main, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        else:
            yield (*words, name), command


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_every_command_has_help_with_an_example(words):
    result = CliRunner().invoke(main, [*words, "--help"])

    assert result.exit_code == 0
    assert f"pantbox {' '.join(words)}" in result.stdout.partition("Example:")[2]


def test_the_docs_name_every_command_and_no_other():
    rows = re.findall(
        r"^\| `pantbox ((?:[a-z]+(?:-[a-z]+)* ?)+)[^`]*`(?: · `([a-z-]+)`)?", DOCS, re.MULTILINE
    )
    documented = {name.strip() for name, _ in rows}
    documented |= {f"{name.split()[0]} {other}" for name, other in rows if other}

    assert documented == {" ".join(words) for words, _ in commands()}


def test_options_that_the_docs_name_exist():
    options = {
        name
        for _, command in commands()
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
    }

    assert set(re.findall(r"`(--[a-z-]+)", DOCS)) <= options | {"--help"}


@pytest.mark.parametrize("words", [["no-such-thing"], ["event", "create"], ["simulate", "--guests", "0"]])
def test_what_is_not_understood_ends_with_2(words):
    assert CliRunner().invoke(main, words).exit_code == 2
