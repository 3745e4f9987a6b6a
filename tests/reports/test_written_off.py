"""Making and end of life are written off over planned uses: each container once, whoever uses it."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pantbox.reports.written_off import LifeFact, NotByTrip, not_by_trip

CUP, TOWN, FESTIVAL = 1, 10, 20


def life(*facts: tuple[int, str]) -> list[LifeFact]:
    """One container's: `(event, "trip" or "end")`."""
    return [LifeFact(7, CUP, event_id, what == "end") for event_id, what in facts]


def test_a_trip_beyond_the_planned_uses_is_charged_nothing() -> None:
    facts = life((TOWN, "trip"), (TOWN, "trip"), (FESTIVAL, "trip"), (TOWN, "trip"))

    assert not_by_trip(facts, {CUP: 2}, FESTIVAL) == {CUP: NotByTrip(beyond=1)}
    assert not_by_trip(facts, {CUP: 2}, TOWN) == {CUP: NotByTrip(beyond=1)}


def test_what_is_left_of_a_lost_container_is_charged_where_it_was_lost() -> None:
    facts = life((TOWN, "trip"), (FESTIVAL, "trip"), (FESTIVAL, "end"))

    assert not_by_trip(facts, {CUP: 10}, FESTIVAL)[CUP].charged(trips=1) == 9
    assert not_by_trip(facts, {CUP: 10}, TOWN)[CUP].charged(trips=1) == 1


def test_one_that_turns_up_again_goes_on_without_charge_and_ends_once() -> None:
    facts = life((TOWN, "trip"), (FESTIVAL, "end"), (TOWN, "trip"), (TOWN, "end"))

    assert not_by_trip(facts, {CUP: 5}, TOWN) == {CUP: NotByTrip(beyond=1, rest=0)}
    assert not_by_trip(facts, {CUP: 5}, FESTIVAL) == {CUP: NotByTrip(rest=4)}


LIVES = st.lists(st.tuples(st.integers(1, 4), st.sampled_from([TOWN, FESTIVAL]), st.booleans()), max_size=40)


def charged(facts: list[LifeFact], planned: int) -> dict[int, int]:
    """Planned uses charged, by event."""
    trips = Counter(fact.event_id for fact in facts if not fact.is_end)
    return {
        event_id: not_by_trip(facts, {CUP: planned}, event_id).get(CUP, NotByTrip()).charged(trips[event_id])
        for event_id in (TOWN, FESTIVAL)
    }


def by_container(drawn: list[tuple[int, int, bool]]) -> list[LifeFact]:
    facts = [LifeFact(one, CUP, event_id, is_end) for one, event_id, is_end in drawn]
    return sorted(facts, key=lambda fact: fact.container_id)  # and in the order drawn


@given(LIVES, st.integers(1, 6))
def test_over_all_events_each_container_is_charged_once(
    drawn: list[tuple[int, int, bool]], planned: int
) -> None:
    facts = by_container(drawn)
    lives = Counter(fact.container_id for fact in facts if not fact.is_end)
    ended = {fact.container_id for fact in facts if fact.is_end}

    once = sum(planned if one in ended else min(planned, lives[one]) for one in {*lives, *ended})
    assert sum(charged(facts, planned).values()) == once


@given(LIVES, LIVES, st.integers(1, 6))
def test_what_becomes_known_later_at_other_events_changes_no_charge(
    known: list[tuple[int, int, bool]], later: list[tuple[int, int, bool]], planned: int
) -> None:
    elsewhere = [(one, TOWN, is_end) for one, _event_id, is_end in later]

    before = charged(by_container(known), planned)[FESTIVAL]

    assert charged(by_container([*known, *elsewhere]), planned)[FESTIVAL] == before
