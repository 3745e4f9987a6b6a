"""The short code under a label can be made up; a phone that types them finds nobody's container."""

from collections import Counter

from pantbox.places.guessing import of_address
from tests.attacks.guessers import TwoProcesses, any_address, human_guess
from tests.support.codes import forged
from tests.support.statements import statements

TYPED_MAX = 5


def test_a_phone_types_five_codes_in_a_visit_and_no_more(processes: TwoProcesses) -> None:
    guest = processes.one
    cups = [guest.human_code(code) for code in guest.hand_out(6)]
    token = guest.phone("sign")["token"]

    told = [guest.types(token, code)[0] for code in cups]

    assert told[TYPED_MAX:] == ["too_many_typed"]
    assert "too_many_typed" not in told[:TYPED_MAX]


def test_nor_does_one_request_type_more(processes: TwoProcesses) -> None:
    guest = processes.one
    told = guest.types(guest.phone("sign")["token"], *(human_guess() for _ in range(100)))

    assert Counter(told) == {"unknown_code": TYPED_MAX, "too_many_typed": 95}


def test_typing_or_sending_one_again_is_not_another(processes: TwoProcesses) -> None:
    guest = processes.one
    codes = [guest.human_code(code) for code in guest.hand_out(5)]
    token = guest.phone("sign")["token"]
    scans = [guest.scan("return", code) for code in codes]

    first, again = (guest.verdicts(token, *scans) for _ in range(2))
    typed_again = guest.types(token, f"{codes[0][:4]}-{codes[0][4:]}".lower())

    assert first == again
    assert typed_again != ["too_many_typed"]


def test_what_is_scanned_is_not_counted_as_typed(processes: TwoProcesses) -> None:
    guest = processes.one
    token = guest.phone("sign")["token"]
    guest.types(token, *(human_guess() for _ in range(TYPED_MAX)))

    [scanned] = guest.verdicts(token, guest.scan("return", guest.hand_out()[0]))

    assert scanned == ("accepted", None)


def test_made_up_phones_are_told_of_twenty_wrong_codes_a_minute_between_two_processes(
    processes: TwoProcesses,
) -> None:
    told: Counter[str | None] = Counter()
    for n in range(20):
        guesser = (processes.one, processes.two)[n % 2]
        told.update(guesser.types(guesser.phone("sign")["token"], *(human_guess() for _ in range(TYPED_MAX))))

    assert told == {"unknown_code": 20, "429": 80}


def test_past_the_bound_the_right_code_is_not_looked_at_and_a_scanned_one_is_answered(
    processes: TwoProcesses,
) -> None:
    guest = processes.two
    typed, scanned, other = guest.hand_out(3)
    for _ in range(4):
        processes.one.types(processes.one.phone("sign")["token"], *(human_guess() for _ in range(TYPED_MAX)))
    token = guest.phone("west")["token"]

    with statements(guest.app.extensions["pantbox"].core.database.engine) as told:
        alone = guest.types(token, guest.human_code(typed))
    together = guest.types(token, guest.human_code(typed), scanned)

    assert alone == ["429"]
    assert not [one for one in told if "scan" in one or ("FROM container" in one and "human_code" in one)]
    assert together[0] == "too_many_misses"
    assert guest.types(token, other)[0] in ("accepted", "awaiting_scan")


def test_many_addresses_at_one_box_find_no_more(processes: TwoProcesses) -> None:
    told: Counter[str | None] = Counter()
    for _ in range(8):
        somewhere = processes.one.at(any_address())
        told.update(
            somewhere.types(somewhere.phone("sign")["token"], *(human_guess() for _ in range(TYPED_MAX)))
        )

    assert told == {"unknown_code": 20, "429": 20}


def test_forged_codes_count_and_texts_of_anybody_do_not(processes: TwoProcesses) -> None:
    guest = processes.one
    [cup, typed] = guest.hand_out(2)
    token = guest.phone("sign")["token"]
    guest.types(token, *(f"https://menu.example/{n}" for n in range(60)))
    still_looked_at = guest.types(token, guest.human_code(typed))

    guest.types(token, *(forged(cup) for _ in range(20)))

    assert still_looked_at != ["429"]
    assert guest.types(guest.phone("sign")["token"], human_guess()) == ["429"]


def test_a_flood_of_forged_codes_writes_twenty_misses_and_no_more(processes: TwoProcesses) -> None:
    guest = processes.one
    cup = forged(guest.stock[0])
    for _ in range(10):
        guest.types(guest.phone("sign")["token"], *([cup] * 20))

    [(missed,)] = guest.sql(
        "SELECT sum(n) FROM miss WHERE who = :who", who=of_address(guest.core.keys, guest.address).who
    )

    assert missed == 20


def test_a_stall_scans_on_whatever_is_guessed_next_door_and_on_its_own_device(
    processes: TwoProcesses,
) -> None:
    stall = processes.one
    for _ in range(5):
        stall.types(stall.phone("sign")["token"], *(human_guess() for _ in range(TYPED_MAX)))
    stall.types("soup", *(human_guess() for _ in range(300)))

    cup, typed = stall.stock[:2]
    told = stall.verdicts("soup", stall.scan("issue", cup), stall.scan("issue", stall.human_code(typed)))

    assert told == [("accepted", None)] * 2
