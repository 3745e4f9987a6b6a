"""`POST /scans`: one answer for each scan, whatever came with it."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from pantbox.circulation.quarantine import QuarantinedScan
from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id
from pantbox.places.devices import Device
from pantbox.places.pairing import revoke
from tests.api.town import CUP_ORE, Town


def test_a_cup_goes_out_and_comes_back_for_its_deposit(town: Town) -> None:
    [code] = town.hand_out()
    visit = new_id()

    told = town.send("east", town.scan("return", code, visit=visit))

    [result] = told["results"]
    assert (result["verdict"], result["standing"], result["reason"]) == ("accepted", "accepted", None)
    assert (result["type"], result["deposit_ore"]) == ("cup", CUP_ORE)
    assert result["container"].startswith("0")
    assert told["visit"]["id"] == str(visit)
    assert (told["visit"]["credited_ore"], told["visit"]["left_ore"], told["visit"]["held"]) == (500, 500, 0)
    assert len(told["visit"]["claim"]) == 16


def test_a_batch_sent_again_gets_the_same_answers(town: Town) -> None:
    scans = [town.scan("return", code, visit=new_id()) for code in town.hand_out(3)]

    first, second = town.send("east", *scans), town.send("east", *scans)

    assert first == second


def test_a_used_id_with_other_content_is_refused_and_nothing_is_stored(town: Town) -> None:
    [one, other] = town.hand_out(2)
    scan = town.scan("return", one, visit=new_id())
    town.send("east", scan)

    [result] = town.send("east", scan | {"code": other})["results"]

    assert (result["verdict"], result["reason"]) == ("rejected", "id_reused")


def test_where_and_when_a_cup_was_handed_back_before_is_told(town: Town) -> None:
    [code] = town.hand_out()
    town.send("east", town.scan("return", code, visit=new_id()))
    town.time.later(minutes=30)
    town.everything_is_sent()

    [result] = town.send("desk", town.scan("return", code, visit=new_id()))["results"]

    # The person at the desk has the container in hand, sees the other claim, and decides.
    assert (result["verdict"], result["reason"]) == ("held", "already_returned")
    assert result["elsewhere"]["station"] == "east"


def test_where_a_cup_was_handed_back_is_told_at_another_box_too(town: Town) -> None:
    [code] = town.hand_out()
    town.send("desk", town.scan("return", code, visit=new_id()))
    town.time.later(minutes=30)
    town.everything_is_sent()

    [result] = town.send("east", town.scan("return", code, visit=new_id()))["results"]

    assert (result["verdict"], result["reason"]) == ("rejected", "already_returned")
    assert result["elsewhere"]["station"] == "desk"


ROTTEN = [
    {"id": "no uuid"},
    {"kind": "steal"},
    {"at": "yesterday"},
    {"at": "2026-08-01T18:00:00"},
    {"at": "0001-01-01T00:00:00+14:00"},
    {"at": "9999-12-31T23:59:59-12:00"},
    {"code": "A\x00B"},
    {"code": "\ud800"},
    {"code": "C" * 201},
    {"code": 7},
    {"quantity": 0},
    {"quantity": 100_001},
    {"quantity": "many"},
    {"seq": -1},
    {"seq": 2**63},
    {"terms": 2**31},
    {"visit": "mine"},
    {"undoes": []},
    {"bag": "\x00"},
    {"reason": "4111 1111 1111 1111"},
    {"told": "x" * 13},
]


@pytest.mark.parametrize("rot", ROTTEN, ids=lambda rot: f"{next(iter(rot.items()))!r:.40}")
def test_one_rotten_scan_never_fails_its_batch(town: Town, rot: dict[str, object]) -> None:
    one, other = town.stock[:2]
    good, rotten = town.scan("issue", one), town.scan("issue", other) | rot

    results = town.send("soup", good, rotten, town.scan("issue", other))["results"]

    assert [(r["verdict"], r["reason"]) for r in results] == [
        ("accepted", None), ("rejected", "malformed"), ("accepted", None),
    ]  # fmt: skip
    assert results[1]["id"] == rotten["id"]


@pytest.mark.parametrize("rubbish", [None, 7, "scan", [], {}, [[]], True, 1e400])
def test_what_is_no_scan_at_all_is_answered_too(town: Town, rubbish: object) -> None:
    [result] = town.send("soup", rubbish)["results"]

    assert result == result | {
        "id": None,
        "verdict": "rejected",
        "reason": "malformed",
        "standing": "rejected",
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid_input"),
        ([], 422, "invalid_input"),
        (None, 400, "malformed"),
        ({"scans": {}}, 422, "invalid_input"),
        ({"scans": []}, 422, "no_scans"),
        ({"scans": [{}] * 10_001}, 422, "too_many_scans"),
        ({"scans": [{}], "clock": {"offset_ms": "late"}}, 422, "invalid_input"),
        ({"scans": [{}], "clock": {"offset_ms": 1e300}}, 422, "invalid_input"),
        ({"scans": [{}], "sent_everything_until": 1e300}, 422, "invalid_input"),
    ],
)
def test_a_malformed_envelope_is_refused_with_a_code(
    town: Town, body: object, status: int, code: str
) -> None:
    answer = town.post("/scans", body, "soup")

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b'{"scans": [' + b"[" * 100_000, b'{"scans": ' + b"1" * 5_000 + b"}", b'"\x00"'],
    ids=lambda body: repr(body[:12]),
)
def test_bytes_that_are_no_json_are_refused(town: Town, body: bytes) -> None:
    answer = town.ask("POST", "/scans", "soup", data=body, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer.json["code"] in ("malformed", "invalid_input")


def test_fifty_megabytes_are_too_large(town: Town) -> None:
    answer = town.ask("POST", "/scans", "soup", data=b" " * 50_000_000, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"])
def test_another_content_type_is_refused(town: Town, kind: str) -> None:
    answer = town.ask("POST", "/scans", "soup", data=b'{"scans": [{}]}', content_type=kind)

    assert (answer.status_code, answer.json["code"]) == (415, "wrong_content_type")


def test_ten_thousand_scans_are_taken_at_once(town: Town) -> None:
    scan = town.scan("issue", "nothing of ours")

    results = town.send("soup", *(scan | {"id": str(new_id())} for _ in range(10_000)))["results"]

    assert {(one["verdict"], one["reason"]) for one in results} == {("rejected", "unknown_code")}
    assert len(results) == 10_000


def test_an_unknown_token_is_not_known(town: Town) -> None:
    for token in ("", "guessed", "pbx_guessed", "G" * 26, "x" * 5_000, "øl"):
        answer = town.post("/scans", {"scans": [town.scan("issue")]}, token.encode().decode("latin-1"))

        assert (answer.status_code, answer.json["code"]) == (401, "token_unknown")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_device_hands_in_what_it_scanned_before_into_quarantine(town: Town) -> None:
    known, before, after = town.stock[:3]
    sent = town.scan("issue", known)
    town.send("soup", sent)
    unsent = town.scan("issue", before)
    town.time.later(minutes=5)
    _revoke(town, "soup")
    town.time.later(minutes=5)

    results = town.send("soup", sent, unsent, town.scan("issue", after))["results"]

    assert [(r["verdict"], r["reason"]) for r in results] == [
        ("accepted", None), ("held", "device_revoked"), ("rejected", "device_revoked"),
    ]  # fmt: skip
    with town.core.database.reading(town.organisation_id) as session:
        assert session.scalars(select(QuarantinedScan.id)).all() == [_uuid(unsent)]
        assert session.scalar(select(func.count()).select_from(ScanRow)) == 1


def test_what_is_in_quarantine_counts_once_somebody_believes_it(town: Town) -> None:
    unsent = town.scan("issue", town.stock[0], terms=1, seq=7)
    town.time.later(minutes=5)
    _revoke(town, "soup")
    town.send("soup", unsent)
    path = f"/events/{town.event_id}/quarantine"
    [waits] = town.get(path, "setup:write").json["scans"]

    told = town.post(f"{path}/release", {"scan_ids": [waits["id"]]}, "setup:write").json["results"]
    again = town.send("soup", unsent)["results"]

    assert [(r["id"], r["verdict"]) for r in told] == [(unsent["id"], "accepted")]
    assert again[0]["verdict"] == "accepted"
    assert town.get(path, "setup:write").json["scans"] == []
    assert town.get(f"/events/{town.event_id}/report", "reports:read").json["totals"]["issued"] == 1


def test_a_revoked_device_may_do_nothing_else(town: Town) -> None:
    _revoke(town, "soup")

    answer = town.get("/station", "soup")

    assert (answer.status_code, answer.json["code"]) == (401, "device_revoked")


def test_a_program_sends_scans_of_a_station_it_names(town: Town) -> None:
    scan = town.scan("issue", town.stock[0])

    without = town.post("/scans", {"scans": [scan]}, "scans:write")
    elsewhere = town.post("/scans", {"scans": [scan], "station": 999_999}, "scans:write")
    told = town.send("scans:write", scan, station=town.stations["soup"])

    assert (without.status_code, without.json["code"]) == (422, "station_missing")
    assert (elsewhere.status_code, elsewhere.json["code"]) == (404, "station_unknown")
    assert told["results"][0]["verdict"] == "accepted"


def test_a_program_without_the_scope_may_not(town: Town) -> None:
    answer = town.post("/scans", {"scans": [town.scan("issue")]}, "reports:read")

    assert (answer.status_code, answer.json["code"]) == (403, "token_may_not")


def test_what_a_device_has_sent_is_remembered(town: Town) -> None:
    town.time.later(minutes=2)
    until = town.time.now.isoformat()
    town.time.later(minutes=2)

    town.send("soup", town.scan("issue", town.stock[0]), sent_everything_until=until)

    with town.core.database.reading(town.organisation_id) as session:
        device = session.scalars(select(Device).where(Device.station_id == town.stations["soup"])).one()
        assert device.sent_everything_until.isoformat() == until


def test_a_strangers_claim_is_not_learned_by_naming_their_visit(town: Town) -> None:
    visit = town.visit()
    [code] = town.hand_out()

    told = town.send("sign", town.scan("return", code, visit=visit["id"]))

    assert visit["claim"] not in str(told)


def _revoke(town: Town, name: str) -> None:
    with town.core.database.transaction(town.organisation_id) as session:
        for device in session.scalars(select(Device).where(Device.station_id == town.stations[name])):
            revoke(device, town.time.now)


def _uuid(scan: dict[str, object]) -> UUID:
    return UUID(str(scan["id"]))
