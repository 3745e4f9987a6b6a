"""A played festival with a row of every kind in it, which the audit finds nothing wrong with."""

import random
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from pantbox.circulation.forfeits import close_event
from pantbox.clock import new_id
from pantbox.containers.containers import Batch
from pantbox.containers.figures import Figures, change_figures
from pantbox.containers.types import ContainerType
from pantbox.jobs.schedule import run_once
from pantbox.jobs.seals import seal_what_is_new
from pantbox.places.crew import make_crew_slip
from pantbox.places.crew_menu import proof_of
from pantbox.places.events import Event
from pantbox.places.positions import Mover, Place, place_station
from pantbox.places.printed import Paper, note_printed
from pantbox.places.setup import create_vendor
from pantbox.places.stations import Station
from pantbox.settings import Settings
from pantbox.web import core as core_here
from tests.api.town import Time, make_town
from tests.attacks.play import Player
from tests.attacks.scene import MORE_STATIONS, Scene
from wsgi import create_app

KEY = "a secret of tampering, long enough to be one"
MOVES = 160
STATIONS = {
    "soup": ["issue", "issue", "refill", "return"], "grill": ["issue", "issue", "return"], "east": ["return"],
    "west": ["return"], "desk": ["return", "collect"], "wash": ["wash", "write_off"], "store": ["lost", "collect"],
}  # fmt: skip


def play_festival(database_url: str, *, seed: int = 1) -> Scene:
    """Play it on a migrated, empty database."""
    settings = Settings(secret_key=KEY, database_url=database_url, language="en", rate_limits=False)
    time = Time()
    app = create_app(settings, time)
    with app.app_context():
        core = core_here()
    scene = make_town(
        app,
        core,
        time,
        stations=MORE_STATIONS,
        of=Scene,
        unseen_policy="hold_then_pay",
        offline_redeem_ore=2000,
    )
    _day(scene, seed)
    _papers(scene)
    _crates(scene)
    _bags(scene)
    _office(scene)
    list(run_once(core))
    _ends(scene)
    _close(scene)
    list(run_once(core))
    seal_what_is_new(core, time.now)
    return scene


def _day(scene: Scene, seed: int) -> None:
    scene.pay("/desk/float_in", {"amount_ore": 500_000}, "desk")
    player = Player(scene, random.Random(seed), STATIONS, scene.stock[:14], ["desk"], ["soup", "grill"])
    player.play(MOVES)
    scene.stock = scene.stock[14:]


def _papers(scene: Scene) -> None:
    """A slip with money on it, a donation, a voucher redeemed in part, one taken without network, and one so taken
    that was redeemed elsewhere before."""
    visit = scene.visit(4)
    scene.refund(visit, "donation", amount_ore=500, to="trees")
    scene.refund(visit, "slip", amount_ore=500, to=scene.slips[0])
    scene.refund(visit, "cash", amount_ore=500)
    code = scene.voucher(2)
    scene.pay(f"/vouchers/{code}/redeem", {"amount_ore": 300}, "soup")
    at = scene.time.now.isoformat()
    taken = {"id": str(new_id()), "code": code, "amount_ore": 500, "at": at, "failed_at": at}
    scene.post("/redemptions", {"redemptions": [taken]}, "grill")
    code = scene.voucher(1)
    scene.pay(f"/vouchers/{code}/redeem", {}, "soup")
    scene.post("/redemptions", {"redemptions": [taken | {"id": str(new_id()), "code": code}]}, "grill")


def _crates(scene: Scene) -> None:
    """Crates at a stall: delivered, counted on arrival, handed out, and some of them given back at the closing."""
    types = {"type_ids": [scene.type_id]}
    assert (
        scene.ask("PUT", f"/stations/{scene.stations['grill']}/crates", "setup:write", json=types).status_code
        == 200
    )
    delivery, lines = str(new_id()), [{"type_id": scene.type_id, "quantity": 20}]
    scene.post("/deliveries", {"id": delivery, "to": scene.signs["grill"], "lines": lines}, "store")
    counted = {"id": str(new_id()), "lines": [{"type_id": scene.type_id, "quantity": 18}]}
    assert scene.post(f"/deliveries/{delivery}/confirm", counted, "grill").status_code == 200
    scene.hand_out(2, by="grill")
    closing = {"id": str(new_id()), "counted": [{"type_id": scene.type_id, "quantity": 5}], "till_ore": 4000}
    assert scene.post("/station/close", closing, "grill").status_code == 200


def _bags(scene: Scene) -> None:
    """A bag that was changed and counted at the wash."""
    scene.visit(2)
    scene.send("east", scene.scan("empty", "0001", bag="0001"))
    scene.time.later(minutes=5)
    asset = scene.sql("SELECT asset FROM container_type WHERE id = :id", id=scene.type_id)[0].asset
    scene.send("wash", scene.scan("count", f"http://pant.example/8003/0{asset}", quantity=2, bag="0001"))


def _office(scene: Scene) -> None:
    """What an owner makes: an account, an import, papers on the wall, other figures and places, a second vendor with one of the stalls,
    and crew slips, one of which opens a box's menu."""
    scene.office()
    until = {"until": (scene.time.now + timedelta(days=2)).isoformat()}
    assert scene.post(f"/events/{scene.event_id}/imports", until, "imports:write").status_code == 201
    with scene.core.database.transaction(scene.organisation_id) as session:
        event = session.get_one(Event, scene.event_id)
        url = "http://pant.example"
        session.get_one(Station, scene.stations["soup"]).vendor_id = create_vendor(
            session, event, "Jens' soups"
        ).id
        crew = make_crew_slip(session, scene.core.keys, event, "Ida", base_url=url, now=scene.time.now)
        note_printed(session, event, Paper.POSTER, scene.time.now)
        east = session.get_one(Station, scene.stations["east"])
        place_station(session, east, Place(57.05, 9.92), Mover.OFFICE, "Ida", scene.time.now)
        session.scalars(select(Batch)).first().printed_at = scene.time.now
        cup = session.get_one(ContainerType, scene.type_id)
        change_figures(session, cup, Figures(250, 12, cup.factors or {}), scene.time.now)
    opening = new_id()
    opened = {"id": str(opening), "proof": proof_of(crew.code, opening)}
    assert scene.post("/station/crew", opened, "east").status_code == 200
    shown = {"id": str(new_id()), "opening": str(opening), "kind": "voucher", "of": "17"}
    assert scene.post("/station/crew/shown", shown, "east").status_code == 200


def _ends(scene: Scene) -> None:
    """A dispute, a device that moved, and a scan of another station's kind, which waits in quarantine."""
    scene.dispute()
    elsewhere = {"Pantbox-Station": str(scene.stations["east"])}
    scene.post("/scans", {"scans": [scene.scan("return", scene.stock[1])]}, "soup", headers=elsewhere)
    move = {"id": str(new_id()), "sign": scene.signs["grill"], "at": scene.time.now.isoformat()}
    scene.post("/station/move", move, "soup")
    scene.send("west", scene.scan("return", "http://pant.example/8003/nothing", visit=uuid4()))


def _close(scene: Scene) -> None:
    """The event is closed, and a container comes back afterwards."""
    close_event(scene.core, scene.event_id, scene.time.now)
    scene.time.later(minutes=5)
    scene.send("east", scene.scan("return", scene.stock[2], visit=uuid4()))
