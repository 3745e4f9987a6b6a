"""Every refusal of this room has a kind sentence, in every language."""

import re
from pathlib import Path

import pytest

import pantbox.cards
import pantbox.refunds
from pantbox.i18n import Translator

RAISED = re.compile(r"(?:BadInput|Conflict|NotAllowed|NotFound)\(\s*\"([a-z_]+)\"")
DETAILS = {"parts_max": 20, "count_max": 20_000, "number": 7}


def raised() -> list[str]:
    files = [*Path(pantbox.refunds.__path__[0]).rglob("*.py"), Path(pantbox.cards.__file__)]
    return sorted({code for file in files for code in RAISED.findall(file.read_text("utf-8"))})


def test_there_are_refusals_to_look_at():
    assert len(raised()) > 20


@pytest.mark.parametrize("language", ["da", "en", "de"])
@pytest.mark.parametrize("code", raised())
def test_a_refusal_has_a_sentence(code, language):
    sentence = Translator(language).text(f"error-{code.replace('_', '-')}", **DETAILS)

    assert sentence.endswith((".", "?"))
