"""Disputes with stalls through the API: listed, and decided once."""

from typing import Any

import pytest

from tests.api.town import CUP_ORE, Town


def asked(town: Town, claim: str, against: Any, by: str = "money:write") -> tuple[int, str | None]:
    answer = town.post(f"/events/{town.event_id}/disputes/{claim}", {"against": against}, by)
    told = answer.json or {}
    return answer.status_code, told.get("code") or told.get("settled")


def listed(town: Town, by: str = "money:read", **query: Any) -> list[dict[str, Any]]:
    return list(town.get(f"/events/{town.event_id}/disputes", by, query_string=query).json["disputes"])


def test_a_dispute_is_listed_with_both_sides(town: Town) -> None:
    claim = town.dispute()

    [one] = listed(town)

    assert (one["id"], one["amount_ore"], one["settled"]) == (claim, CUP_ORE, None)
    assert (one["stall"]["station_id"], one["stall"]["kind"]) == (town.stations["grill"], "stall")
    assert (one["holder"]["station_id"], one["holder"]["kind"]) == (town.stations["east"], "box")
    assert one["holder"]["device_id"]


def test_the_first_decision_stands_and_the_next_is_a_conflict(town: Town) -> None:
    claim = town.dispute()

    assert asked(town, claim, "stall") == (200, "stall")
    assert asked(town, claim, "scheme") == (409, "dispute_settled")
    assert asked(town, claim, "stall") == (409, "dispute_settled")
    [one] = listed(town)
    assert (one["settled"], one["settled_by"].split()[0]) == ("stall", "token")
    assert listed(town, undecided="true") == []


def test_who_may_only_read_money_decides_nothing(town: Town) -> None:
    claim = town.dispute()

    refused = [
        asked(town, claim, "stall", by)[0] for by in ("money:read", "setup:write", "reports:read", "east")
    ]

    assert refused == [403] * 4
    assert town.get(f"/events/{town.event_id}/disputes", "reports:read").status_code == 403
    assert listed(town)[0]["settled"] is None


@pytest.mark.parametrize("against", ["guest", "", None, 3, ["stall"], "STALL"])
def test_nobody_else_bears_a_payment(town: Town, against: Any) -> None:
    claim = town.dispute()

    assert asked(town, claim, against)[0] == 422
    assert listed(town)[0]["settled"] is None


def test_what_was_paid_once_is_no_dispute(town: Town) -> None:
    [cup] = town.hand_out()
    scan = town.scan("return", cup)
    town.send("east", scan)

    assert asked(town, scan["id"], "stall") == (404, "dispute_unknown")
