"""A refill on its way through the door, and the setting of a stall that its devices go by."""

from datetime import timedelta

from pantbox.audit import audit
from pantbox.clock import new_id
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.balances import balances
from tests.api.town import CUP_ORE, Town


def sent(town: Town, by: str, kind: str, cup: str) -> dict:
    """What one scan is told, twenty minutes after the one before."""
    town.time.later(minutes=20)
    return town.send(by, town.scan(kind, cup))["results"][0]


def owed(town: Town) -> dict[str, int]:
    """What each stall owes, in øre."""
    with town.core.database.reading(town.organisation_id) as session:
        found = balances(session.connection(), town.event_id)
    names = {str(number): name for name, number in town.stations.items()}
    return {names[key.of]: -ore for key, ore in found.items() if key.kind is AccountKind.VENDOR and ore}


def on_accounts(town: Town, kind: AccountKind) -> int:
    """What stands on all accounts of a kind together, in øre."""
    with town.core.database.reading(town.organisation_id) as session:
        found = balances(session.connection(), town.event_id)
    return sum(ore for key, ore in found.items() if key.kind is kind)


def unclaimed(town: Town) -> int:
    """Deposits that nobody has claimed, in øre."""
    return on_accounts(town, AccountKind.UNCLAIMED)


def loss(town: Town) -> int:
    """What was lost, in øre."""
    return -on_accounts(town, AccountKind.LOSS)


def disputed(town: Town) -> int:
    """What stalls and the scheme may bear, in øre."""
    return -on_accounts(town, AccountKind.DISPUTED)


def wrong(town: Town) -> list[str]:
    """What the audit finds wrong."""
    return [one.name for one in audit(town.core, town.event_id) if one.ok is False]


def test_a_mug_at_two_bars_is_charged_once_and_the_books_say_what_happened(town: Town) -> None:
    (cup,) = town.hand_out(by="soup")

    filled, again = sent(town, "grill", "refill", cup), sent(town, "soup", "refill", cup)
    back = sent(town, "east", "return", cup)

    assert [one["verdict"] for one in (filled, again, back)] == ["accepted"] * 3
    assert filled["trip"] == again["trip"] == back["trip"]
    assert owed(town) == {"soup": CUP_ORE}
    assert wrong(town) == []


def test_a_refill_of_a_mug_that_came_back_is_owed_by_the_stall_and_says_so(town: Town) -> None:
    (cup,) = town.hand_out(by="soup")
    sent(town, "east", "return", cup)

    told = sent(town, "grill", "refill", cup)

    assert (told["verdict"], told["trip"], told["deposit_ore"]) == ("accepted", told["id"], CUP_ORE)
    assert owed(town) == {"soup": CUP_ORE, "grill": CUP_ORE}
    assert wrong(town) == []


def test_a_refill_is_undone_and_counted_no_more(town: Town) -> None:
    (cup,) = town.hand_out(by="soup")
    filled = sent(town, "grill", "refill", cup)

    (undone,) = town.send("grill", town.scan("undo", cup, undoes=filled["id"]))["results"]

    assert undone["verdict"] == "accepted"
    assert owed(town) == {"soup": CUP_ORE}
    assert wrong(town) == []


def test_only_stalls_refill(town: Town) -> None:
    (cup,) = town.hand_out(by="soup")

    told = sent(town, "east", "refill", cup)

    assert (told["verdict"], told["reason"]) == ("rejected", "station_may_not")


def test_a_stalls_device_is_told_what_a_container_that_is_out_means_and_asks_until_it_is_set(
    town: Town,
) -> None:
    assert town.get("/station", "soup").json["station"]["when_out"] == "ask"


def charged_twice(town: Town) -> tuple[str, dict]:
    """A cup that two stalls handed out, and what the desk that took it back was told."""
    (cup,) = town.hand_out(by="soup")
    sent(town, "grill", "issue", cup)
    town.time.later(minutes=20)
    return cup, town.send("desk", town.scan("return", cup, visit=new_id()))["results"][0]


