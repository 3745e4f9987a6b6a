"""How many short codes a phone types in a visit."""

from hypothesis import given
from hypothesis import strategies as st

from pantbox.refunds.typed_codes import TYPED_MAX, with_more

CODES = st.lists(st.sampled_from([f"ABCDEF{n:02}" for n in range(12)]), max_size=20)


def test_five_are_taken_and_the_sixth_is_not():
    typed, refused = with_more("A B C", ["D", "E", "F"])

    assert (typed, refused) == ("A B C D E", {"F"})


def test_one_that_was_typed_before_takes_no_room():
    assert with_more("A B C D E", ["B", "A"]) == ("A B C D E", set())


@given(CODES, CODES)
def test_in_one_request_or_two_the_same_are_taken(first, second):
    together, refused = with_more("", first + second)
    begun, refused_first = with_more("", first)
    apart, refused_second = with_more(begun, second)

    assert together == apart
    assert refused == refused_first | refused_second
    assert len(together.split()) <= TYPED_MAX
