"""Which figures stand out: a row for each rule, on both sides of its bound."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import comb, exp, factorial

import pytest

from pantbox.i18n import Translator
from pantbox.reports.plausibility import (
    CHANCE,
    Counted,
    Figure,
    FigureName,
    Subject,
    binomial_tail,
    of_bag,
    of_stations,
    poisson_tail,
    unexplained,
    usual_uses,
)
from pantbox.reports.plausibility_sentences import sentence
from pantbox.settings import LANGUAGES

BAR = Subject(1, "Bar 3")
DAWN = datetime(2026, 7, 1, 6, tzinfo=UTC)


def beside(own: Counted, others: list[Counted]) -> Figure:
    """The figure of a bar, of which others are like these."""
    stations = {BAR: own} | {Subject(number, "another"): one for number, one in enumerate(others, start=2)}
    return next(figure for figure in of_stations(FigureName.TAKE_BACKS, stations) if figure.subject is BAR)


FIVE = [Counted(2, 100)] * 5
"""Of five others one in fifty was taken back."""


@pytest.mark.parametrize(
    ("own", "others", "marked"),
    [
        (Counted(14, 60), FIVE, True),
        (Counted(14, 60), FIVE[:4], False),
        (Counted(14, 60), [*FIVE[:4], Counted(0, 9)], False),
        (Counted(14, 60), [*FIVE[:4], Counted(0, 10)], True),
        (Counted(9, 30), FIVE, False),
        (Counted(10, 30), FIVE, True),
        (Counted(60, 1000), [Counted(20, 1000)] * 5, False),
        (Counted(61, 1000), [Counted(20, 1000)] * 5, True),
        (Counted(50, 1000), [Counted(0, 1000)] * 5, False),
        (Counted(51, 1000), [Counted(0, 1000)] * 5, True),
        (Counted(80, 60), FIVE, True),
        (Counted(12, 0), FIVE, True),
        (Counted(14, 60), [Counted(5, 60)] * 5, False),
        (Counted(0, 60), FIVE, False),
    ],
    ids=[
        "far from five others", "only four others", "a fifth that hardly did anything", "a fifth with ten",
        "nine of its own", "ten of its own", "three times the median", "more than three times the median",
        "one in twenty where others have none", "more than that", "more back than out", "no hand-out at all",
        "less than three times", "none",
    ],
)  # fmt: skip
def test_a_stall_is_marked_beside_at_least_five_others_with_ten_of_its_own(
    own: Counted, others: list[Counted], *, marked: bool
) -> None:
    assert beside(own, others).is_marked is marked


def test_three_times_what_is_usual_is_not_marked_where_chance_does_the_same() -> None:
    others = [Counted(n, 20) for n in (1, 1, 1, 6, 7)]

    figure = beside(Counted(10, 40), others)

    assert figure.usual == Fraction(1, 20)
    assert figure.count > 3 * figure.usual * figure.n
    assert not figure.is_marked


def test_the_bound_is_the_largest_count_that_is_not_rare() -> None:
    figure = beside(Counted(14, 60), FIVE)

    assert figure.at_most is not None

    def chance(count: int) -> float:
        return binomial_tail(count, count + 10, 60 / 560)

    assert chance(figure.at_most + 1) < CHANCE
    assert figure.at_most == 9 or chance(figure.at_most) >= CHANCE


@pytest.mark.parametrize(
    ("counted", "claimed", "marked"),
    [(87, 100, False), (86, 100, True), (113, 100, False), (114, 100, True), (0, 9, False), (0, 10, True),
     (9, 0, False), (10, 0, True), (927, 1000, False), (926, 1000, True)],
)  # fmt: skip
def test_a_bag_is_marked_when_more_than_strays_are_missing_or_left_over(
    counted: int, claimed: int, *, marked: bool
) -> None:
    assert of_bag(BAR, counted, claimed).is_marked is marked


def test_a_container_is_marked_from_ten_uses_on_that_the_others_do_not_have() -> None:
    assert usual_uses({1: 30, 2: 10, 12: 1}) == (1, 9)


def test_among_thousands_the_most_used_one_is_used_more_by_chance() -> None:
    usual, most = usual_uses({1: 3000, 2: 2000, 3: 900, 14: 1})

    assert usual == 1
    assert most is not None
    assert most > 9
    assert 5901 * poisson_tail(most + 1, (3000 + 4000 + 2700) / 5900) < CHANCE


@pytest.mark.parametrize(("others", "most"), [(4, None), (5, 9)])
def test_a_container_beside_four_others_says_nothing(others: int, most: int | None) -> None:
    assert usual_uses({1: others, 20: 1})[1] == most


def test_where_containers_go_round_often_more_is_usual() -> None:
    assert usual_uses({6: 40, 19: 1}) == (6, 18)


def test_a_use_is_explained_by_a_wash_or_a_delivery_since_the_use_before() -> None:
    used = [DAWN + timedelta(hours=hour) for hour in (0, 2, 4, 6)]
    washed = [DAWN + timedelta(hours=1), DAWN + timedelta(hours=1, minutes=5), DAWN + timedelta(hours=9)]

    assert unexplained(used, washed) == 2
    assert unexplained(used, []) == 3
    assert unexplained([DAWN], []) == 0


@pytest.mark.parametrize(
    ("count", "n", "share"), [(1, 10, 0.05), (14, 24, 0.1), (5, 100, 0.01), (10, 10, 0.3)]
)
def test_the_binomial_tail_is_the_sum_of_its_terms(count: int, n: int, share: float) -> None:
    exact = sum(
        comb(n, k) * Fraction(share) ** k * (1 - Fraction(share)) ** (n - k) for k in range(count, n + 1)
    )

    assert binomial_tail(count, n, share) == pytest.approx(float(exact), rel=1e-9)


@pytest.mark.parametrize(("count", "mean"), [(3, 1.2), (12, 2.5), (30, 8.0)])
def test_the_poisson_tail_is_what_its_first_terms_leave(count: int, mean: float) -> None:
    terms = sum(exp(-mean) * mean**k / factorial(k) for k in range(count, count + 80))

    assert poisson_tail(count, mean) == pytest.approx(terms, rel=1e-9)


def test_tails_of_a_million_are_found_and_are_no_chance() -> None:
    assert 0 < binomial_tail(50_500, 1_000_000, 0.05) < 0.02
    assert binomial_tail(900_000, 1_000_000, 0.05) == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FigureName)
def test_every_hint_is_a_sentence_in_every_language(name: FigureName, language: str) -> None:
    of = Subject(1, "Bar 3", bag="0007", container_id=5, container="ABCD-EFGH")

    for count, n in ((14, 60), (70, 60)):
        told = sentence(Figure(name, of, count, n, 55, 65, Fraction(2, 100)), Translator(language))
        assert str(count) in told
        assert ("ABCD-EFGH" if name is FigureName.USES else "Bar 3") in told


def test_a_hint_says_what_happened_and_what_is_usual() -> None:
    figure = beside(Counted(14, 60), FIVE)

    assert (
        sentence(figure, Translator("en")) == "Bar 3: 14 taken back, 60 handed out (23 %); other stalls 2 %."
    )


def test_of_nothing_handed_out_a_hint_says_no_share() -> None:
    figure = beside(Counted(12, 0), FIVE)

    assert sentence(figure, Translator("en")) == "Bar 3: 12 taken back, 0 handed out; other stalls 2 %."
