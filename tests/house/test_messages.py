"""Danish, English and German say the same things, of the same numbers."""

from collections import Counter
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from tests.house.files import ROOT

LANGUAGES = ("da", "en", "de")
ROOMS = ("pantbox", "kiosk", "admin")
FIRST = LANGUAGES[0]


class Variables(Visitor):
    """Collects the variables a message is told, `$amount` and the like."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_well_formed_and_say_each_thing_once(room: str, language: str) -> None:
    found = entries(room, language)

    broken = [entry.content for entry in found if isinstance(entry, ast.Junk)]
    said = Counter(entry.id.name for entry in found if isinstance(entry, ast.Message))

    assert broken == []
    assert [name for name, times in said.items() if times > 1] == []


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_text_is_there_in_every_language(room: str, language: str) -> None:
    danish, other = messages(room, FIRST), messages(room, language)

    assert sorted(danish.keys() - other.keys()) == []
    assert sorted(other.keys() - danish.keys()) == []


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_uses_the_same_variables(room: str, language: str) -> None:
    danish, other = messages(room, FIRST), messages(room, language)

    assert {name: told for name, told in other.items() if told != danish.get(name, told)} == {}


def entries(room: str, language: str) -> list[ast.EntryType]:
    parser = FluentParser(with_spans=False)
    return [
        entry for path in _catalogues(room, language) for entry in parser.parse(path.read_text("utf-8")).body
    ]


def _catalogues(room: str, language: str) -> list[Path]:
    return sorted((ROOT / room / "messages" / language).glob("*.ftl"))


def messages(room: str, language: str) -> dict[str, set[str]]:
    """Each message, and each attribute of one, with the variables it uses."""
    found: dict[str, set[str]] = {}
    for entry in entries(room, language):
        if isinstance(entry, ast.Message):
            parts = [
                (entry.id.name, entry.value),
                *((f"{entry.id.name}.{a.id.name}", a.value) for a in entry.attributes),
            ]
            found |= {name: _variables(pattern) for name, pattern in parts if pattern is not None}
    return found


def _variables(pattern: ast.Pattern) -> set[str]:
    variables = Variables()
    variables.visit(pattern)
    return variables.names
