"""Money is whole øre: nothing named `…_ore` is ever a float."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.files import where, with_suffix


def test_no_amount_of_money_is_a_float() -> None:
    found = [
        where(path, line)
        for path in with_suffix(".py")
        for line in floats_near_money(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "deposit_ore: float = 5",
        "def f(deposit_ore: float | None): ...",
        "def deposit_ore() -> float: ...",
        "x = float(trip.deposit_ore)",
        "deposit_ore = 1.5",
        "f(deposit_ore=1.5)",
        "half = trip.deposit_ore / 2",
        "vat = 0.25 * fee_ore",
    ],
)
def test_a_float_near_money_is_found(code: str) -> None:
    assert list(floats_near_money(ast.parse(code))) == [1]


@pytest.mark.parametrize(
    "code", ["share = donated_ore / refunded_ore", "half_ore = deposit_ore // 2", "x: float = 1.5"]
)
def test_shares_of_money_are_no_money(code: str) -> None:
    assert list(floats_near_money(ast.parse(code))) == []


def floats_near_money(tree: ast.AST) -> Iterator[int]:
    """Lines where money meets a float."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.stmt | ast.arg | ast.keyword) and _mixes(node):
            yield node.lineno


def _mixes(node: ast.AST) -> bool:
    match node:
        case ast.AnnAssign(target=target, annotation=annotation, value=value):
            return _is_money(target) and (_says_float(annotation) or _is_float(value))
        case ast.arg(arg=name, annotation=ast.expr() as annotation):
            return _is_money_name(name) and _says_float(annotation)
        case ast.FunctionDef(name=name, returns=ast.expr() as returns):
            return _is_money_name(name) and _says_float(returns)
        case ast.Call(func=ast.Name(id="float"), args=[argument]):
            return _is_money(argument)
        case ast.Assign(targets=targets, value=value):
            return any(map(_is_money, targets)) and _is_float(value)
        case ast.keyword(arg=str() as name, value=value):
            return _is_money_name(name) and _is_float(value)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _is_money(left) != _is_money(right)
        case ast.BinOp(left=left, right=right):
            return (_is_money(left) and _is_float(right)) or (_is_float(left) and _is_money(right))
    return False


def _is_money(node: ast.AST) -> bool:
    match node:
        case (
            ast.Name(id=name)
            | ast.Attribute(attr=name)
            | ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name))
        ):
            return _is_money_name(name)
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return _is_money_name(name)
    return False


def _is_money_name(name: str) -> bool:
    return name == "ore" or name.endswith("_ore")


def _is_float(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def _says_float(annotation: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "float" for node in ast.walk(annotation))
