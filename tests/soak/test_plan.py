"""What goes wrong follows from the seed, and everything that can go wrong does in some run."""

import pytest

from pantbox.cli.simulating import LEVELS as LEVELS_TO_CHOOSE_FROM
from soak.plan import AT_COMMIT, LEVELS, OF_POSTGRESQL, SQLITE, TIMED, long_plan, plan


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_seed_is_the_same_attack(level):
    assert plan(7, level) == plan(7, level)
    assert plan(7, level) != plan(8, level)


def test_the_command_line_offers_every_level():
    assert tuple(LEVELS) == LEVELS_TO_CHOOSE_FROM


def test_every_fault_is_in_some_of_the_first_hundred_runs():
    plans = [plan(seed, "brutal") for seed in range(1, 101)]

    assert [kind for kind in (*TIMED, *AT_COMMIT) if not any(one.has(kind) for one in plans)] == []
    assert any(one.migration_dies for one in plans)
    assert any(one.two_leaders for one in plans)


def test_nothing_of_postgresql_goes_wrong_on_sqlite():
    on_sqlite = [one for seed in range(1, 101) if (one := plan(seed, "brutal")).database == SQLITE]

    assert len(on_sqlite) > 10
    assert not any(one.has(kind) for one in on_sqlite for kind in OF_POSTGRESQL)


def test_a_long_run_revokes_devices_only_at_its_end():
    faults = long_plan(1, "brutal", seconds=1800).faults

    assert len(faults) > 500
    assert all(fault.at > 1600 for fault in faults if fault.kind == "revoke_device")
