"""What the fleet sees."""

from dataclasses import replace

from pantbox.reports.flow import Totals, damaged_rate, flow_ratio, loss, recovery_rate

DAY = Totals(issued=1000, returned=870, collected=40, seen_again=10, lost=30, written_off=20)


def test_out_is_what_did_not_end():
    assert (DAY.ended, DAY.out) == (970, 30)


def test_recovery_is_what_came_home_whoever_brought_it():
    recovery = recovery_rate(DAY)

    assert (recovery.value, recovery.n) == (0.91, 1000)


def test_loss_is_from_what_was_declared_to_all_that_is_not_back():
    told = loss(DAY, trips=1010)

    assert (told.declared.count, told.declared.n) == (50, 1010)
    assert (told.not_back.count, told.not_back.n) == (80, 1010)


def test_what_was_forfeited_is_not_back_and_not_declared_lost():
    told = loss(replace(DAY, forfeited=15), trips=1000)

    assert (told.declared.count, told.not_back.count) == (35, 80)


def test_a_flow_may_pass_one_for_it_is_no_return_rate():
    assert flow_ratio(returns_in_window=120, issues_in_window=100) == 1.2


def test_without_issues_there_is_no_flow():
    assert flow_ratio(returns_in_window=3, issues_in_window=0) is None


def test_what_is_damaged_came_home_and_is_counted_apart():
    assert damaged_rate(damaged=5, inspected=200).value == 0.025
