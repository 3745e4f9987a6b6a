"""What stands out, on the live page and on its own."""

import pytest

from pantbox.places.events import Event
from tests.admin.office import Browser
from tests.admin.test_log import words_of
from tests.reports.frauds import honest_day, takes_back
from tests.support.festival import Festival

LIVE = "/admin/events/fest/"
TOLD = "stall 3: 13 taget tilbage, 32 udleveret (41 %); andre boder 5 %."


@pytest.fixture
def honest(festival: Festival) -> Festival:
    festival.change(Event, festival.event_id, unseen_per_period_max=1000)
    honest_day(festival)
    return festival


def test_the_live_page_says_what_stands_out_with_the_way_there(honest: Festival, owner: Browser) -> None:
    takes_back(honest, 3)

    page = owner.get(LIVE + "?lang=da").text

    assert (
        f"Skiller sig ud Fingerpeg, ikke fejl: der kan være en god grund. Spørg først på stedet. {TOLD} Se"
        in words_of(page)
    )
    assert f'href="{LIVE}stations/{honest.stall("stall 3").station_id}"' in page


def test_of_an_honest_day_the_live_page_has_no_hint(honest: Festival, owner: Browser) -> None:
    told = words_of(owner.get(LIVE + "?lang=da").text)

    assert "Skiller sig ud" not in told
    assert "Alle tal, der sammenlignes" in told


def test_hints_are_asked_for_apart_from_what_renews_itself_every_three_seconds(
    honest: Festival, owner: Browser
) -> None:
    takes_back(honest, 3)

    part, hints = (
        owner.get(path, headers={"HX-Request": "true"}, query_string={"lang": "da"}).text
        for path in (LIVE, f"{LIVE}plausibility")
    )

    assert TOLD not in part
    assert 'id="live-hints"' in part
    assert TOLD in hints
    assert "<html" not in hints


def test_all_figures_stand_on_a_page_the_marked_ones_first(honest: Festival, owner: Browser) -> None:
    takes_back(honest, 3)

    told = words_of(owner.get(f"{LIVE}plausibility?lang=da").text)

    assert "Rimeligt stall 3 skiller sig ud 13 32 41 % 5 % op til 9 stall 0 1 20 5 % 5 %" in told
