"""A log is read in a terminal, and strangers choose what stands in it: paths, hosts, methods, names, errors."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
import structlog
from flask.testing import FlaskClient

from pantbox.logs import formatter
from pantbox.printable import printable
from tests.attacks.scene import WITHOUT_A_DATABASE

RED, CLEAR, TITLE = "\x1b[31m", "\x1b[2J", "\x1b]0;owned\x07"
HOSTILE = [RED, CLEAR, TITLE, "\x9b31m", "\x7f", "\b\b\b", "a\r\n2026-08-01T18:00:00Z [info] forged", "\u2028forged", "\x85forged",
           "\u202egnp.exe", "\u2066\u2069", "\u200b", "\ufeff", "\U000e0041", "\t\v\f"]  # fmt: skip
READERS = pytest.mark.parametrize("reader", ["people", "machines"])


@dataclass
class Written:
    """What went to the terminal."""

    stream: io.StringIO

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().removesuffix("\n").split("\n")


@pytest.fixture
def written(reader: str) -> Iterator[Written]:
    """All logs from here on, as a server process writes them."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(formatter(as_json=reader == "machines"))
    logger = logging.getLogger("pantbox")
    logger.addHandler(handler)
    yield Written(handler.stream)
    logger.removeHandler(handler)


@READERS
@WITHOUT_A_DATABASE  # an unknown path and a foreign name are refused by what they are
@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_no_path_moves_the_cursor_or_begins_a_line_of_its_own(
    client: FlaskClient, written: Written, hostile: str
) -> None:
    client.get("/" + quote(hostile))
    client.get("/status", headers={"Host": "x" + "".join(one for one in hostile if one >= " ")})

    assert all(line.isprintable() for line in written.lines)
    assert [line.count("path") for line in written.lines] == [1, 0, 1]
    assert not any(line.startswith("2026-08-01T18:00:00Z") for line in written.lines)


@READERS
@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_no_error_a_name_or_a_library_says_does_either(written: Written, reader: str, hostile: str) -> None:
    try:
        raise ValueError(hostile)
    except ValueError:
        structlog.stdlib.get_logger("pantbox.x").error("failed" + hostile, name=hostile, more=[hostile], exc_info=True)  # fmt: skip
        logging.getLogger("pantbox.y").exception("failed %s", hostile)

    assert all(line.isprintable() for line in written.lines)
    assert not any(line.startswith(("2026-08-01T18:00:00Z", "forged")) for line in written.lines)
    if reader == "machines":
        told = [json.loads(line) for line in written.lines]
        assert printable(hostile) in told[0]["name"]
        assert "ValueError" in told[1]["exception"]


@pytest.mark.parametrize("hostile", [*HOSTILE, "\ud800"], ids=ascii)
def test_what_is_written_out_can_be_read_again(hostile: str) -> None:
    told = printable(f"<{hostile}>")

    assert told.isprintable()
    assert json.loads(f'"{told}"') == f"<{hostile}>"


@pytest.mark.parametrize(
    "kind", ["Kop til øl", "مهرجان الشارع", "Straße", "10,00\N{NO-BREAK SPACE}kr.", "🎉"]
)
def test_what_people_write_stays_as_it_is(kind: str) -> None:
    assert printable(kind) == kind
