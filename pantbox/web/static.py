"""Files that are the same for everybody. A link from `asset` names the content, so browsers may keep it for good."""

import gzip
import hashlib
import json
import mimetypes
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, request, send_from_directory

from pantbox.web.access import OPEN_STATIC
from pantbox.web.here import house

DESIGN = Path(__file__).parents[1] / "design" / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
CHUNK = "chunk-"
"""How the build names parts of scripts, with the hash of their content: one script asks for another without `?v=`."""
COMPRESSED = frozenset({".js", ".css", ".svg", ".wasm", ".json", ".map"})
COMPRESSION = 7
"""Of brotli, 0 to 11: above it a first reader waits seconds for some hundredths less."""

# Not every system's table has them, and a service worker or a font with the wrong type is refused.
for suffix, kind in (
    (".js", "text/javascript"), (".wasm", "application/wasm"), (".woff2", "font/woff2"),
    (".webmanifest", "application/manifest+json"), (".svg", "image/svg+xml"),
):  # fmt: skip
    mimetypes.add_type(kind, suffix)


def add_static(app: Flask, name: str, *, url: str, folder: Path) -> None:
    """Serve the files of `folder` at `url`, to everybody; `asset(f"{name}/…")` leads to them."""
    house(app).static_folders[name] = (url, folder)
    endpoint = f"{OPEN_STATIC}{name.replace('/', '_')}"

    def send(path: str) -> Response:
        response = send_from_directory(folder, path)
        _compress(response, folder, path)
        names_content = "v" in request.args or Path(path).name.startswith(CHUNK)
        response.headers["Cache-Control"] = FOR_GOOD if names_content else ASK_AGAIN
        return response

    app.add_url_rule(f"{url}/<path:path>", endpoint, send)


def _compress(response: Response, folder: Path, path: str) -> None:
    """Send a file in a third of its bytes, to who can read that: phones at a festival have little network."""
    if response.status_code != HTTPStatus.OK or Path(path).suffix not in COMPRESSED:
        return
    response.vary.add("Accept-Encoding")
    encoding = next((one for one in ("br", "gzip") if request.accept_encodings[one]), None)
    if encoding:
        file = folder / path  # found by `send_from_directory`, so it lies in the folder
        response.close()  # the file itself is not sent
        response.direct_passthrough = False
        response.set_data(_compressed(file, file.stat().st_mtime_ns, encoding))
        response.content_encoding = encoding
        tag, _ = response.get_etag()
        response.set_etag(f"{tag}-{encoding}")
        response.make_conditional(request)


@lru_cache(maxsize=512)
def _compressed(file: Path, _changed_at: int, encoding: str) -> bytes:
    ready = file.with_name(f"{file.name}.br")
    if encoding == "br" and ready.is_file() and ready.stat().st_mtime_ns >= file.stat().st_mtime_ns:
        return ready.read_bytes()  # pressed harder by the build than anybody would wait for
    content = file.read_bytes()
    return (
        gzip.compress(content) if encoding == "gzip" else bytes(brotli.compress(content, quality=COMPRESSION))
    )


def asset(path: str) -> str:
    """The URL of a static file, `asset("kiosk/static/dist/station.js")`, with the hash of its content.

    Raises `KeyError` for a folder nobody serves. A file that is not built yet has no hash and is not found.
    """
    for name, (url, folder) in house().static_folders.items():
        if path.startswith(f"{name}/"):
            rest = path.removeprefix(f"{name}/")
            file = folder / rest
            version = f"?v={_hash(file, file.stat().st_mtime_ns)}" if file.is_file() else ""
            return f"{url}/{rest}{version}"
    raise KeyError(path)


def modules(path: str) -> list[str]:
    """The URLs a script's page should ask for at once: the script, and the chunks it begins with."""
    first = asset(path)
    file = file_of(first)
    listed = file.with_name("imports.json") if file else None
    if file is None or listed is None or not listed.is_file():
        return [first]
    folder = first.partition("?")[0].rpartition("/")[0]
    return [first, *(f"{folder}/{name}" for name in _imports(listed, listed.stat().st_mtime_ns)[file.name])]


def file_of(link: str) -> Path | None:
    """The file behind a link to a static file; None if it is none, or not built yet."""
    path = link.partition("?")[0]
    for url, folder in house().static_folders.values():
        file = folder / path.removeprefix(f"{url}/")
        if path.startswith(f"{url}/") and file.is_file():
            return file
    return None


@lru_cache(maxsize=512)
def _hash(file: Path, _changed_at: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


@lru_cache(maxsize=16)
def _imports(listed: Path, _changed_at: int) -> dict[str, list[str]]:
    return dict(json.loads(listed.read_text()))


def register(app: Flask) -> None:
    """Serve the design: tokens, components, pictures, icons and the font."""
    add_static(app, "design", url="/design", folder=DESIGN)
