"""The code that changes on a box's screen proves that somebody stands there: a script from afar finds none."""

import pytest

from tests.attacks.guessers import TwoProcesses, any_address

WRONG_MAX = 5


def wrong(right: str, n: int) -> str:
    return f"{(int(right) + 1 + n) % 10**8:08}"


def test_a_script_is_told_of_five_wrong_codes_a_minute_and_then_none_is_looked_at(
    processes: TwoProcesses,
) -> None:
    right = processes.one.box_code("east")

    answers = [processes.one.opened("east", wrong(right, n)) for n in range(30)]

    assert [one.status_code for one in answers] == [403] * WRONG_MAX + [200] * 25
    assert {(one.json["bound"], one.json["box_code_read"]) for one in answers[WRONG_MAX:]} == {(0, False)}


def test_past_the_bound_not_even_the_right_code_is_looked_at_whichever_process_is_asked(
    processes: TwoProcesses,
) -> None:
    right = processes.one.box_code("east")
    for n in range(WRONG_MAX):
        (processes.one, processes.two)[n % 2].opened("east", wrong(right, n))

    opened = [who.opened("east", right).json for who in (processes.one, processes.two)]

    assert [(one["bound"], one["box_code_read"]) for one in opened] == [(0, False)] * 2


def test_many_addresses_at_one_box_find_no_more_than_one(processes: TwoProcesses) -> None:
    right = processes.one.box_code("east")
    from_everywhere = [processes.two.at(any_address()).opened("east", wrong(right, n)) for n in range(20)]

    assert [one.status_code for one in from_everywhere] == [403] * WRONG_MAX + [200] * 15


def test_one_address_at_many_boxes_finds_no_more_than_at_one(processes: TwoProcesses) -> None:
    boxes = ("east", "west")
    codes = {box: processes.one.box_code(box) for box in boxes}

    guesses = [processes.one.opened(boxes[n % 2], wrong(codes[boxes[n % 2]], n)) for n in range(10)]

    assert [one.status_code for one in guesses] == [403] * WRONG_MAX + [200] * 5


def test_a_guesser_at_one_box_costs_nobody_at_another(processes: TwoProcesses) -> None:
    for n in range(WRONG_MAX + 1):
        processes.one.opened("east", wrong(processes.one.box_code("east"), n))

    guest = processes.two.at(any_address())
    opened = guest.opened("west", guest.box_code("west"))

    assert (opened.json["bound"], opened.json["box_code_read"]) == (10, True)


def test_a_minute_later_the_right_code_proves_the_drop_again(processes: TwoProcesses) -> None:
    for n in range(WRONG_MAX + 3):
        processes.one.opened("east", wrong(processes.one.box_code("east"), n))
    processes.one.time.later(seconds=61)

    opened = processes.one.opened("east", processes.one.box_code("east"))

    assert (opened.json["bound"], opened.json["box_code_read"]) == (10, True)


def test_right_codes_are_never_counted(processes: TwoProcesses) -> None:
    guest = processes.one
    right = guest.box_code("east")

    opened = [guest.opened("east", right).json["box_code_read"] for _ in range(30)]

    assert opened == [True] * 30


def test_the_code_of_a_screen_has_eight_digits(processes: TwoProcesses) -> None:
    code = processes.one.box_code("east")

    assert (len(code), code.isdecimal()) == (8, True)


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}{1} "])
def test_a_guest_types_them_as_they_please(processes: TwoProcesses, typed: str) -> None:
    code = processes.one.box_code("east")

    opened = processes.one.opened("east", typed.format(code[:4], code[4:]))

    assert opened.json["bound"] == 10
