"""Single-use avoided."""

from pantbox.reports.single_use import Avoided, avoided, in_total


def test_pieces_and_weight_are_trips_and_what_one_replaces():
    saved = avoided(servings=4000, replaces_grams=59)

    assert (saved.pieces, saved.grams, saved.kg) == (4000, 236_000, 236.0)


def test_without_a_known_weight_there_are_pieces_and_no_guess():
    saved = avoided(servings=70, replaces_grams=None)

    assert (saved.pieces, saved.kg) == (70, None)


def test_the_sum_says_of_how_many_pieces_the_weight_is_known():
    total = in_total([avoided(100, 11), avoided(50, None), avoided(10, 59)])

    assert total == Avoided(pieces=160, grams=1690, weighed_pieces=110)
    assert in_total([]) == Avoided()
