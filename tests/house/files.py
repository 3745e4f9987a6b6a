"""The files that are ours."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = {".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".html"}
TEXT = CODE | {".md", ".ftl", ".toml", ".json", ".in", ".txt", ".yml", ".yaml", ".svg", ".service", ""}
NOT_OURS = {".git", ".venv", "node_modules", "dist", "vendor", "build", "__pycache__"}


@cache
def ours() -> tuple[Path, ...]:
    """All files git knows; in an unpacked archive, all that are not obviously made by tools."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def with_suffix(*suffixes: str) -> list[Path]:
    """Our files of some kinds."""
    return [path for path in ours() if path.suffix in suffixes]


def where(path: Path, line: int) -> str:
    """`file:line`, as editors and people read it."""
    return f"{path.relative_to(ROOT)}:{line}"
