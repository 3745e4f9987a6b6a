"""What a stall's device believes to be the same handing out is the same in the books: one table holds both to it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pantbox.circulation.fold import REREAD_WINDOW
from pantbox.clock import new_id
from tests.support.festival import Festival

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "stall_meaning.json").read_text("utf-8")
)
ASKED = [case for case in CASES if case["meaning"] == "ask" and "own" in case]


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case["what"])
def test_a_device_offers_to_hand_out_again_only_what_would_be_a_new_handing_out(case: dict[str, Any]) -> None:
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)

    is_same = noon + timedelta(minutes=case["own"]["minutes"]) - noon <= REREAD_WINDOW

    assert case["again"] is not is_same


BACK = [case for case in CASES if case.get("online") is False and case.get("mode") in ("take_back", "swap")]


@pytest.mark.parametrize("case", BACK, ids=lambda case: case["what"])
def test_without_network_a_device_promises_what_the_server_pays_and_sends_on_what_it_would_not(
    festival: Festival, case: dict[str, Any]
) -> None:
    soup, own = festival.stall("soup"), case.get("own")
    kept = [soup.scan("issue", "CUP-1", at="20:00", told="accepted")] if own else []
    if own and own["sent"]:
        soup.send(*kept)
    kind = "return" if case["mode"] == "take_back" else "swap"
    kept.append(soup.scan(kind, "CUP-1", at="21:00", visit_id=new_id(), told="accepted"))

    answer = soup.send(*kept)[-1]

    promised = case["meaning"] in ("take_back", "swap_old") and case["sure"]
    told = ("accepted", None) if promised else ("rejected", "box_or_desk")
    assert (answer.verdict, answer.reason) == told