def test_a_desk_pays_the_first_of_two_deposits_too_once(town: Town) -> None:
    _, back = charged_twice(town)
    asked = town.get(f"/desk/earlier-deposits?scan_id={back['id']}", "desk").json

    paid = town.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "desk")
    twice = town.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "desk")

    assert (asked["deposit_ore"], asked["station"]) == (CUP_ORE, "soup")
    assert (paid.status_code, paid.json["credited_ore"]) == (200, 2 * CUP_ORE)
    assert (twice.status_code, twice.json) == (200, paid.json)
    assert town.get(f"/desk/earlier-deposits?scan_id={back['id']}", "desk").json["deposit_ore"] is None
    assert owed(town) == {"soup": CUP_ORE, "grill": CUP_ORE}
    assert unclaimed(town) == 0
    assert wrong(town) == []


def test_the_first_deposit_is_not_paid_a_third_time_when_its_return_comes_late(town: Town) -> None:
    cup, back = charged_twice(town)
    assert town.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "desk").status_code == 200
    at = (town.time.now - timedelta(minutes=30)).isoformat()

    late = town.scan("return", cup, at=at, told="accepted")
    town.send("east", late)

    assert unclaimed(town) == 0
    assert (disputed(town), loss(town)) == (0, 0)
    assert wrong(town) == []


def test_undoing_the_return_takes_back_both(town: Town) -> None:
    cup, back = charged_twice(town)
    assert town.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "desk").status_code == 200

    (undone,) = town.send("desk", town.scan("undo", cup, undoes=back["id"]))["results"]

    assert undone["verdict"] == "accepted"
    assert unclaimed(town) == CUP_ORE
    assert wrong(town) == []


def test_a_desk_pays_nothing_more_where_there_was_one_deposit(town: Town) -> None:
    (cup,) = town.hand_out(by="soup")
    back = sent(town, "desk", "return", cup)

    told = town.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "desk")

    assert (told.status_code, told.json["code"]) == (409, "no_earlier_deposit")


def test_only_the_desk_that_took_it_back_pays_the_first_deposit(town: Town) -> None:
    _, back = charged_twice(town)

    assert town.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "east").status_code in (403, 404, 409)
    assert unclaimed(town) == CUP_ORE


def test_a_handing_out_that_turns_out_late_to_have_been_a_refill_is_disputed_with_its_stall_and_no_more(
    town: Town,
) -> None:
    (cup,) = town.hand_out(by="soup")
    issued = sent(town, "grill", "issue", cup)
    at = {"at": (town.time.now + timedelta(minutes=1)).isoformat(), "told": "accepted"}
    town.time.later(minutes=20)
    (back,) = town.send("desk", town.scan("return", cup, visit=new_id()))["results"]
    assert town.post("/desk/earlier-deposits", {"scan_id": back["id"]}, "desk").status_code == 200

    town.send("grill", town.scan("undo", cup, undoes=issued["id"], **at), town.scan("refill", cup, **at))

    assert owed(town) == {"soup": CUP_ORE}
    assert (disputed(town), loss(town)) == (CUP_ORE, 0)
    assert wrong(town) == []


def test_a_look_up_that_comes_after_the_stalls_own_scan_still_says_that_it_was_out(town: Town) -> None:
    (cup,), (fresh,) = town.hand_out(by="soup"), town.hand_out(by="grill")
    before = town.post("/codes", {"text": cup}, "grill").json["container"]
    issued = sent(town, "grill", "issue", cup)

    after = town.post("/codes", {"text": cup}, "grill").json["container"]

    assert (before["out"], before["out_here"], before["again"]) == (True, False, False)
    assert (after["out"], after["trip"], after["again"]) == (True, issued["id"], True)
    assert town.post("/codes", {"text": fresh}, "grill").json["container"]["again"] is False
