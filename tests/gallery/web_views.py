"""What a guest, a vendor and an organiser open, and a demo's first page."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect
from sqlalchemy import select

from pantbox.clock import new_id
from pantbox.containers.closures import close_type
from pantbox.containers.containers import Batch
from pantbox.containers.types import ContainerType
from pantbox.jobs.seals import seal_what_is_new
from pantbox.places.closures import close_station, close_vendor
from pantbox.places.event_changes import change_event
from pantbox.places.events import Event, Rail
from pantbox.places.organisations import Scope
from pantbox.places.people import create_organisation
from pantbox.places.stations import Station
from pantbox.places.tokens import create_token
from pantbox.places.vendors import Vendor
from pantbox.refunds.claims import claim_of
from pantbox.refunds.refund import Part
from tests.admin.office import hire
from tests.gallery.views import WIDTH, Scene, View, by_its_address
from tests.journeys.office import log_in
from tests.kiosk.ground import FULL, SCREEN, SIGN, Ground

EVENT = "/admin/events/kildeparken"
OFFICE = {
    "office-events": "/admin/",
    "office-new-event": "/admin/events/new",
    "office-ready": "{event}/ready",
    "office-settings": "{event}/settings",
    "office-rulebook": "{event}/rulebook",
    "office-live": "{event}/",
    "office-plausibility": "{event}/plausibility",
    "office-doubts": "{event}/doubts/",
    "office-circulation": "{event}/circulation/",
    "office-history": "{event}/circulation/?code={code}",
    "office-containers": "/admin/containers/",
    "office-new-type": "/admin/containers/types/new",
    "office-type": "/admin/containers/types/{type_id}",
    "office-papers": "{event}/papers/",
    "office-stations": "{event}/stations/",
    "office-station": "{event}/stations/{station_id}",
    "office-report": "{event}/report/",
    "office-money": "{event}/money/",
    "office-transfers": "{event}/money/transfers",
    "office-users": "/admin/users",
    "office-me": "/admin/me",
    "office-tokens": "/admin/tokens",
    "office-log": "/admin/log",
}


def guests(scene: Scene) -> Iterator[View]:
    """What a phone's own camera opens, and a vendor's link."""
    page = scene.open(WIDTH)
    for name, path in guest_paths(scene.ground).items():
        page.goto("about:blank")
        page.goto(path, wait_until="networkidle")
        yield View(name, page, by_its_address)


def phone(scene: Scene) -> Iterator[View]:
    """Returning with one's own phone, as far as it goes without a camera. Another language begins the page anew."""
    ground = scene.ground
    page = scene.open(WIDTH)
    page.goto(f"/B/{ground.signs[SIGN]}")
    page.get_by_role("button", name="Scan din emballage").click()
    for slug in ("bowl", "mug"):
        _type(page, ground.hand_out(slug).human_code)
    _type(page, "ABCD-EFGH")
    expect(page.locator("[data-verdict=waiting]")).to_have_count(0)
    yield View("phone-scan", page, _not)
    page.get_by_role("button", name="Færdig").click()
    yield View("phone-drop", page, _not)
    page.get_by_role("button", name="De ligger i boksen").click()
    expect(page.get_by_text("2 stykker venter")).to_be_visible()
    yield View("phone-waits", page, _not)
    ground.release_all()
    page.reload()
    for way in ("voucher", "slip", "cash", "donation"):
        page.locator(f'[data-choice="{way}"]').click()
        yield View(f"phone-{way}", page, _not)
        page.reload()


def office(scene: Scene) -> Iterator[View]:
    """The office of a festival in full swing."""
    ground = scene.ground
    hire(scene.core, ground.organisation_id)
    make_lively(ground)
    seal_what_is_new(scene.core, scene.core.clock())
    page = scene.open(WIDTH)
    page.goto("/admin/login")
    yield View("office-login", page, by_its_address)
    log_in(page, "aalborg")
    told = _ids(ground)
    for name, path in OFFICE.items():
        page.goto(path.format(event=EVENT, **told), wait_until="networkidle")
        yield View(name, page, by_its_address)


def empty_office(scene: Scene) -> Iterator[View]:
    """An office that has nothing yet."""
    with scene.core.database.transaction() as session:
        made = create_organisation(session, slug="new", name="Ny", company_prefix="9520003").id
    hire(scene.core, made)
    page = scene.open(WIDTH)
    log_in(page, "new")
    for name, path in {"events": "/admin/", "containers": "/admin/containers/"}.items():
        page.goto(path, wait_until="networkidle")
        yield View(f"office-empty-{name}", page, by_its_address)


