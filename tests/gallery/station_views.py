"""Stall, pant box, cash desk, wash and store, in every state a person sees them in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, Route, expect
from sqlalchemy import select, update

from pantbox.clock import new_id
from pantbox.containers.types import ContainerType
from pantbox.places.continuity import ContinuityReason, keep_going
from pantbox.places.devices import Device
from pantbox.places.events import Event
from pantbox.places.stations import Station as StationRow
from pantbox.places.stations import WhenOut
from pantbox.stock.deliveries import NewDelivery, send
from pantbox.stock.papers import Desk, Quantity
from pantbox.stock.requests import NewRequest, ask_for
from tests.gallery.views import WIDTH, Scene, View, by_its_address, by_its_keys
from tests.journeys.stations import Screen, crew_slip, open_store, open_wash, pairing_code, station
from tests.kiosk.ground import BROKEN, FULL, SCREEN, Ground

DESK = "Pantkassen ved indgangen"
STALL = "Suppe"


def stall(scene: Scene) -> Iterator[View]:
    """A stall's day."""
    ground = scene.ground
    out = ground.hand_out("bowl")  # before the screen's clock stands still
    screen = _still(scene, STALL)
    page = screen.page
    yield _view("stall", page)
    for slug in ("bowl", "bowl", "tray"):
        flash = screen.scan_told(ground.take(slug))
    yield _view("stall-flash", page)
    expect(flash).to_be_visible()
    screen.dismiss()
    yield _view("stall-order", page)
    screen.press("Næste gæst")
    screen.press("Tag retur", exact=True)
    yield _view("stall-take-back", page)
    screen.press("Byt", exact=True)
    screen.scan(ground.hand_out("mug"))
    expect(page.get_by_text("Byt: scan den nye")).to_be_visible()
    yield _view("stall-swap", page)
    screen.press("Byt", exact=True)
    screen.scan(out)
    expect(page.locator(".question")).to_be_visible()
    yield _view("stall-question", page)
    screen.press("Genopfyld · 0 kr.")
    expect(screen.flash).to_be_visible()
    yield _view("stall-refill-flash", page)
    screen.dismiss()
    yield _view("stall-refill", page)
    screen.press("Næste gæst")
    screen.press("Læg tilbage", exact=True)
    yield _view("stall-put-back", page)
    page.locator(".mode-banner .button").click()
    for name, key in (("day", "Fortryd"), ("more", "Mere"), ("supply", "Lager")):
        screen.press(key, exact=True)
        yield _view(f"stall-{name}", page)
        _close(page)
    screen.press("Mere", exact=True)
    screen.press("Skriv koden")
    yield _view("stall-code", page)
    _close(page)
    screen.scan(f"V{ground.voucher('bowl')}")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield _view("stall-voucher", page)
    _close(page)
    screen.scan(f"{ground.core.settings.base_url}/B/{ground.signs['Grill']}".upper())
    expect(page.get_by_role("dialog")).to_be_visible()
    yield _view("stall-move", page)
    _close(page)
    page.locator(".notices").click()
    yield _view("stall-notices", page)
    _close(page)
    yield from _closing(screen)


def _closing(screen: Screen) -> Iterator[View]:
    page = screen.page
    page.context.set_offline(True)
    screen.scan_told(screen.ground.take("bowl"))
    screen.dismiss()
    yield _view("stall-offline", page)
    screen.press("Mere", exact=True)
    screen.press("Luk boden")
    yield _view("stall-close-count", page)
    screen.press("Videre", exact=True)
    yield _view("stall-close-till", page)
    page.get_by_role("button", name="9", exact=True).click()
    page.get_by_role("button", name="Luk boden: 9 kr.").click()
    expect(page.locator(".close-progress")).to_be_visible()
    yield _view("stall-close-waits", page)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("I kan gå hjem", exact=True)).to_be_visible()
    yield _view("stall-close-safe", page)


def bar(scene: Scene) -> Iterator[View]:
    """A stall that fills what is out again without asking, once its answer is gone."""
    screen = _refilling(scene)
    screen.dismiss()
    yield _view("bar-refill", screen.page)


def bar_answers(scene: Scene) -> Iterator[View]:
    """What that stall says over the whole screen, for as long as it says so."""
    yield _view("bar-refill-flash", _refilling(scene).page)


def _refilling(scene: Scene) -> Screen:
    """A bar's screen that answers a mug filled again."""
    ground = scene.ground
    with scene.core.database.transaction() as session:
        of = update(StationRow).where(StationRow.id == ground.stations[STALL])
        session.execute(of.values(when_out=WhenOut.REFILL))
    mug = ground.hand_out("mug", at="Grill")
    screen = _still(scene, STALL)
    screen.scan(mug)
    expect(screen.flash.filter(has_text="Genopfyld · 0 kr.")).to_be_visible()
    return screen


