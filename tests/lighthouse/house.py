"""The house as Lighthouse can open it: without `Referrer-Policy`, on which its Chromium gives every navigation up."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wsgi import create_app as create_house

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication
    from flask import Flask


class WithoutReferrerPolicy:
    """Answers as the app does, less one header."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            kept = [(name, value) for name, value in headers if name.lower() != "referrer-policy"]
            return start_response(status, kept, *more)

        return self._app(environ, start)


def create_app() -> "Flask":
    """What the server's process makes."""
    app = create_house()
    app.wsgi_app = WithoutReferrerPolicy(app.wsgi_app)  # type: ignore[method-assign]
    return app
