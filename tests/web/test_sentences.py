"""Every code that anything in the house raises has a kind sentence, and fills in only what is always told with it."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from pantbox import errors
from tests.house.files import ROOT

ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.PantboxError)
}
ROOMS = ("pantbox", "kiosk", "admin")


def test_every_code_has_a_sentence() -> None:
    sentences = _sentences()

    speechless = sorted(code for code in _raised() if code not in sentences)

    assert speechless == []


def test_every_sentence_fills_in_only_what_is_always_told() -> None:
    sentences = _sentences()

    untold = {
        code: sorted(sentences[code] - set.intersection(*told))
        for code, told in _raised().items()
        if code in sentences and sentences[code] - set.intersection(*told)
    }

    assert untold == {}


def _raised() -> dict[str, list[set[str]]]:
    """Each code, with the details that each place which raises it tells."""
    found: dict[str, list[set[str]]] = defaultdict(list)
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _called(node) in ERRORS and node.args:
                    for code in _codes(node.args[0]):
                        found[code].append({keyword.arg or "" for keyword in node.keywords})
    return found


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _codes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as code):
            yield code
        case ast.IfExp(body=body, orelse=orelse):
            yield from _codes(body)
            yield from _codes(orelse)


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


def _sentences() -> dict[str, set[str]]:
    text = (ROOT / "pantbox/messages/en/errors.ftl").read_text(encoding="utf-8")
    found = {}
    for entry in FluentParser(with_spans=False).parse(text).body:
        if isinstance(entry, ftl.Message) and entry.value is not None:
            variables = _Variables()
            variables.visit(entry.value)
            found[entry.id.name.removeprefix("error-").replace("-", "_")] = variables.names
    return found
