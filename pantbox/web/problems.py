"""Refusals: for programs a problem document (RFC 9457) with a stable code, for people a page; both with a kind sentence."""

from typing import Any

import structlog
from apiflask.exceptions import HTTPError
from flask import Flask, Response, json, render_template, request
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from pantbox.errors import PantboxError, TooMany, TryAgain
from pantbox.web.words import say, translator

PROBLEM = "application/problem+json"
CODES = {
    400: "malformed",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    413: "too_large",
    414: "too_large",
    415: "wrong_content_type",
    431: "too_large",
}
"""What HTTP itself refuses, by status."""

log = structlog.stdlib.get_logger("pantbox.errors")


def sentence(code: str, **details: object) -> str:
    """The sentence of a code in the reader's language; one that fits any refusal if the code has none."""
    key = f"error-{code.replace('_', '-')}"
    if not translator().knows(key):
        return say("error-not-possible")
    return say(key, **{name: _tellable(value) for name, value in details.items()})


def _tellable(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)


def wants_problem() -> bool:
    """Whether a program is asking."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "application/json"


def answer(
    status: int, code: str, details: dict[str, Any] | None = None, headers: dict[str, str] | None = None
) -> Response:
    """A refusal in the form whoever asks can use."""
    told = details or {}
    title = sentence(code, **told)
    if wants_problem():
        body = {"type": f"urn:pantbox:{code}", "title": title, "status": status, "code": code, **_plain(told)}
        response = Response(json.dumps(body), status, content_type=PROBLEM)
    else:
        response = Response(render_template("error.html", title=title, status=status, code=code), status)
    response.headers.extend(headers or {})
    return response


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    reserved = {"type", "title", "status", "code"}
    return {
        name: value if isinstance(value, int | str | list | dict) or value is None else str(value)
        for name, value in details.items()
        if name not in reserved
    }


def on_pantbox_error(error: PantboxError) -> Response:
    """What the core refused."""
    headers = {}
    if isinstance(error, TryAgain | TooMany):
        headers["Retry-After"] = str(error.retry_after_seconds)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return answer(error.status, error.code, dict(error.details), headers)


def on_invalid_input(error: HTTPError) -> Response:
    """What a model of the API refused: each field with what is wrong about it."""
    return answer(
        error.status_code,
        "invalid_input" if error.status_code == 422 else "malformed",
        {"errors": error.detail},
    )


def on_http_exception(error: HTTPException) -> Response:
    """What HTTP itself refuses; redirects pass as they are."""
    status = error.code or 500
    if error.response is not None:
        return error.response if isinstance(error.response, Response) else Response(status=status)
    if status < 400:
        return Response(error.get_response().get_data(), status, dict(error.get_headers()))
    headers = {name: value for name, value in error.get_headers() if name not in ("Content-Type",)}
    return answer(status, CODES.get(status, "not_possible"), headers=headers)


def on_database_error(error: DBAPIError | PoolTimeoutError) -> Response:
    """What the database said no to, or that it is away: then nobody knows, and sending the same again is safe."""
    if isinstance(error, IntegrityError):
        # Its first line names the constraint; those that follow on PostgreSQL tell the row.
        log.warning("collided", endpoint=request.endpoint, error=str(error.orig).partition("\n")[0])
        return answer(409, "collided")
    if isinstance(error, DataError):
        log.warning("unstorable", endpoint=request.endpoint, exc_info=error)
        return answer(422, "malformed_text")
    if isinstance(error, OperationalError | PoolTimeoutError) or getattr(
        error, "connection_invalidated", False
    ):
        log.warning("database_unavailable", error=type(error).__name__)
        return answer(503, "try_again", headers={"Retry-After": "2"})
    return on_our_own_mistake(error)


def on_our_own_mistake(error: Exception) -> Response:
    """Nobody's fault but ours: logged with where it happened, told without."""
    log.error("failed", endpoint=request.endpoint, exc_info=error)
    return answer(500, "our_mistake")


def register(app: Flask) -> None:
    """Answer every error."""
    app.register_error_handler(PantboxError, on_pantbox_error)
    app.register_error_handler(HTTPError, on_invalid_input)
    app.register_error_handler(HTTPException, on_http_exception)
    app.register_error_handler(DBAPIError, on_database_error)
    app.register_error_handler(PoolTimeoutError, on_database_error)
    app.register_error_handler(Exception, on_our_own_mistake)
