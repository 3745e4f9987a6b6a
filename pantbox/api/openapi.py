"""The API's description: OpenAPI 3.1, made from the endpoints themselves, and finished here."""

from typing import Any

from apiflask import APIFlask
from flask import current_app

from pantbox.api.callers import callers_of
from pantbox.places.organisations import Scope

PREFIX = "/api/v1/"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. `code` is stable; `title` is a sentence in the reader's language.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
    },
    "required": ["type", "title", "status", "code"],
    "additionalProperties": True,
}
REFUSED: dict[str, Any] = {
    "description": "Refused, with a code and a sentence",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
SECURITY_SCHEMES = {
    "device": {"type": "http", "scheme": "bearer", "description": "A paired device's token, from POST /pair"},
    "phone": {"type": "http", "scheme": "bearer", "description": "A guest's visit, from POST /boxes/{sign}/visits"},
    "program": {"type": "http", "scheme": "bearer", "description": "A program's token, with scopes"},
}  # fmt: skip


def finish(spec: dict[str, Any] | str) -> dict[str, Any] | str:
    """Leave out what is no API, and say what every endpoint has in common: who may ask, and what a refusal looks like."""
    if isinstance(spec, str):
        raise AssertionError("the description is made as JSON")
    spec["paths"] = {path: item for path, item in spec["paths"].items() if path.startswith(PREFIX)}
    spec["servers"] = [{"url": "/"}]
    components = spec.setdefault("components", {})
    components["securitySchemes"] = SECURITY_SCHEMES
    schemas = components.setdefault("schemas", {})
    for made_by_the_library in ("HTTPError", "ValidationError"):
        schemas.pop(made_by_the_library, None)
    schemas["Problem"] = PROBLEM
    spec["tags"] = []
    for item in spec["paths"].values():
        for method, operation in item.items():
            if method in ("get", "post", "put", "patch", "delete"):
                _finish_operation(operation, method)
                if operation["tags"][0] not in [tag["name"] for tag in spec["tags"]]:
                    spec["tags"].append({"name": operation["tags"][0]})
    return spec


def _finish_operation(operation: dict[str, Any], method: str) -> None:
    endpoint = operation["operationId"].removeprefix(f"{method}_").replace("api_", "api.", 1)
    operation["operationId"] = endpoint.removeprefix("api.")
    operation["tags"] = [current_app.view_functions[endpoint].__module__.rpartition(".")[2]]
    callers = callers_of(endpoint)
    scopes = [caller.value for caller in callers if isinstance(caller, Scope)]
    security: list[dict[str, list[str]]] = [{c.value: []} for c in callers if not isinstance(c, Scope)]
    operation["security"] = [*security, *([{"program": scopes}] if scopes else [])] or [{}]
    operation["responses"] = {
        status: answer for status, answer in operation["responses"].items() if status.startswith("2")
    } | {"default": REFUSED}


def register(app: APIFlask) -> None:
    """Describe the API of an app."""
    app.config.update(
        AUTO_OPERATION_ID=True,
        AUTO_TAGS=False,
        INFO={
            "description": "Scans come in through `POST /scans`; everything else reads, pays or sets up.",
            "license": {"name": "MPL-2.0", "identifier": "MPL-2.0"},
        },
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        AUTO_404_RESPONSE=False,
    )
    app.spec_processor(finish)


def spec() -> dict[str, Any]:
    """The description of the current app's API."""
    return dict(current_app.spec)  # type: ignore[attr-defined]
