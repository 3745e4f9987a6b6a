"""What is written twice says the same twice."""

import re
import tomllib

from tests.house.files import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z]+\])?")


def test_the_package_asks_for_what_is_locked() -> None:
    locked = {_name(line) for line in _requirements("runtime.in")}

    asked = {_name(line) for line in PYPROJECT["project"]["dependencies"]}

    assert asked == locked


def test_each_requirement_says_why() -> None:
    without = [line for name in ("runtime.in", "dev.in") for line in _requirements(name) if "#" not in line]

    assert without == []


def test_each_room_has_its_place_in_the_import_rules() -> None:
    layers = "\n".join(PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"])
    rooms = {
        path.stem
        for path in (ROOT / "pantbox").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    homeless = {room for room in rooms - {"__init__", "__main__"} if f"(pantbox.{room})" not in layers}

    assert homeless == set()


def _requirements(name: str) -> list[str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#-"]


def _name(requirement: str) -> str:
    match = NAME.match(requirement)
    assert match
    return match.group().lower()
