"""Wilson against published figures and against scipy."""

from math import nextafter

import pytest
from scipy.stats import binomtest

from pantbox.reports.intervals import log_log, wilson


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        # Newcombe, R. G. (1998), Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_textbook_intervals(count, n, low, high):
    share = wilson(count, n)

    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


def test_the_published_headline_has_its_published_interval():
    share = wilson(8604, 9412)

    assert share.value is not None
    assert (round(share.value * 100), round(share.low * 100, 1), round(share.high * 100, 1)) == (
        91,
        90.8,
        92.0,
    )


@pytest.mark.parametrize(
    ("count", "n"), [(0, 1), (1, 1), (3, 7), (944, 1010), (499, 1000), (17, 17), (0, 400)]
)
def test_wilson_agrees_with_scipy(count, n):
    theirs = binomtest(count, n).proportion_ci(confidence_level=0.95, method="wilson")

    ours = wilson(count, n)

    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


def test_of_nothing_nothing_is_known():
    share = wilson(0, 0)

    assert (share.value, share.low, share.high) == (None, 0.0, 1.0)


@pytest.mark.parametrize(("count", "n"), [(2, 1), (-1, 4)])
def test_more_than_all_is_our_own_mistake(count, n):
    with pytest.raises(ValueError, match="not a share"):
        wilson(count, n)


@pytest.mark.parametrize("share", [nextafter(1.0, 0.0), 1 - 1e-12, 0.5, 1e-12, 5e-324])
@pytest.mark.parametrize("variance", [0.25, 1e-9, 5e-324])
def test_the_log_log_interval_holds_the_share_however_near_it_is_to_nothing_or_all(share, variance):
    low, high = log_log(share, variance)

    assert 0.0 <= low <= share <= high <= 1.0
