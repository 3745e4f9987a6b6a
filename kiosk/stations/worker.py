"""The service worker that keeps the station app on its device, and what makes it an app: manifest and icons.

The worker is told here which files belong to the app, and the hash of each. That list is the version: when any of them
changes, browsers find another worker and fetch the new app beside the old one. What is fetched must have its hash, so
that an app is never put together from two versions while a server is being brought up to date.
"""

import base64
import hashlib
import io
import json
from functools import lru_cache
from pathlib import Path

from flask import Response
from PIL import Image, ImageDraw

from kiosk.stations.blueprint import stations
from pantbox.errors import NotFound
from pantbox.web.static import DESIGN, asset, file_of

DIST = Path(__file__).parents[1] / "static" / "dist"
PAGE = "/k/"
ASKED_BY_NAME = (
    "/k/static/dist/looking.js", "/k/static/dist/zxing_reader.wasm", "/design/vendor/inter-latin-wght-normal.woff2",
)  # fmt: skip
"""Files that styles and scripts ask for by their plain names, as they do the pictures."""
NAMED = (
    "design/tokens.css", "design/components.css", "kiosk/static/dist/station.css", "kiosk/static/dist/station.js",
)  # fmt: skip
"""Files that the page links to with their version."""
ICON_SIZES = (180, 192, 512)
GREEN, WHITE = "#0b6b3a", "#ffffff"


@stations.get("/sw.js")
def worker() -> Response:
    """The service worker, knowing its version."""
    files = app_files()
    version = hashlib.sha256(json.dumps(files).encode() + _worker().encode()).hexdigest()[:16]
    told = json.dumps({"version": version, "files": files})
    return Response(f"const APP={told};\n{_worker()}", mimetype="text/javascript")


@stations.get("/app.webmanifest")
def app_manifest() -> Response:
    """What the app is called and looks like on a home screen."""
    icons = [
        {"src": f"/k/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    told = {
        "id": PAGE, "name": "Pantbox", "short_name": "Pantbox", "lang": "da", "start_url": PAGE, "scope": PAGE,
        "display": "fullscreen", "display_override": ["fullscreen", "standalone"],
        "background_color": WHITE, "theme_color": GREEN, "orientation": "any", "icons": icons,
    }  # fmt: skip
    return Response(json.dumps(told), mimetype="application/manifest+json")


@stations.get("/icon-<int:size>.png")
def icon(size: int) -> Response:
    """The app's icon. Raises `NotFound("not_found")` for a size nobody asks for."""
    if size not in ICON_SIZES:
        raise NotFound("not_found")
    return Response(draw_icon(size), mimetype="image/png")


def app_files() -> dict[str, str]:
    """The addresses of everything the app needs to open and work, each with the hash its content must have.

    The page and the manifest are made anew each time and have none; the worker sees by the page's links that it fits.
    """
    links = [asset(name) for name in NAMED]
    chunks = [f"/k/static/dist/{path.name}" for path in sorted(DIST.glob("chunk-*.js"))]
    pictures = [f"/design/pictures/{path.name}" for path in sorted((DESIGN / "pictures").glob("*.svg"))]
    files = [*links, *chunks, *ASKED_BY_NAME, *pictures]
    return {PAGE: "", "/k/app.webmanifest": "", **{link: _integrity(link) for link in files}}


def _integrity(link: str) -> str:
    """As browsers check it. A file that is not built yet has none, and is not found when it is fetched."""
    file = file_of(link)
    return _hashed(file, file.stat().st_mtime_ns) if file else ""


@lru_cache(maxsize=512)
def _hashed(file: Path, _changed_at: int) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()}"


def _worker() -> str:
    return (DIST / "sw.js").read_text()


@lru_cache(maxsize=len(ICON_SIZES))
def draw_icon(size: int) -> bytes:
    """A cup that goes round, white on green, as PNG. Its middle four fifths are all a rounded mask leaves."""
    scale = 4  # drawn larger and made smaller: smooth edges
    side = size * scale
    picture = Image.new("RGB", (side, side), GREEN)
    draw = ImageDraw.Draw(picture)

    def at(x: float, y: float) -> tuple[float, float]:
        return x * side, y * side

    draw.polygon([at(0.38, 0.41), at(0.62, 0.41), at(0.585, 0.68), at(0.415, 0.68)], fill=WHITE)
    draw.rounded_rectangle([at(0.355, 0.35), at(0.645, 0.41)], radius=side * 0.02, fill=WHITE)
    draw.arc([at(0.19, 0.19), at(0.81, 0.81)], start=-60, end=215, fill=WHITE, width=round(side * 0.05))
    draw.polygon([at(0.55, 0.17), at(0.70, 0.15), at(0.61, 0.31)], fill=WHITE)
    told = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(told, "PNG")
    return told.getvalue()
