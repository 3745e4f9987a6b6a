"""Every cause that books a transfer is made of words that can be said."""

import ast

import pytest

from pantbox.ledger.causes import BASES, STEPS, words_of
from pantbox.refunds.tables import TillMoveKind
from tests.house.files import ROOT, where

MAKERS = {"Cause", "Flow", "Move", "_claim_moves", "cash_out"}
"""What is told a cause, or the beginning of one, first."""


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("issue", ["issue"]),
        ("return_due", ["return", "due"]),
        ("return2_goods_back", ["return", "goods", "back"]),
        ("return_rest_due_moved", ["return", "rest", "due", "moved"]),
        ("crate_short_back", ["crate_short", "back"]),
        ("slip_of_other_event_due", ["slip_of_other_event", "due"]),
        ("something_else", ["something_else"]),
    ],
)
def test_a_cause_is_a_kind_of_fact_and_its_parts(kind: str, words: list[str]) -> None:
    assert words_of(kind) == words


def test_all_causes_that_the_program_writes_are_known() -> None:
    unknown = [
        f"{where(path, node.lineno)}: {text}"
        for path in sorted((ROOT / "pantbox").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and node.args and _name(node.func) in MAKERS
        for text in _texts(node.args[0])
        if not is_known(text)
    ]

    assert unknown == []


def test_every_move_of_a_till_has_a_cause() -> None:
    assert {f"till_{kind}" for kind in TillMoveKind} <= BASES


def is_known(text: str) -> bool:
    """Whether a cause, or a part of one (`_moved`, `till_`), is made of known words."""
    if text.startswith("_"):
        return set(text.strip("_").split("_")) <= STEPS
    if text.endswith("_"):
        return any(base.startswith(text) for base in BASES)
    return words_of(text)[0] in BASES


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else ""


def _texts(told: ast.expr) -> list[str]:
    """The texts that a cause is written with, whichever of them it is."""
    return [
        node.value
        for node in ast.walk(told)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
