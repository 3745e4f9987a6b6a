"""Bodies that somebody who means ill, or whose program is broken, might send: made from the API's own description."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

Json = dict[str, Any]

DEEP: Any = []
for _ in range(900):
    DEEP = [DEEP]

VALUES: tuple[Any, ...] = (
    None, True, "", "\x00", "\ud800", "'; DROP TABLE scan; --", "x" * 300, -1, 0, 2**31, 2**63, 10**400, 1.5,
    "1e999", [], {}, [None], {"\x00": "\x00"}, DEEP, "9999-12-31T23:59:59.999999-14:00", "\U0001f4a9", "../../etc/passwd",
)  # fmt: skip
RAW: tuple[bytes, ...] = (
    b"", b"null", b"[]", b"{}", b"{", b"\xff\xfe\x00", b'{"a":' * 50_000, b"1" * 10_000, b'"\\ud800"', b"NaN", b"[1e999]",
    b'{"__proto__": {}}', b'\xef\xbb\xbf{}', b"{}{}",
)  # fmt: skip


def bodies(spec: Json, schema: Json) -> Iterator[Any]:
    """A body that is right, with each of its fields in turn made wrong in every way."""
    right = example(spec, schema)
    yield right
    for name in _resolved(spec, schema).get("properties", {}):
        for value in VALUES:
            yield {**right, name: value}


def example(spec: Json, schema: Json) -> Any:
    """Something the schema allows."""
    schema = _resolved(spec, schema)
    if "anyOf" in schema:
        return example(spec, schema["anyOf"][0])
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {name: example(spec, one) for name, one in schema.get("properties", {}).items()}
        case "array":
            return [example(spec, schema.get("items", {}))]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
    return {"uuid": str(uuid4()), "date-time": "2026-08-01T18:00:00Z"}.get(schema.get("format", ""), "abc")


def _resolved(spec: Json, schema: Json) -> Json:
    if "$ref" in schema:
        found: Json = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema
