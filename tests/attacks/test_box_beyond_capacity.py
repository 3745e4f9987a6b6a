"""Whoever has a box's device, a thief or its own crew, claims what never lay in its bag: at most twice what the box holds."""

from datetime import timedelta

from pantbox.clock import new_id
from pantbox.places.stations import Station
from tests.attacks.scene import Scene

CAPACITY = 10
DEPOSIT_ORE = 500


def holding(scene: Scene, box: str = "east") -> None:
    with scene.core.database.transaction() as session:
        session.get_one(Station, scene.stations[box]).capacity = CAPACITY


def test_a_thief_with_a_boxs_device_is_paid_at_most_twice_what_the_box_holds(scene: Scene) -> None:
    holding(scene)
    codes = scene.hand_out(35)

    told = [
        scene.verdicts("east", scene.scan("return", code, visit=new_id()))[0] for code in codes[:25]
    ] + scene.verdicts("east", *[scene.scan("return", code, visit=new_id()) for code in codes[25:]])

    assert told == [("accepted", None)] * 2 * CAPACITY + [("held", "awaiting_scan")] * 15
    assert scene.balances()[f"payable:{scene.stations['east']}"] == 2 * CAPACITY * DEPOSIT_ORE
    assert scene.failures() == []


def test_claims_told_of_earlier_hours_fill_the_same_bag(scene: Scene) -> None:
    holding(scene)
    codes = scene.hand_out(30)
    scene.time.later(hours=6)
    scans = [
        scene.scan(
            "return",
            code,
            at=(scene.time.now - timedelta(minutes=300 - 10 * n)).isoformat(),
            told="accepted",
            visit=new_id(),
        )
        for n, code in enumerate(codes)
    ]

    told = scene.verdicts("east", *scans)

    assert [verdict for verdict, _ in told].count("accepted") == 2 * CAPACITY
    assert scene.failures() == []


def test_reading_again_what_waits_for_a_full_box_pays_nothing(scene: Scene) -> None:
    holding(scene)
    codes = scene.hand_out(2 * CAPACITY + 2)
    scene.send("east", *[scene.scan("return", code, visit=new_id()) for code in codes])
    before = scene.balances()

    for _ in range(3):
        scene.time.later(minutes=20)
        scene.send("east", *[scene.scan("return", code, visit=new_id()) for code in codes])

    assert scene.balances() == before
    assert scene.failures() == []


def test_a_box_and_phones_at_its_sign_together_are_paid_no_more_than_one_bag_allows(scene: Scene) -> None:
    holding(scene, "sign")
    codes = scene.hand_out(2 * CAPACITY + 6)
    phones = [scene.phone("sign") for _ in range(6)]

    for phone, code in zip(phones, codes, strict=False):
        answer = scene.post("/scans", {"scans": [scene.scan("return", code)]}, phone["token"])
        assert answer.status_code == 200, answer.text
    told = scene.verdicts("sign", *[scene.scan("return", code, visit=new_id()) for code in codes[6:]])

    assert told.count(("accepted", None)) == 2 * CAPACITY - 6
    assert scene.balances()[f"payable:{scene.stations['sign']}"] == 2 * CAPACITY * DEPOSIT_ORE
    assert scene.failures() == []
