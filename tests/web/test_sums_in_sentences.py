"""A sentence that ends with a sum of money has one full stop, whichever catalogue it stands in."""

import re

import pytest
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from pantbox.i18n import Translator
from tests.house.files import ROOT
from tests.house.test_messages import LANGUAGES, ROOMS, entries

FOLDERS = tuple(ROOT / room / "messages" for room in ROOMS)
CROWNS = "405 kr."


class Variables(Visitor):
    """The names a message is told something under."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_that_is_told_a_sum_has_two_full_stops(language: str) -> None:
    said = Translator(language, FOLDERS)

    ends = [name for name, told in _told_sums(language) if re.search(r"\.\.(?!\.)", said.text(name, **told))]

    assert ends == []


def test_three_dots_stay_three(tmp_path) -> None:
    (tmp_path / "da").mkdir()
    (tmp_path / "da" / "words.ftl").write_text("one = Der mangler { $sum }.\nmore = { $sum }...\n", "utf-8")
    said = Translator("da", (tmp_path,))

    assert said.text("one", sum=CROWNS) == "Der mangler 405 kr."
    assert said.text("more", sum="405 kr") == "405 kr..."


def _told_sums(language: str) -> list[tuple[str, dict[str, object]]]:
    """Each message with variables, and a sum for every one of them."""
    found = []
    for room in ROOMS:
        for entry in entries(room, language):
            if isinstance(entry, ast.Message) and entry.value:
                names = Variables()
                names.visit(entry)
                if "sum" in names.names:
                    found.append((entry.id.name, dict.fromkeys(names.names, CROWNS)))
    return found
