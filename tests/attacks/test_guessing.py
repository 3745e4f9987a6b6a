"""Whoever sends wrong codes is looked up nothing more after twenty in a minute, whichever server process got them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from pantbox.clock import new_id
from pantbox.clock import now as right_now
from pantbox.containers.grai import asset_of
from pantbox.core import Core
from pantbox.db import Database
from pantbox.jobs.purge import purge_misses
from pantbox.places.guessing import of_address
from pantbox.places.pairing import make_pairing_code
from pantbox.places.stations import Station
from tests.api.town import make_town
from tests.attacks.guessers import Guesser, TwoProcesses, any_address, bearer_guess, human_guess
from tests.attacks.scene import MORE_STATIONS, Scene
from tests.support.codes import forged
from tests.support.servers import LiveServer, Ports, start_server
from tests.support.statements import statements

MISSES_MAX = 20
DEVICE_MISSES_MAX = 120


def refund(who: Guesser, visit: dict[str, Any], claim: str, to: str = "") -> int:
    part = {"rail": "slip" if to else "voucher", "amount_ore": 500} | ({"to": to} if to else {})
    return who.pay(f"/visits/{visit['id']}/refund", {"claim": claim, "parts": [part]}).status_code


def claimed(who: Guesser, visit_id: Any, claim: str) -> int:
    return who.get(f"/visits/{visit_id}", headers={"Pantbox-Claim": claim}).status_code


GUESSES: dict[str, Callable[[Guesser, int], int]] = {
    "voucher page": lambda who, n: who.client.get(f"/v/{bearer_guess()}").status_code,
    "voucher paper": lambda who, n: who.client.get(f"/v/{bearer_guess()}/pdf").status_code,
    "slip page": lambda who, n: who.client.get(f"/S/{bearer_guess()}").status_code,
    "voucher": lambda who, n: who.get(f"/vouchers/{bearer_guess()}").status_code,
    "slip": lambda who, n: who.get(f"/slips/{bearer_guess()}").status_code,
    "pairing code": lambda who, n: who.post("/pair", {"code": bearer_guess()[:8]}).status_code,
    "claim": lambda who, n: claimed(who, new_id(), bearer_guess()),
    "ticket": lambda who, n: claimed(who, new_id(), f"T1.2.{bearer_guess()}"),
    "claim to pay": lambda who, n: refund(who, {"id": new_id()}, bearer_guess()),
    "vendor's link": lambda who, n: who.client.get(f"/vendor/{bearer_guess()}ABCD").status_code,
    "forged container": lambda who, n: who.client.get(forged(f"/8003/{who.stock[n % 9].split('/8003/')[1]}")).status_code,
    "container type": lambda who, n: who.client.get(f"/8003/0{asset_of('9520001', 900 + n)}").status_code,
    "sign": lambda who, n: who.client.get(f"/b/ZZ{n:04}").status_code,
    "sign to open": lambda who, n: who.post(f"/boxes/ZZ{n:04}/visits", {"phone": uuid4().hex}).status_code,
}  # fmt: skip


@pytest.mark.parametrize("kind", GUESSES)
def test_twenty_wrong_ones_between_two_processes_and_then_none_is_answered(
    processes: TwoProcesses, kind: str
) -> None:
    guess = GUESSES[kind]

    told = [guess((processes.one, processes.two)[n % 2], n) for n in range(30)]

    assert set(told[:MISSES_MAX]) <= {403, 404}
    assert told[MISSES_MAX:] == [429] * 10


@pytest.mark.parametrize("kind", GUESSES)
def test_a_minute_later_and_from_elsewhere_they_are_answered(processes: TwoProcesses, kind: str) -> None:
    guess = GUESSES[kind]
    for n in range(MISSES_MAX + 5):
        guess(processes.one, n)

    elsewhere = guess(processes.two.at(any_address()), 21)
    processes.one.time.later(seconds=61)
    later = guess(processes.one, 22)

    assert {elsewhere, later} <= {403, 404}


def test_the_process_that_heard_of_none_does_not_look_at_the_right_code(processes: TwoProcesses) -> None:
    code, other = processes.one.voucher(), processes.one.at(any_address())
    processes.one.misses(MISSES_MAX)

    told = [processes.two.client.get(f"/{kind}/{code}").status_code for kind in ("v", "V")]

    assert told == [429, 429]
    assert other.client.get(f"/v/{code}").status_code == 200


def test_once_a_process_knows_nothing_at_all_is_asked_of_the_database(processes: TwoProcesses) -> None:
    guesser = processes.one
    guesser.misses(MISSES_MAX + 1)

    with statements(database_of(guesser).engine) as told:
        guesser.misses(10)

    assert told == []


def test_right_ones_are_answered_meanwhile_and_never_counted(processes: TwoProcesses) -> None:
    code, guest = processes.one.voucher(), processes.two

    told = [(guest.client.get(f"/v/{code}").status_code, *processes.one.misses(1)) for _ in range(MISSES_MAX)]
    before = guest.sql("SELECT count(*) FROM miss")
    elsewhere = [guest.at(any_address()).client.get(f"/v/{code}").status_code for _ in range(30)]

    assert told == [(200, 404)] * MISSES_MAX
    assert elsewhere == [200] * 30
    assert guest.sql("SELECT count(*) FROM miss") == before


def test_what_is_proven_by_its_own_bytes_is_answered_next_door_to_a_guesser(processes: TwoProcesses) -> None:
    guest, visit = processes.two, processes.one.visit(2)
    [cup] = processes.one.hand_out()
    processes.one.misses(MISSES_MAX + 1)

    opened = guest.opened("sign")
    page = guest.client.get(f"/8003/{cup.split('/8003/')[1]}")

    assert claimed(guest, visit["id"], visit["claim"]) == 200
    assert refund(guest, visit, visit["claim"]) == 200
    assert (opened.status_code, page.status_code) == (200, 200)
    assert guest.types(opened.json["token"], cup) == ["accepted"]


def test_with_a_claim_of_ones_own_no_slips_are_guessed(processes: TwoProcesses) -> None:
    guest, visit = processes.one, processes.one.visit(4)

    told = [refund(guest, visit, visit["claim"], bearer_guess()) for _ in range(25)]
    right = refund(processes.two, visit, visit["claim"], guest.slips[0])

    assert (told, right) == ([404] * MISSES_MAX + [429] * 5, 429)
    assert refund(processes.two.at(any_address()), visit, visit["claim"], guest.slips[0]) == 200


def test_of_visits_that_are_not_there_twenty_are_looked_for_and_their_page_waits_all_the_same(
    processes: TwoProcesses,
) -> None:
    guest, visit = processes.one, processes.one.visit()
    pages = [guest.client.get(f"/r/{new_id()}").status_code for _ in range(25)]

    with statements(database_of(guest).engine) as told:
        known = guest.client.get(f"/r/{visit['id']}")

    assert pages == [200] * 25
    assert known.status_code == 200
    assert not [one for one in told if "FROM visit" in one]
    assert guest.client.get(f"/v/{guest.voucher()}").status_code == 200


def test_a_visit_that_is_not_there_yet_is_no_miss_for_who_has_its_claim(processes: TwoProcesses) -> None:
    guest, visit = processes.one, processes.one.visit()
    code = guest.voucher()
    guest.sql("SELECT 1")

    told = [claimed(guest, visit["id"], visit["claim"]) for _ in range(200)]

    assert told == [200] * 200
    assert guest.client.get(f"/v/{code}").status_code == 200


def test_a_stranger_with_a_visits_id_keeps_its_guest_from_nothing(processes: TwoProcesses) -> None:
    visit, stranger = processes.one.visit(), processes.two.at(any_address())
    for _ in range(100):
        claimed(stranger, visit["id"], bearer_guess())

    assert claimed(processes.two, visit["id"], visit["claim"]) == 200


def test_ipv6_is_counted_by_the_network_a_subscriber_has(processes: TwoProcesses) -> None:
    net = uuid4().hex
    prefix = f"2001:db8:{net[:4]}:{net[4:8]}"

    told = [processes.one.at(f"{prefix}::{n:x}").misses(1)[0] for n in range(1, 26)]
    next_door = processes.one.at(f"2001:db8:{net[:4]}:{net[8:12]}::1").misses(1)

    assert told == [404] * MISSES_MAX + [429] * 5
    assert next_door == [404]


DEVICE_GUESSES: dict[str, Callable[[Guesser], int]] = {
    "short code": lambda who: who.get("/codes", "soup", query_string={"text": human_guess()}).status_code,
    "short code in a body": lambda who: who.post("/codes", {"text": human_guess()}, "soup").status_code,
    "voucher": lambda who: who.post("/codes", {"text": f"V{bearer_guess()}"}, "soup").status_code,
    "crew slip": lambda who: who.post("/codes", {"text": f"K{bearer_guess()}"}, "soup").status_code,
    "sign": lambda who: who.post("/station/move", {"sign": bearer_guess()[:6]}, "soup").status_code,
    "code to redeem": lambda who: who.pay("/redeem", {"code": bearer_guess()}, "soup").status_code,
    "voucher to redeem": lambda who: who.pay(f"/vouchers/{bearer_guess()}/redeem", {}, "soup").status_code,
    "voucher told": lambda who: who.get(f"/vouchers/{bearer_guess()}", "soup").status_code,
}


@pytest.mark.parametrize("kind", DEVICE_GUESSES)
def test_a_device_is_told_of_a_hundred_and_twenty_wrong_ones_and_its_stall_scans_on(
    processes: TwoProcesses, kind: str
) -> None:
    guess = DEVICE_GUESSES[kind]

    told = [guess((processes.one, processes.two)[n % 2]) for n in range(DEVICE_MISSES_MAX + 5)]
    scans = processes.one.verdicts("soup", processes.one.scan("issue", processes.one.stock[0]))

    assert told == [404] * DEVICE_MISSES_MAX + [429] * 5
    assert scans == [("accepted", None)]
    assert guess(processes.two.at(any_address())) == 429


def test_no_guesser_next_door_keeps_a_stall_from_anything(processes: TwoProcesses) -> None:
    stall, code = processes.one, processes.one.voucher()
    stall.misses(MISSES_MAX + 5)

    looked_up = stall.post("/codes", {"text": f"V{code}"}, "soup")
    redeemed = stall.pay("/redeem", {"code": code}, "soup")

    assert (looked_up.status_code, redeemed.status_code) == (200, 200)


def test_of_what_a_stall_took_without_network_unknown_vouchers_count(processes: TwoProcesses) -> None:
    stall, now = processes.one, processes.one.time.now.isoformat()

    def hand_in(n: int) -> int:
        taken = [
            {"id": str(new_id()), "code": bearer_guess(), "amount_ore": 500, "at": now} for _ in range(n)
        ]
        return stall.post("/redemptions", {"redemptions": taken}, "soup").status_code

    assert [hand_in(100), hand_in(100), hand_in(1)] == [200, 200, 429]


def test_misses_are_forgotten_within_minutes_and_name_no_address(processes: TwoProcesses) -> None:
    guesser = processes.one
    guesser.misses(3)
    kept = {row.who: row.n for row in guesser.sql("SELECT who, count(*) AS n FROM miss GROUP BY who")}
    ours = of_address(guesser.core.keys, guesser.address).who

    purge_misses(guesser.core, guesser.time.now + timedelta(minutes=1))
    soon = guesser.sql("SELECT count(*) FROM miss WHERE who = :who", who=ours)
    purge_misses(guesser.core, guesser.time.now + timedelta(minutes=3))
    later = guesser.sql("SELECT count(*) FROM miss WHERE who = :who", who=ours)

    assert kept[ours] == soon[0][0] == 3
    assert later[0][0] == 0
    assert not [who for who in kept if guesser.address in who]


def database_of(guesser: Guesser) -> Database:
    """The database as the process it asks has it open."""
    database: Database = guesser.app.extensions["pantbox"].core.database
    return database


HITS = {
    "GET /vouchers": 1, "page of a voucher": 7, "page of a slip": 7, "page of a box": 14, "page of a container": 13, "GET /visits": 4,
    "page of a visit": 6, "onto a slip": 16, "POST /pair": 26, "a phone opens a visit": 7, "a phone scans": 19, "a phone types": 19,
    "a stall looks up": 4, "a stall redeems": 9,
}  # fmt: skip
"""Statements of right codes before misses were counted in the database, without the one that begins a transaction."""


@pytest.mark.parametrize("kind", HITS)
def test_a_right_code_costs_no_statement_more_than_before_misses_were_counted(
    processes: TwoProcesses, kind: str
) -> None:
    hit = hits(processes.one)[kind]
    processes.one.misses(3)

    with statements(database_of(processes.one).engine) as told:
        answer = hit()

    assert answer.status_code == 200, answer.text
    assert len([one for one in told if not one.startswith("BEGIN")]) <= HITS[kind]


def hits(who: Guesser) -> dict[str, Callable[[], Any]]:
    """What honest people ask, each ready to be asked once."""
    visit, code = who.visit(2), who.voucher()
    scanned, typed = who.hand_out(2)
    token = who.phone("sign")["token"]
    part = {"rail": "slip", "amount_ore": 500, "to": who.slips[0]}
    with who.core.database.transaction() as session:
        soup = session.get_one(Station, who.stations["soup"])
        pairing = make_pairing_code(session, soup, who.time.now)
    right = who.box_code("east")
    human = who.human_code(typed)
    return {
        "GET /vouchers": lambda: who.get(f"/vouchers/{code}"),
        "page of a voucher": lambda: who.client.get(f"/v/{code}"),
        "page of a slip": lambda: who.client.get(f"/s/{who.slips[0]}"),
        "page of a box": lambda: who.client.get(f"/b/{who.signs['east']}"),
        "page of a container": lambda: who.client.get(f"/8003/{scanned.split('/8003/')[1]}"),
        "GET /visits": lambda: who.get(f"/visits/{visit['id']}", headers={"Pantbox-Claim": visit["claim"]}),
        "page of a visit": lambda: who.client.get(f"/r/{visit['id']}"),
        "onto a slip": lambda: who.pay(
            f"/visits/{visit['id']}/refund", {"claim": visit["claim"], "parts": [part]}
        ),
        "POST /pair": lambda: who.post("/pair", {"code": pairing}),
        "a phone opens a visit": lambda: who.opened("east", right),
        "a phone scans": lambda: who.post("/scans", {"scans": [who.scan("return", scanned)]}, token),
        "a phone types": lambda: who.post("/scans", {"scans": [who.scan("return", human)]}, token),
        "a stall looks up": lambda: who.get("/codes", "soup", query_string={"text": scanned}),
        "a stall redeems": lambda: who.pay(f"/vouchers/{code}/redeem", {"amount_ore": 100}, "soup"),
    }


@pytest.fixture
def servers(
    application: tuple[Any, Core, Any], ports: Ports, tmp_path: Path
) -> Iterator[tuple[Scene, list[LiveServer]]]:
    """A town on two real servers, each a process of its own, with the clock on the wall."""
    app, core, time = application
    town = make_town(app, core, time, stations=MORE_STATIONS, of=Scene)
    time.now = right_now()
    running = []
    for n in range(2):
        settings = replace(core.settings, rate_limits=True, base_url=f"http://127.0.0.1:{ports.free()}")
        running.append(start_server(settings, tmp_path / f"server-{n}.log"))
    yield town, running
    for server in running:
        server.stop()


def test_two_real_servers_hold_one_guesser(servers: tuple[Scene, list[LiveServer]]) -> None:
    town, running = servers
    code = town.voucher()

    told = [httpx.get(f"{running[n % 2].url}/v/{bearer_guess()}").status_code for n in range(20)]
    right = [httpx.get(f"{server.url}/v/{code}").status_code for server in running]
    by_stall = httpx.get(
        f"{running[1].url}/api/v1/vouchers/{code}", headers={"Authorization": f"Bearer {town.tokens['soup']}"}
    )

    assert told == [404] * 20
    assert right == [429, 429]
    assert by_stall.status_code == 200
