"""Headers that tell browsers what our pages may do, and the bytes no page of ours has a use for."""

from flask import Flask, Response, request
from flask_talisman import Talisman

from pantbox.errors import BadInput
from pantbox.web.here import house

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
NUL = "\x00"


def _refuse_nul() -> None:
    """PostgreSQL stores no NUL, and nobody means one. Those in JSON are refused where it is parsed."""
    texts = [request.path, *request.args.keys(), *request.args.values()]
    if request.mimetype == "application/x-www-form-urlencoded":
        texts += [*request.form.keys(), *request.form.values()]
    if any(NUL in text for text in texts):
        raise BadInput("malformed_text")


def _keep_apart(response: Response) -> Response:
    response.headers.extend(APART)
    return response


def register(app: Flask) -> None:
    """Add the headers. HTTPS itself, and the redirect to it, are the proxy's."""
    over_https = house(app).core.settings.base_url.startswith("https:")
    Talisman(
        app,
        force_https=False,
        strict_transport_security=over_https,
        session_cookie_secure=over_https,
        session_cookie_http_only=True,
        session_cookie_samesite="Lax",
        frame_options="DENY",
        referrer_policy="same-origin",
        content_security_policy=CONTENT_SECURITY_POLICY,
        permissions_policy=PERMISSIONS_POLICY,
    )
    app.before_request(_refuse_nul)
    app.after_request(_keep_apart)
