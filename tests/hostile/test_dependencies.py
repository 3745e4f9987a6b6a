"""What Pantbox is made of is exactly what was looked at: pinned, hashed, and licensed so that it may be passed on.

Known holes cannot be looked up without the internet: `make audit` does, where it can.
"""

import json
import re
from importlib.metadata import distribution
from typing import Any

import pytest

from tests.house.files import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)")
PASSED_ON = (
    "MIT", "BSD", "0BSD", "Apache", "ISC", "PSF", "Python Software", "MPL", "Mozilla", "LGPL", "Unlicense", "HPND", "CC0", "Zlib",
    "OFL", "CMU",
)  # fmt: skip
"""Licences under which a work under the MPL may hold or use a library."""


def locked(name: str) -> dict[str, set[str]]:
    """The versions of each package of a lock: mostly one, sometimes another for another Python. All have hashes."""
    found: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / "requirements" / name).read_text(encoding="utf-8")):
        if pin := PIN.match(block):
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
            found.setdefault(pin[1], set()).add(pin[2])
        else:
            assert block.startswith("#"), block
    return found


def packages_of_the_browser() -> dict[str, Any]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return {path: told for path, told in lock["packages"].items() if path}


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "audit.txt"])
def test_every_package_is_one_version_whose_bytes_are_known(name: str) -> None:
    assert len(locked(name)) > 20


def test_so_is_every_package_of_the_browser() -> None:
    packages = packages_of_the_browser()

    assert packages
    assert [
        path for path, told in packages.items() if not told.get("integrity", "").startswith("sha512-")
    ] == []


def test_what_runs_here_is_what_is_locked() -> None:
    other = {
        name: distribution(name).version
        for name, versions in locked("runtime.txt").items()
        if _is_here(name) and distribution(name).version not in versions
    }

    assert other == {}


def test_whatever_runs_may_be_passed_on() -> None:
    unsure = {
        name: licence
        for name in locked("runtime.txt")
        if _is_here(name) and not _may_be(licence := _licence(name))
    }
    unsure |= {
        path: str(told.get("license"))
        for path, told in packages_of_the_browser().items()
        if not told.get("dev") and not _may_be(str(told.get("license")))
    }

    assert unsure == {}


def _is_here(name: str) -> bool:
    """Some are for other systems only."""
    try:
        distribution(name)
    except ModuleNotFoundError:
        return False
    return True


def _licence(name: str) -> str:
    told = distribution(name).metadata
    classifiers = [one for one in told.get_all("Classifier", []) if one.startswith("License")]
    return " ".join([told.get("License-Expression") or "", (told.get("License") or "")[:60], *classifiers])


def _may_be(licence: str) -> bool:
    return any(one in licence for one in PASSED_ON)
