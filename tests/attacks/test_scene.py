"""The scene itself: what attacks are measured against is an honest evening that balances."""

from tests.attacks.scene import Scene


def test_an_honest_evening_pays_once_and_audits_green(scene: Scene) -> None:
    visit = scene.visit(cups=2)

    assert scene.refund(visit).status_code == 200
    assert scene.balances() == {
        f"vendor:{scene.stations['soup']}": -1000,
        "vouchers:voucher": 1000,
    }
    assert scene.failures() == []


def test_a_phone_and_the_office_are_at_hand(scene: Scene) -> None:
    [code] = scene.hand_out()

    phone = scene.phone("sign")

    assert scene.verdicts(phone["token"], scene.scan("return", code)) == [("accepted", None)]
    assert scene.office().client.get(f"/admin/events/{scene.slug}").status_code in (200, 302, 308)
