"""Codes as both sides read them: devices decide by themselves what a code is, and must never differ from the server."""

import json
from pathlib import Path

import pytest

from pantbox.containers.codes import read_code
from pantbox.errors import BadInput
from pantbox.keys import Keys, recognisable
from pantbox.places.device_keys import sign

CASES = Path(__file__).parents[1] / "cases"
KEYS = Keys("the secret of the shared cases, long enough")
ONLY_DEVICES = {"bearer": "unknown"}
"""Sixteen signs without the letter that tells a voucher from a slip: a device asks for both."""


@pytest.mark.parametrize(
    "case", json.loads((CASES / "codes.json").read_text()), ids=lambda case: repr(case["text"])[:60]
)
def test_a_code_is_read_as_devices_read_it(case: dict[str, str]) -> None:
    expected = ONLY_DEVICES.get(case["kind"], case["kind"])

    try:
        code = read_code(case["text"], KEYS)
        told = (code.kind.value, code.value, code.asset, code.host)
    except BadInput:
        told = ("unknown", "", "", "")

    value = "" if expected == "unknown" else case["value"]
    assert told == (expected, value, case["asset"], case.get("host", ""))


@pytest.mark.parametrize(
    "case", json.loads((CASES / "signatures.json").read_text()), ids=lambda case: case["signs"]
)
def test_a_device_signs_as_the_server_checks(case: dict[str, str]) -> None:
    assert sign(bytes.fromhex(case["key"]), case["message"]) == case["signs"]


@pytest.mark.parametrize(
    "case", json.loads((CASES / "hashes.json").read_text()), ids=lambda case: case["text"]
)
def test_a_device_recognises_what_it_was_told_as_a_hash(case: dict[str, str]) -> None:
    assert recognisable(case["text"]) == case["hash"]