def stall_running_out(scene: Scene) -> Iterator[View]:
    """A stall to which a delivery is on its way."""
    store = open_store(scene.ground)
    _send(scene.ground, store, STALL, 36)
    screen = _still(scene, STALL)
    screen.press("Lager")
    expect(screen.page.get_by_role("button", name="Tæl levering")).to_be_visible()
    yield _view("stall-delivery", screen.page)
    screen.press("Tæl levering")
    yield _view("stall-delivery-count", screen.page)
    screen.page.keyboard.press("Escape")
    screen.press("Send flere: Skål")
    yield _view("stall-ask", screen.page)


def box(scene: Scene) -> Iterator[View]:
    """A pant box, from the first guest to the crew."""
    ground = scene.ground
    gone = ground.hand_out("bowl")
    ground.scan("return", [gone], "Amfiteatret")
    screen = _still(scene, SCREEN)
    page = screen.page
    yield _view("box-attract", page)
    screen.press("Skriv koden selv")
    yield _view("box-code", page)
    _close(page)
    for slug in ("bowl", "mug"):
        screen.scan_told(ground.hand_out(slug))
    yield _view("box-flash", page)
    screen.scan_told(gone)
    yield _view("box-flash-no", page)
    screen.dismiss()
    yield _view("box-scanning", page)
    screen.press("Færdig")
    yield _view("box-choice", page)
    screen.press("Giv den")
    yield _view("box-donate", page)
    screen.press("Tilbage")
    screen.press("Pantbillet")
    yield _view("box-slip-wanted", page)
    screen.press("Tilbage")
    screen.press("Kontant")
    expect(page.get_by_role("img", name="Kvitteringens QR-kode")).to_be_visible()
    yield _view("box-ticket-cash", page)
    screen.press("Tilbage")
    screen.press("Værdibevis")
    expect(page.get_by_role("img", name="Værdibevisets QR-kode")).to_be_visible()
    yield _view("box-voucher", page)
    screen.press("Jeg har den")
    yield from _box_paid(screen)
    yield from _box_staff(screen)


def _box_paid(screen: Screen) -> Iterator[View]:
    ground, page = screen.ground, screen.page
    screen.scan_told(ground.slips[0].link)
    screen.scan_told(ground.hand_out("bowl"))
    screen.dismiss()
    yield _view("box-scanning-slip", page)
    screen.press("Færdig")
    expect(page.get_by_text("Lagt på din pantbillet")).to_be_visible()
    yield _view("box-slip-paid", page)
    screen.press("Færdig")
    screen.scan_told(ground.hand_out("bowl"))
    screen.press("Færdig")
    screen.press("Giv den")
    screen.press("Alt: 15 kr.")
    expect(page.get_by_role("heading", name="Tak!")).to_be_visible()
    screen.dismiss()
    yield _view("box-thanks", page)
    screen.press("Færdig")
    screen.press("Mange på én gang")
    for slug in ("small-cup", "medium-cup", "tray"):
        screen.scan(ground.hand_out(slug))
    expect(page.locator(".many-count")).to_have_text("3")
    yield _view("box-many", page)
    page.context.set_offline(True)
    screen.scan(ground.hand_out("mug"))
    expect(page.locator(".many-count")).to_have_text("4")
    screen.press("Færdig")
    expect(page.get_by_role("img", name="Kvitteringens QR-kode")).to_be_visible()
    yield _view("box-ticket-offline", page)
    screen.press("Jeg har den")
    yield _view("box-attract-offline", page)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Intet netværk")).to_have_count(0)


def _box_staff(screen: Screen) -> Iterator[View]:
    screen.dismiss()
    screen.scan(crew_slip(screen.ground))
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text("Personale")
    yield _view("box-staff", screen.page)
    screen.press("De sidste fem")
    yield _view("box-staff-recent", screen.page)
    screen.press("Tilbage")
    screen.press("Boksen er flyttet")
    yield _view("box-staff-moved", screen.page)


def boxes_that_take_nothing(scene: Scene) -> Iterator[View]:
    """A full box, and one that is out of order."""
    for name, at in (("full", FULL), ("broken", BROKEN)):
        yield _view(f"box-{name}", _still(scene, at).page)


def desk(scene: Scene) -> Iterator[View]:
    """A cash desk and whatever is brought to it."""
    ground = scene.ground
    mug = ground.hand_out("mug")
    ground.issue(mug, at="Grill")
    screen = _still(scene, DESK)
    page = screen.page
    yield _view("desk-idle", page)
    for slug in ("bowl", "tray"):
        screen.scan_told(ground.hand_out(slug))
    screen.dismiss()
    yield _view("desk-containers", page)
    screen.press("En del")
    yield _view("desk-part", page)
    _close(page)
    screen.press("Næste gæst")
    screen.scan_told(mug)
    screen.dismiss()
    expect(page.get_by_text("Betalt to gange")).to_be_visible()
    yield _view("desk-paid-twice", page)
    screen.press("Næste gæst")
    visit = new_id()
    ground.scan(
        "return", [ground.take(slug) for slug in ("bowl", "mug", "tray") for _ in range(3)][:7], SCREEN, visit
    )
    screen.scan(f"{ground.core.settings.base_url}/r/{visit}#{ground.claim(visit)}")
    expect(page.get_by_role("button", name="Jeg har set den").first).to_be_visible()
    yield _view("desk-ticket-held", page)
    screen.press("Næste gæst")
    screen.scan(f"V{ground.voucher('bowl')}")
    expect(screen.sum).to_have_text("15kr.")
    yield _view("desk-voucher", page)
    screen.press("Næste gæst")
    for name, key in (("unreadable", "Ulæselig"), ("till", "Kassen")):
        screen.press(key)
        yield _view(f"desk-{name}", page)
        _close(page)
    page.context.set_offline(True)
    screen.scan_told(ground.hand_out("bowl"))
    screen.dismiss()
    yield _view("desk-offline", page)


