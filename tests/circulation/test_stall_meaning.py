"""What a stall's device believes to be the same handing out is the same in the books: one table holds both to it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pantbox.circulation.fold import REREAD_WINDOW

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "stall_meaning.json").read_text("utf-8")
)
ASKED = [case for case in CASES if case["meaning"] == "ask" and "own" in case]


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case["what"])
def test_a_device_offers_to_hand_out_again_only_what_would_be_a_new_handing_out(case: dict[str, Any]) -> None:
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)

    is_same = noon + timedelta(minutes=case["own"]["minutes"]) - noon <= REREAD_WINDOW

    assert case["again"] is not is_same
