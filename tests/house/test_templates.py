"""Pages keep to the content security policy: nothing runs or is styled inside a page."""

import re
from pathlib import Path

import pytest

from tests.house.files import where, with_suffix

SCRIPT = re.compile(r"<script(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.IGNORECASE)
STYLE = re.compile(r"<style\b", re.IGNORECASE)
ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
)


def test_no_page_breaks_the_content_security_policy() -> None:
    pages = [(path, path.read_text(encoding="utf-8")) for path in _templates()]

    assert [found for path, text in pages for found in breaches(path, text)] == []


@pytest.mark.parametrize(
    "page",
    [
        "<script>go()</script>",
        "<p style='x'>",
        "<a\n onclick = 'go()'>",
        "<style>p{}</style>",
        "<script src='//elsewhere.example/x.js'></script>",
    ],
)
def test_a_breach_is_found(page: str) -> None:
    assert breaches(Path(__file__), page)


@pytest.mark.parametrize(
    "page",
    [
        '<script type="module" src="/k/station.js"></script>',
        '<script type="application/json">{"one": 1}</script>',
        '<input name="once" data-on="x" aria-label="on = off">',
    ],
)
def test_what_is_allowed_is_no_breach(page: str) -> None:
    assert breaches(Path(__file__), page) == []


def breaches(path: Path, text: str) -> list[str]:
    """Where a page has script, style or handlers inside, or asks another host for anything."""
    return [
        f"{where(path, text.count(chr(10), 0, match.start()) + 1)}: {match.group()[:80]}"
        for pattern in (SCRIPT, STYLE, ATTRIBUTE, ELSEWHERE)
        for match in pattern.finditer(text)
    ]


def _templates() -> list[Path]:
    return [path for path in with_suffix(".html", ".jinja") if "templates" in path.parts]
