"""A stolen phone scans another sign while the office revokes it on the page of the stall it stood at: it is revoked."""

from tests.attacks.scene import Scene
from tests.attacks.test_moved_devices import move_of


def test_a_device_that_moved_since_the_page_was_drawn_is_revoked_all_the_same(scene: Scene) -> None:
    office, soup = scene.office(), scene.stations["soup"]
    [(slug,)] = scene.sql("SELECT slug FROM event WHERE id = :id", id=scene.event_id)
    [(device,)] = scene.sql("SELECT id FROM device WHERE station_id = :s", s=soup)
    page = f"/admin/events/{slug}/stations/{soup}"
    scene.time.later(minutes=1)
    assert scene.post("/station/move", move_of(scene, "grill"), "soup").status_code == 200

    office.post(f"{page}/devices/{device}/revoked", {}, page=page)

    assert scene.get("/station", "soup").status_code == 401
