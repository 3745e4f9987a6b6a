"""Crates from stall to stall: what is owed for them goes along, or they go by way of the store."""

import pytest

from pantbox.errors import Conflict
from pantbox.stock.deliveries import withdraw
from tests.stock.test_pools_in_any_order import count
from tests.support.crates import (
    by_the_crate,
    count_back,
    count_in,
    deliver,
    desk_of,
    move,
    on_its_way,
    owed,
    pool,
)
from tests.support.festival import Festival


def test_crates_that_go_from_stall_to_stall_take_what_is_owed_along(crates: Festival) -> None:
    by_the_crate(crates, "cup", stall="grill")
    deliver(crates, 100, at="10:00")

    move(crates, crates.stall(), crates.stall("grill"), 40, at="11:00")

    assert (owed(crates), owed(crates, "grill"), pool(crates)) == (60, 40, 100)


@pytest.mark.parametrize(("sender", "receiver"), [("soup", "grill"), ("grill", "soup")])
def test_stalls_pass_on_only_what_both_hand_out_alike(crates: Festival, sender: str, receiver: str) -> None:
    deliver(crates, 100, at="10:00")
    ends = crates.stall(sender), crates.stall(receiver)

    with pytest.raises(Conflict, match="stalls_hand_out_differently"):
        move(crates, *ends, 40, at="11:00")
    move(crates, *ends, 40, "bowl", at="11:01")

    assert (owed(crates), owed(crates, "grill"), pool(crates)) == (100, 0, 100)


def test_what_was_on_its_way_to_a_stall_that_scans_by_now_is_not_counted_but_taken_back(
    crates: Festival,
) -> None:
    by_the_crate(crates, "cup", stall="grill")
    deliver(crates, 100, at="10:00")
    soup, grill = crates.stall("soup"), crates.stall("grill")
    paper = on_its_way(crates, soup, grill, 40, at="11:00")
    crates.set_clock("11:30")
    by_the_crate(crates, stall="grill")

    with pytest.raises(Conflict, match="stalls_hand_out_differently"):
        count_in(crates, grill, paper, 40)
    with crates.core.database.transaction(crates.organisation_id) as session:
        withdraw(desk_of(crates, session, soup), paper)
    count_back(crates, 100, at="13:00")

    assert (owed(crates), owed(crates, "grill"), pool(crates)) == (0, 0, 0)


def test_a_stall_that_scans_by_now_passes_on_what_it_had_by_the_crate_and_what_it_owes_for_it(
    crates: Festival,
) -> None:
    by_the_crate(crates, "cup", stall="grill")
    deliver(crates, 100, at="10:00", to="grill")
    crates.set_clock("11:00")
    by_the_crate(crates, stall="grill")

    with pytest.raises(Conflict, match="stalls_hand_out_differently"):
        move(crates, crates.stall("grill"), crates.stall("coffee"), 40, at="12:00")
    move(crates, crates.stall("grill"), crates.stall("soup"), 40, at="13:00")

    assert (owed(crates, "grill"), owed(crates), pool(crates)) == (60, 40, 100)


def test_a_stall_that_scans_lowers_what_it_owes_for_crates_by_no_later_delivery_that_it_gives_back(
    crates: Festival,
) -> None:
    """It sold ten by the crate, and passes ten on that it was delivered to scan."""
    deliver(crates, 10, at="10:00")
    crates.set_clock("11:00")
    by_the_crate(crates)
    deliver(crates, 10, at="11:30")
    count_back(crates, 10, at="12:00")

    assert (owed(crates), pool(crates)) == (10, 10)


@pytest.mark.parametrize("is_late", [False, True])
def test_a_count_that_is_told_after_its_crates_were_passed_on_is_owed_as_if_it_had_been_told_before(
    festival: Festival, *, is_late: bool
) -> None:
    by_the_crate(festival, "cup")
    paper = on_its_way(festival, festival.store(), festival.stall(), 10, at="10:00")
    if not is_late:
        count(festival, "soup", paper, 10, "10:05")
    festival.set_clock("12:00")
    by_the_crate(festival)
    giver = "coffee" if is_late else "soup"
    if is_late:
        move(festival, festival.stall(), festival.stall("coffee"), 10, at="13:00")
        festival.set_clock("15:00")
        count(festival, "soup", paper, 10, "10:05")
    count_back(festival, 10, at="20:00", by=giver)

    assert (owed(festival), owed(festival, "coffee"), pool(festival)) == (0, 0, 0)
