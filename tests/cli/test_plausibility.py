"""The second section of the audit: hints after the findings, and nothing else is different."""

import json

import pytest

from tests.reports.frauds import honest_day, takes_back
from tests.support.festival import Festival

HINT = "hint take_backs: fest: stall 3: 13 taken back, 32 handed out (41 %); other stalls 5 %."


@pytest.fixture
def festival(core) -> Festival:
    festival = Festival(core, unseen_per_period_max=1000)
    honest_day(festival)
    return festival


def test_the_audit_ends_with_what_stands_out_and_holds_all_the_same(festival, run):
    takes_back(festival, 3)

    result = run("audit")

    assert result.exit_code == 0
    assert "FAIL" not in result.stdout
    *findings, summary, hint = result.stdout.splitlines()
    assert {line[:4] for line in findings} == {"ok  ", "----"}
    assert summary.startswith("Plausibility: 1 of ")
    assert hint == HINT


def test_of_an_honest_day_the_audit_says_that_nothing_stands_out(festival, run):
    summary = run("audit", "--event", "fest").stdout.splitlines()[-1]

    assert summary.startswith("Plausibility: 0 of ")


def test_for_a_script_the_figures_are_one_last_line(festival, run):
    takes_back(festival, 3)

    *findings, last = [json.loads(line) for line in run("audit", "--json").stdout.splitlines()]

    assert all("promise" in finding for finding in findings)
    [marked] = [one for one in last["plausibility"] if one["marked"]]
    assert (marked["event"], marked["name"], marked["station"]) == ("fest", "take_backs", "stall 3")
    assert (marked["count"], marked["n"], marked["at_least"], marked["at_most"]) == (13, 32, None, 9)
    assert HINT.endswith(marked["hint"])
