"""What stands out, for a program."""

from pantbox.places.organisations import Scope
from pantbox.places.tokens import create_token
from tests.reports.frauds import honest_day, takes_back
from tests.support.festival import Festival


def test_a_program_reads_every_figure_and_which_stand_out(app, core):
    festival = Festival(core, unseen_per_period_max=1000)
    honest_day(festival)
    takes_back(festival, 3)
    with core.database.transaction(festival.organisation_id) as session:
        _token, secret = create_token(
            session, festival.organisation_id, label="city", scopes=[Scope.REPORTS_READ], now=festival.now
        )

    answer = app.test_client().get(
        f"/api/v1/events/{festival.event_id}/plausibility?lang=de",
        headers={"Authorization": f"Bearer {secret}"},
    )

    figures = answer.json["figures"]
    assert {one["name"] for one in figures} >= {"take_backs", "undos", "refills", "unseen", "contested"}
    assert [one["hint"] for one in figures if one["marked"]] == [
        "stall 3: 13 zurückgenommen, 32 ausgegeben (41 %); andere Stände 5 %."
    ]
