"""The API for people: one page made from its own description, without anybody else's scripts."""

from typing import Any

from flask import Blueprint, Flask, render_template

from pantbox.api.openapi import spec

docs = Blueprint("docs", __name__, template_folder="templates")


@docs.get("/api/docs")
def page() -> str:
    """Every endpoint, by what it is about."""
    described = spec()
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for path, item in described["paths"].items():
        shared = item.get("parameters", [])
        for method, operation in item.items():
            if method != "parameters":
                by_tag.setdefault(operation["tags"][0], []).append(
                    {
                        "method": method.upper(),
                        "path": path,
                        "summary": operation.get("summary", ""),
                        "description": operation.get("description", ""),
                        "callers": _callers(operation),
                        "parameters": [*shared, *operation.get("parameters", [])],
                        "takes": _fields(described, _body(operation)),
                        "answers": _fields(described, _answer(operation)),
                    }
                )
    return render_template("api/docs.html", described=described, by_tag=by_tag)


def _callers(operation: dict[str, Any]) -> list[str]:
    """Who may ask: `device`, `phone`, or the scopes of a program."""
    told: list[str] = []
    for requirement in operation["security"]:
        for scheme, scopes in requirement.items():
            told += scopes or [scheme]
    return told


def _body(operation: dict[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return schema


def _answer(operation: dict[str, Any]) -> dict[str, Any] | None:
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            return answer.get("content", {}).get("application/json", {}).get("schema") or None
    return None


def _fields(described: dict[str, Any], schema: dict[str, Any] | None) -> list[dict[str, Any]]:
    """A model's fields: name, type in words, whether it must be there."""
    found = _resolved(described, schema or {})
    required = found.get("required", [])
    return [
        {"name": name, "type": _type(described, one), "required": name in required}
        for name, one in found.get("properties", {}).items()
    ]


def _resolved(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    return dict(described["components"]["schemas"][name])


def _type(described: dict[str, Any], schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " | ".join(_type(described, one) for one in schema["anyOf"])
    if "$ref" in schema:
        found = _resolved(described, schema)
        return _type(described, found) if "enum" in found else schema["$ref"].rpartition(".")[2]
    if "enum" in schema:
        return " | ".join(f"“{one}”" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"[{_type(described, schema.get('items', {}))}, …]"
    if "format" in schema:
        return str(schema["format"])
    return str(schema.get("type", "any"))


def register(app: Flask) -> None:
    """Serve the page."""
    app.register_blueprint(docs)