def closed_office(scene: Scene) -> Iterator[View]:
    """The office of a festival that is over: a stall, its vendor, a type, a cause and the event itself are closed."""
    ground = scene.ground
    hire(scene.core, ground.organisation_id)
    make_lively(ground)
    out = [ground.hand_out("bowl") for _ in range(3)]
    told = _close(scene)
    ground.scan("return", out, SCREEN, new_id())
    page = scene.open(WIDTH)
    log_in(page, "aalborg")
    for name, path in {
        "settings": "{event}/settings",
        "stations": "{event}/stations/",
        "station": "{event}/stations/{station_id}",
        "vendor": "{event}/stations/vendors/{vendor_id}/link",
        "containers": "/admin/containers/",
        "type": "/admin/containers/types/{type_id}",
        "report": "{event}/report/",
        "live": "{event}/",
    }.items():
        page.goto(path.format(event=EVENT, **told), wait_until="networkidle")
        yield View(f"office-closed-{name}", page, by_its_address)


def _close(scene: Scene) -> dict[str, int]:
    """Close all of it, the poster's date being past."""
    now = scene.core.clock()
    with scene.core.database.transaction() as session:
        event = session.get_one(Event, scene.ground.event_id)
        stall = session.scalars(
            select(Station).where(Station.vendor_id.is_not(None)).order_by(Station.id)
        ).first()
        assert stall
        vendor = session.get_one(Vendor, stall.vendor_id)
        for other in session.scalars(select(Station).where(Station.vendor_id == vendor.id)).all():
            close_station(session, other, None, now)
        close_vendor(session, vendor, None, now)
        change_event(session, event, {"causes": event.causes[:1]}, None, now)
        event.closed_at, event.return_until = now, now - timedelta(hours=1)
        session.flush()
        kind = session.scalars(select(ContainerType).order_by(ContainerType.id)).first()
        assert kind
        close_type(session, kind, None, now)
        return {"station_id": stall.id, "vendor_id": vendor.id, "type_id": kind.id}


def guest_paths(ground: Ground) -> dict[str, str]:
    """One path of each page, with something on it."""
    visit, rest = ground.visit("bowl", "mug", "tray"), new_id()
    ground.pay(visit, Part(Rail.DONATION, 500, "meadow"), Part(Rail.VOUCHER, 1_000))
    ground.scan(
        "return",
        [ground.take("bowl") for _ in range(5)] + [ground.take("mug") for _ in range(2)],
        SCREEN,
        rest,
    )
    code, late = ground.voucher("bowl"), uuid4()
    ground.redeem(code, 500)
    done = ground.visit("bowl")
    ground.pay(done, Part(Rail.VOUCHER, 1_500))
    return {
        "container": f"/8003/{ground.hand_out().grai}",
        "container-foreign": "/8003/04012345678901",
        "box-sign": f"/b/{ground.signs[SIGN]}",
        "box-screen": f"/b/{ground.signs[SCREEN]}",
        "box-full": f"/b/{ground.signs[FULL]}",
        "refund": f"/r/{visit}#{ground.claim(visit)}",
        "refund-held": f"/r/{rest}#{ground.claim(rest)}",
        "refund-done": f"/r/{done}#{ground.claim(done)}",
        "refund-waits": f"/r/{late}#{claim_of(ground.core.keys, late)}",
        "refund-wrong": f"/r/{visit}#0000000000000000",
        "voucher": f"/v/{code}",
        "slip": f"/s/{ground.slips[0].code}",
        "no-such-slip": "/s/00000000000000000",
        "status": "/status",
        "vendor": f"/vendor/{ground.vendor_link}",
        "demo": "/",
        "not-found": "/nothing-here",
    }


def make_lively(ground: Ground) -> None:
    """Containers out and back, money gone out, something that waits for a decision, something disputed with a stall."""
    for slug in ("bowl", "mug", "tray", "small-cup"):
        ground.visit(slug)
        ground.hand_out(slug, at="Grill")
    visit = ground.visit("bowl", "mug")
    ground.pay(visit, Part(Rail.DONATION, 500, "meadow"), Part(Rail.VOUCHER, 1_000))
    ground.scan("return", [ground.take("medium-cup") for _ in range(9)], SCREEN, new_id())
    taken_back = ground.hand_out("tray")
    for at in ("Suppe", SCREEN):
        ground.scan("return", [taken_back], at)


def _ids(ground: Ground) -> dict[str, str | int]:
    with ground.core.database.transaction(ground.organisation_id) as session:
        create_token(
            session, ground.organisation_id, label="Kommunen", scopes=[Scope.REPORTS_READ], now=ground.core.clock()
        )  # fmt: skip
        type_id = session.scalars(select(Batch.type_id)).first() or 0
    return {
        "code": ground.hand_out("tray").human_code,
        "type_id": type_id,
        "station_id": ground.stations["Suppe"],
    }


def _type(page: Page, code: str) -> None:
    if not page.get_by_label("Den korte kode på emballagen").is_visible():
        page.get_by_text("Tast koden i stedet").click()
    page.get_by_label("Den korte kode på emballagen").fill(code)
    page.get_by_role("button", name="OK").click()


def _not(_page: Page, _language: str) -> None:
    """It stays in the language it was opened in."""
