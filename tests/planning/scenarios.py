"""Small scenarios for tests: the real ones, with fewer guests and days."""

from pantbox.planning.scenario import Scenario, load_scenario


def small_kildeparken(*, guests: int = 200, days: int = 1) -> Scenario:
    """An evening in Kildeparken, with its collector, its forgetful stalls and its boxes."""
    return load_scenario("kildeparken").with_guests(guests).with_days(days)
