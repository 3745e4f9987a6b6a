"""What people of a scenario do, before anything is played: exact where the scenario is, and the same for the same seed."""

from collections import Counter
from random import Random

import pytest

from pantbox.errors import BadInput, NotFound
from pantbox.planning.festival import Way, Wish
from pantbox.planning.people import plan
from pantbox.planning.scenario import load_scenario, scenario_names
from tests.planning.scenarios import small_kildeparken

AALBORG = {"small-cup": 302, "medium-cup": 225, "mug": 217, "bowl": 168, "tray": 32}
DONATES = {Wish.DONATE, Wish.DONATE_HALF}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_aalborg_2024_has_exactly_the_returns_that_were_published(seed):
    made = plan(load_scenario("aalborg-2024"), Random(seed))

    returned = Counter(portion.kind for visit in made.visits for portion in visit.portions)

    assert returned == AALBORG
    assert returned.total() == 944
    assert len(made.portions) == 1_180


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_aalborg_2024_has_12_4_percent_of_guests_donating(seed):
    visits = plan(load_scenario("aalborg-2024"), Random(seed)).visits

    assert round(sum(visit.wish in DONATES for visit in visits) / len(visits), 3) == 0.124


def test_what_was_never_published_is_said_to_be_assumed():
    first, *_ = load_scenario("aalborg-2024").assumptions

    assert all("1,180" in first[language] or "1.180" in first[language] for language in ("da", "en", "de"))


@pytest.mark.parametrize("name", scenario_names())
def test_the_same_seed_is_the_same_festival(name):
    scenario = load_scenario(name)

    assert repr(plan(scenario, Random(7))) == repr(plan(scenario, Random(7)))
    assert repr(plan(scenario, Random(7))) != repr(plan(scenario, Random(8)))


@pytest.mark.parametrize("name", scenario_names())
def test_nothing_comes_back_before_it_was_handed_out_nor_after_the_end(name):
    scenario = load_scenario(name)
    made = plan(scenario, Random(1))

    assert all(portion.at < visit.at for visit in made.visits for portion in visit.portions)
    assert max(visit.at for visit in made.visits) < scenario.ends_at
    assert min(portion.at for portion in made.portions) > scenario.starts_at


@pytest.mark.parametrize("name", scenario_names())
def test_no_container_is_in_two_hands(name):
    scenario = load_scenario(name)
    made = plan(scenario, Random(1))
    last = {}

    for portion in made.portions:
        before = last.get((portion.kind, portion.container))
        assert before is None or (before.gone_at is not None and before.gone_at < portion.at)
        assert portion.container < made.fleet[portion.kind]
        last[portion.kind, portion.container] = portion


def test_kildeparken_has_who_means_ill_and_who_means_well():
    made = plan(load_scenario("kildeparken"), Random(1))

    assert sum(visit.way is Way.COLLECTOR for visit in made.visits) == 10
    assert [len(theft.portions) for theft in made.thefts] == [14]
    assert any(portion.forgotten for portion in made.portions)


def test_nobody_goes_to_a_box_that_is_full():
    scenario = load_scenario("kildeparken")
    [full] = scenario.trouble.overfull
    since = scenario.moment(full.day, full.at)
    box = [one.name for one in scenario.boxes].index(full.box)

    there = [
        visit for visit in plan(scenario, Random(1)).visits if visit.place == box and visit.way is Way.BOX
    ]

    assert not [visit for visit in there if 0 <= (visit.at - since).total_seconds() < full.hours * 3600]


def test_more_guests_take_more_containers():
    few, many = (plan(small_kildeparken(guests=n), Random(1)) for n in (100, 1_000))

    assert len(many.portions) == pytest.approx(10 * len(few.portions), rel=0.05)


def test_a_scenario_nobody_knows_is_refused_with_those_there_are():
    with pytest.raises(NotFound, match="aalborg-2024"):
        load_scenario("nowhere")


@pytest.mark.parametrize("text", ["slug = ", "slug = 'x'\nnonsense = 1", "guests = -1"])
def test_a_scenario_that_is_wrong_says_where(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadInput, match=r"mine\.toml"):
        load_scenario(str(path))
