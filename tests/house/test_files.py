"""Files are short, finished, and know no machine but the reader's."""

import re
from pathlib import Path

from tests.house.files import CODE, TEXT, ours, where, with_suffix

LINES_MAX = 400
# Spelled so that this file does not break its own rules.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
HOSTS = re.compile(
    r"(py" r"pi\.org|python" r"hosted\.org|registry\." r"npmjs|reg" r"istry\.yarnpkg|cdn\.jsd" r"elivr)"
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(wo" r"rk/\w|ro" r"ot/|ho" r"me/\w|Us" r"ers/\w|opt/(wh" r"eels|py" r"pi))"
)


def test_files_are_short_enough_to_read_at_once() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in with_suffix(*CODE)}

    too_long = [f"{path}: {length} lines" for path, length in lengths.items() if length > LINES_MAX]

    assert too_long == []


def test_nothing_is_left_to_do() -> None:
    assert _lines_with(UNFINISHED) == []


def test_no_file_names_a_registry() -> None:
    assert _lines_with(HOSTS) == []


def test_no_file_knows_a_path_of_one_machine() -> None:
    assert _lines_with(MACHINE_PATHS) == []


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{where(path, number)}: {line.strip()[:120]}"
        for path in ours()
        if path.suffix in TEXT
        for number, line in enumerate(_lines(path), 1)
        if pattern.search(line)
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
