"""Headers that tell browsers what our pages may do, and the bytes no page of ours has a use for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from pantbox.errors import BadInput
from pantbox.web.here import house

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    # The decoder of camera pictures is WebAssembly. No inline script or style anywhere.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
PERMISSIONS_POLICY = {
    "camera": "(self)",
    "geolocation": "(self)",
    "screen-wake-lock": "(self)",
    "microphone": "()",
    "payment": "()",
    "usb": "()",
    "browsing-topics": "()",
}
APART = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}
"""Other sites neither hold a handle to our windows nor load our answers into theirs."""
STAY_SECONDS = 365 * 24 * 3600
"""For so long a browser comes back over HTTPS only."""
NUL = "\x00"


def headers(*, over_https: bool) -> dict[str, str]:
    """What every answer says to browsers. Made once: no answer of ours differs, and scans have no time to spell it out."""
    stay = {"Strict-Transport-Security": f"max-age={STAY_SECONDS}; includeSubDomains"} if over_https else {}
    return {
        "Content-Security-Policy": "; ".join(
            f"{what} {who}" for what, who in CONTENT_SECURITY_POLICY.items()
        ),
        "Permissions-Policy": ", ".join(f"{what}={who}" for what, who in PERMISSIONS_POLICY.items()),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        **APART,
        **stay,
    }


def _refuse_nul() -> None:
    """PostgreSQL stores no NUL, and nobody means one. Those in JSON are refused where it is parsed."""
    asked = request.environ
    texts = [asked.get("PATH_INFO", "")]
    if asked.get("QUERY_STRING"):
        texts += [*request.args.keys(), *request.args.values()]
    if request.mimetype == "application/x-www-form-urlencoded":
        texts += [*request.form.keys(), *request.form.values()]
    if any(NUL in text for text in texts):
        raise BadInput("malformed_text")


def register(app: Flask) -> None:
    """Add the headers. HTTPS itself, and the redirect to it, are the proxy's."""
    over_https = house(app).core.settings.base_url.startswith("https:")
    app.config.update(
        SESSION_COOKIE_SECURE=over_https, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax"
    )
    app.before_request(_refuse_nul)
    app.wsgi_app = _telling(app.wsgi_app, headers(over_https=over_https))  # type: ignore[assignment, method-assign]


def _telling(app: "WSGIApplication", told: dict[str, str]) -> "WSGIApplication":
    """The application, each of whose answers says this too.

    Put there as the server takes it: an answer's own headers are checked and copied one by one, which scans pay for.
    """
    added = list(told.items())

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, own: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, own + added, *rest)

        return app(environ, start)

    return answer
