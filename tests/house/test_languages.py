"""No text of one language stands among those of another, and none was left as it was in the first."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from tests.house.test_messages import LANGUAGES, ROOMS, entries

ONLY_IN = {
    "da": """
        og ikke af på til som det de har blev bliver hvad hvor hvornår hvis når når var være også eller fra
        efter før igen endnu kun uden ved kan skal må din dit dine vores jer jeres deres sig selv meget
        mange nogen noget nogle ingen intet hver hvert nu sådan mellem siden udleveret afleveret
        emballage boks
    """,
    "en": """
        the and not are were been has had this that these those with without from what which when where who
        how why you your they their them there here than only again still already every each any some none
        nobody somebody nothing something could should would cannot does did its itself our ours after
        before because until while between about into more most many much less container deposit returned
        paid
    """,
    "de": """
        und nicht ist sind waren wird werden wurde worden haben auf aus bei ein eine einen einem einer eines
        für gegen ich ihr ihre ihren ihm ihn ihnen kein keine keinen kann können muss müssen noch nur oder
        ohne schon sich sie seine sehr über vom wenn wer wie wir wo zum zur zurück zu zwei auch aber damit
        dann dass diese dieser dieses durch immer jede jeder jedes jetzt mehr nach nichts niemand seit viele
        warum weil wieder wurden zwischen gibt pfand zurückgegeben ausgegeben
    """,
}
"""Small words of each language, and some that this product says often."""
LETTERS = {"da": "æøå", "de": "äöüß"}
NAMES = re.compile(r"Røde Kors|Århus|Aalborg|Ølbar\w*|Øre|øre|\bda, en \w+ de\b")
"""What is called the same in every language."""
WORDS_MIN = 3
"""Fewer may be the same by themselves: *CSV, PDF*."""
WORD = re.compile(r"[^\W\d_]+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_word_that_only_another_language_has(language: str) -> None:
    strangers = {name: found for name, text in _texts(language) if (found := foreign_words(text, language))}

    assert strangers == {}


def test_no_text_was_left_in_the_language_it_was_copied_from() -> None:
    said = {language: dict(_texts(language)) for language in LANGUAGES}

    copied = [
        (name, one, other)
        for one, other in combinations(LANGUAGES, 2)
        for name, text in said[one].items()
        if text == said[other].get(name) and len(WORD.findall(NAMES.sub(" ", text))) >= WORDS_MIN
    ]

    assert copied == []


@pytest.mark.parametrize(
    ("language", "text", "strangers"),
    [
        ("da", "Der mangler noch noget, før I kan åbne", {"noch"}),
        ("da", "Det er the same", {"the"}),
        ("de", "Es fehlt noch etwas og meget", {"og", "meget"}),
        ("en", "Before you can öffnen", {"öffnen"}),
        ("en", "Nothing is missing.", set()),
        ("de", "Sie können noch öffnen", set()),
    ],
)
def test_a_stranger_among_the_words_is_found(language: str, text: str, strangers: set[str]) -> None:
    assert foreign_words(text, language) == strangers


def foreign_words(text: str, language: str) -> set[str]:
    """The words of a text that are of another language, and not of this one as well."""
    own = set(ONLY_IN[language].split())
    others = {word for other in LANGUAGES if other != language for word in ONLY_IN[other].split()} - own
    letters = set().union(*(LETTERS[other] for other in LETTERS if other != language))
    words = WORD.findall(NAMES.sub(" ", text).lower())
    return {word for word in words if word in others or letters & set(word)}


def _texts(language: str) -> Iterator[tuple[str, str]]:
    """Each message's name, and what it says without what it is told."""
    for room in ROOMS:
        for entry in entries(room, language):
            if isinstance(entry, ast.Message):
                words = _Words()
                words.visit(entry)
                yield entry.id.name, " … ".join(words.texts)


class _Words(Visitor):
    """Collects what a message says in so many words, whichever of its variants is chosen."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:
        self.texts.append(node.value)
