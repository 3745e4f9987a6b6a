"""An event's rulebook as programs are told it, and the switch that loosens its bounds."""

from sqlalchemy import select

from pantbox.places.organisations import LogEntry
from tests.api.town import Town

SETUP, REPORTS = "setup:write", "reports:read"


def test_the_rulebook_says_what_is_set_up_in_three_languages(town: Town) -> None:
    town.ask("PATCH", f"/events/{town.event_id}", SETUP, json={"rules": {"da": "Hunde i snor."}})

    told = town.get(f"/events/{town.event_id}/rulebook", REPORTS).json

    assert set(told) == {"da", "en", "de"}
    assert (told["da"]["own"], told["en"]["own"]) == ("Hunde i snor.", "")
    english = {one["key"]: " ".join(one["lines"]) for one in told["en"]["guests"]}
    assert "going" not in english
    assert "2 pant boxes" in english["where"]
    assert all(one["picture"] and one["lines"] for one in told["de"]["guests"] + told["de"]["stalls"])


def test_what_fails_stands_first_in_the_rulebook_until_it_is_over(town: Town) -> None:
    switch = f"/events/{town.event_id}/continuity"

    town.post(switch, {"reason": "payments"}, SETUP)
    meanwhile = town.get(f"/events/{town.event_id}/rulebook", SETUP).json["en"]
    town.ask("DELETE", switch, SETUP)
    after = town.get(f"/events/{town.event_id}/rulebook", SETUP).json["en"]

    assert meanwhile["guests"][0]["key"] == "going"
    assert "going" in [one["key"] for one in meanwhile["stalls"]]
    assert "going" not in [one["key"] for one in after["guests"] + after["stalls"]]


def test_each_switching_is_in_the_log_once_with_who_did_it(town: Town) -> None:
    switch = f"/events/{town.event_id}/continuity"

    town.post(switch, {"reason": "network"}, SETUP)
    town.ask("DELETE", switch, SETUP)

    with town.core.database.reading(town.organisation_id) as session:
        entries = session.execute(
            select(LogEntry.what, LogEntry.details)
            .where(LogEntry.organisation_id == town.organisation_id, LogEntry.what.startswith("continuity"))
            .order_by(LogEntry.id)
        ).all()
    assert [what for what, _ in entries] == ["continuity_on", "continuity_off"]
    assert all(details["reason"] == "network" and details["token"] for _, details in entries)