def wash(scene: Scene) -> Iterator[View]:
    """A wash."""
    screen = _still(scene, open_wash(scene.ground))
    yield _view("wash", screen.page)
    screen.press("+36 kurv: Lille kop")
    screen.press("Sorteret fra", exact=True)
    expect(screen.flash).to_be_visible()  # what was counted is booked now
    screen.dismiss()
    expect(screen.flash).to_be_hidden()
    yield _view("wash-sort", screen.page)


def store(scene: Scene) -> Iterator[View]:
    """A store that is asked for things and gets some back."""
    name = open_store(scene.ground)
    screen = _still(scene, name)
    page = screen.page
    yield _view("store-quiet", page)
    with scene.core.database.transaction(scene.ground.organisation_id) as session:
        ask_for(
            _papers(scene.ground, session, STALL),
            NewRequest(new_id(), _type(session), 36, scene.core.clock()),
        )
    _send(scene.ground, STALL, name, 40)
    page.reload()
    expect(page.get_by_role("button", name="Tæl op")).to_be_visible()
    yield _view("store", page)
    screen.press("Pak", exact=True)
    yield _view("store-pack", page)
    _close(page)
    screen.press("Tæl op")
    yield _view("store-receive", page)
    _close(page)
    screen.press("Sække", exact=True)
    yield _view("store-bag-wanted", page)
    screen.scan("G-0417")
    screen.dismiss()
    yield _view("store-bag", page)


def beginnings_and_ends(scene: Scene) -> Iterator[View]:
    """A browser that is nobody yet, one that is nobody any more, and one that failed."""
    page = scene.open(WIDTH)
    page.clock.install()
    page.goto("/k/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Par denne enhed")
    yield _view("pairing", page)
    page.get_by_role("button", name="Skriv koden").click()
    yield _view("pairing-code", page)
    crashed = scene.open(WIDTH)
    crashed.clock.install()
    crashed.route("**/api/v1/station", _without_types)
    crashed.goto(f"/k/#pair={pairing_code(scene.ground, STALL)}")
    expect(crashed.locator(".crash")).to_be_visible()
    yield _view("crash", crashed)
    revoked = station(scene.open, scene.ground, STALL, width=WIDTH)
    with scene.core.database.transaction() as session:
        session.execute(update(Device).values(revoked_at=scene.core.clock()))
    revoked.page.reload()
    expect(revoked.page.get_by_role("heading", level=1)).to_have_text("Enheden er spærret")
    yield View("revoked", revoked.page, by_its_address)


def in_emergency(scene: Scene) -> Iterator[View]:
    """Emergency operation is written on every screen."""
    with scene.core.database.transaction() as session:
        event = session.get_one(Event, scene.ground.event_id)
        keep_going(session, event, ContinuityReason.NETWORK, None, scene.core.clock())
    for name, at in (("stall", STALL), ("desk", DESK), ("box", SCREEN)):
        yield _view(f"emergency-{name}", _still(scene, at).page)


def _still(scene: Scene, at: str) -> Screen:
    """A station whose clock can be stopped."""
    page = scene.open(WIDTH)
    page.clock.install()
    return station(lambda _width: page, scene.ground, at)


def _view(name: str, page: Page) -> View:
    return View(name, page, by_its_keys, has_clock=True)


def _close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def _without_types(route: Route) -> None:
    told: dict[str, Any] = route.fetch().json()
    route.fulfill(json={**told, "types": None})


def _type(session: Any) -> int:
    return int(session.scalars(select(ContainerType.id).where(ContainerType.slug == "bowl")).one())


def _papers(ground: Ground, session: Any, at: str) -> Desk:
    now = ground.core.clock()
    return Desk(
        session, ground.core.keys, ground.organisation_id, ground.event_id, ground.stations[at], 1, now
    )


def _send(ground: Ground, sender: str, receiver: str, quantity: int) -> None:
    with ground.core.database.transaction(ground.organisation_id) as session:
        desk = _papers(ground, session, sender)
        sign = session.get_one(StationRow, ground.stations[receiver]).sign
        lines = (Quantity(_type(session), quantity),)
        send(desk, NewDelivery(new_id(), sign, lines, desk.now - timedelta(minutes=2)))
