"""Setting up an event, its vendors, stations, devices, people and tokens."""

from datetime import UTC, datetime, timedelta

import pytest

from pantbox.circulation.moving import OwnMove, move_itself
from pantbox.containers.making import create_type, labels_of, make_batch
from pantbox.errors import BadInput, Conflict, NotFound
from pantbox.keys import hashed
from pantbox.places import pairing, people, setup
from pantbox.places.devices import Device
from pantbox.places.event_changes import change_event
from pantbox.places.event_values import FIGURES
from pantbox.places.events import Event
from pantbox.places.organisations import Organisation, Role
from pantbox.places.setup import NewEvent
from pantbox.places.stations import Station, StationKind

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


@pytest.fixture
def organisation(session) -> Organisation:
    return people.create_organisation(session, slug="aalborg", name="Aalborg", company_prefix="9520001")


@pytest.fixture
def bowl(session, organisation):
    return create_type(session, organisation, slug="bowl", names={"da": "Skål"}, deposit_ore=2500)


@pytest.fixture
def event(session, organisation, bowl) -> Event:
    new = NewEvent("kildeparken", "Kildeparken", NOW, {bowl.id: 2500}, ends_at=NOW + timedelta(days=5))
    return setup.create_event(session, organisation.id, new, NOW)


@pytest.fixture
def stall(session, event) -> Station:
    vendor = setup.create_vendor(session, event, "Suppe")
    return setup.create_station(session, event, StationKind.STALL, "Suppe", vendor=vendor)


def test_an_event_begins_with_prices_and_a_store(session, event, bowl):
    stations = session.query(Station).all()

    assert [station.kind for station in stations] == [StationKind.STORE]
    assert setup.change_terms(session, event, {bowl.id: 3000}, NOW).version == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"deposits": {}}, "event_without_types"),
        ({"ends_at": NOW - timedelta(days=1)}, "event_times_wrong"),
        ({"timezone": "Mars/Olympus"}, "timezone_unknown"),
        ({"turnaround_times": ["25:00"]}, "turnaround_times_wrong"),
        ({"deposits": {999: 500}}, "type_unknown"),
        ({"deposits": {1: 0}}, "deposit_wrong"),
    ],
)
def test_a_wrong_event_is_refused_with_its_code(session, organisation, bowl, changed, code):
    told = {"slug": "x", "name": "X", "starts_at": NOW, "deposits": {bowl.id: 500}} | changed

    with pytest.raises(BadInput) as refused:
        setup.create_event(session, organisation.id, NewEvent(**told), NOW)

    assert refused.value.code == code


def test_another_organisations_type_is_unknown_here(session, bowl):
    other = people.create_organisation(session, slug="odense", name="Odense", company_prefix="9520002")

    with pytest.raises(BadInput, match="type_unknown"):
        setup.create_event(session, other.id, NewEvent("o", "O", NOW, {bowl.id: 500}), NOW)


def test_stations_of_a_kind_are_numbered_and_have_signs_of_their_own(session, event):
    boxes = [setup.create_station(session, event, StationKind.PANT_BOX, "Boks") for _ in range(3)]

    assert [box.number for box in boxes] == [1, 2, 3]
    assert len({box.sign for box in boxes}) == 3
    with pytest.raises(Conflict, match="station_number_taken"):
        setup.create_station(session, event, StationKind.PANT_BOX, "Boks", number=2)


def test_a_sign_that_another_organisations_station_has_is_drawn_again(core, monkeypatch):
    def box_of(slug: str, prefix: str) -> str:
        with core.database.transaction() as session:
            there = people.create_organisation(session, slug=slug, name=slug, company_prefix=prefix).id
        with core.database.transaction(there) as session:
            bowl = create_type(
                session,
                session.get_one(Organisation, there),
                slug="bowl",
                names={"da": "Skål"},
                deposit_ore=2500,
            )
            new = NewEvent(slug, slug, NOW, {bowl.id: 2500}, ends_at=NOW + timedelta(days=5))
            event = setup.create_event(session, there, new, NOW)
            monkeypatch.setattr(setup.secrets, "choice", lambda _signs: next(drawn))
            sign = setup.create_station(session, event, StationKind.PANT_BOX, "Boks").sign
        monkeypatch.undo()
        return sign

    drawn = iter("B23456" * 2 + "Z23456")

    assert box_of("aalborg", "9520001") == "B23456"
    assert box_of("odense", "9520002") == "Z23456"


def test_a_stall_has_a_vendor_and_nothing_else_has(session, event):
    with pytest.raises(BadInput, match="stall_without_vendor"):
        setup.create_station(session, event, StationKind.STALL, "Suppe")


def test_a_pairing_code_pairs_once(session, stall):
    code = pairing.make_pairing_code(session, stall, NOW)

    paired = pairing.pair(session, code.lower(), name="Telefon", now=NOW)

    assert paired.device.token_hash == hashed(paired.token)
    assert paired.token not in str(session.get_one(Device, paired.device.id).__dict__)
    with pytest.raises(NotFound, match="pairing_code_unknown"):
        pairing.pair(session, code, name="Tyv", now=NOW)


def test_a_pairing_code_is_good_for_a_quarter_of_an_hour(session, stall):
    code = pairing.make_pairing_code(session, stall, NOW)

    with pytest.raises(NotFound, match="pairing_code_unknown"):
        pairing.pair(session, code, name="", now=NOW + timedelta(minutes=16))


def test_a_device_moves_to_a_stall_and_never_becomes_a_cash_desk(session, event, stall):
    grill = setup.create_station(
        session, event, StationKind.STALL, "Grill", vendor=setup.create_vendor(session, event, "Grill")
    )
    desk = setup.create_station(session, event, StationKind.CASH_DESK, "Pantkasse")
    device = pairing.pair(session, pairing.make_pairing_code(session, stall, NOW), name="", now=NOW).device

    there = move_itself(session, device, OwnMove(grill.sign.lower()), NOW)

    assert there.id == device.station_id == grill.id
    with pytest.raises(BadInput, match="station_of_other_kind"):
        move_itself(session, device, OwnMove(desk.sign), NOW)
    with pytest.raises(NotFound, match="sign_unknown"):
        move_itself(session, device, OwnMove("ZZZZZZ"), NOW)


def test_a_watermark_never_goes_back_and_is_never_in_the_future(session, stall):
    device = pairing.pair(session, pairing.make_pairing_code(session, stall, NOW), name="", now=NOW).device

    pairing.heartbeat(device, pairing.Beat(NOW + timedelta(hours=1, minutes=4)), NOW + timedelta(hours=1))
    pairing.heartbeat(device, pairing.Beat(NOW), NOW + timedelta(hours=1))

    assert device.sent_everything_until == NOW + timedelta(hours=1)


def test_a_watermark_of_a_time_that_cannot_be_is_none(session, stall):
    device = pairing.pair(session, pairing.make_pairing_code(session, stall, NOW), name="", now=NOW).device

    pairing.heartbeat(device, pairing.Beat(NOW + timedelta(hours=2)), NOW + timedelta(hours=1))

    assert device.sent_everything_until == NOW


def test_a_vendors_link_opens_only_its_page_until_it_is_renewed(session, core, stall):
    vendor = session.get_one(setup.Vendor, stall.vendor_id)
    link = setup.vendor_link(core.keys, vendor)

    assert setup.vendor_by_link(session, link).id == vendor.id
    renewed = setup.new_vendor_link(core.keys, vendor)

    with pytest.raises(NotFound, match="vendor_link_unknown"):
        setup.vendor_by_link(session, link)
    assert setup.vendor_by_link(session, renewed).id == vendor.id


def test_a_login_needs_the_right_password(session, organisation):
    people.create_user(
        session,
        organisation.id,
        email="Ida@Aalborg.example",
        name="Ida",
        password="solskin i parken",
        role=Role.OWNER,
    )

    assert people.check_login(session, "ida@aalborg.example ", "solskin i parken")
    assert people.check_login(session, "ida@aalborg.example", "regn i parken") is None
    assert people.check_login(session, "nobody@aalborg.example", "solskin i parken") is None


def test_a_short_password_and_a_second_user_of_one_address_are_refused(session, organisation):
    told = {"email": "a@b.example", "name": "A", "role": Role.VIEWER}

    with pytest.raises(BadInput, match="password_length_wrong"):
        people.create_user(session, organisation.id, password="short", **told)
    people.create_user(session, organisation.id, password="long enough, this", **told)
    with pytest.raises(Conflict, match="user_exists"):
        people.create_user(session, organisation.id, password="long enough, this", **told)


def test_a_batch_has_as_many_containers_as_ordered_each_with_a_label(session, core, bowl):
    batch = make_batch(session, core.keys, bowl, name="Første", quantity=4_001, now=NOW)

    labels = list(labels_of(session, batch.id, "https://pant.example"))

    assert len({label.human_code for label in labels}) == len(labels) == 4_001
    assert labels[0].link == f"HTTPS://PANT.EXAMPLE/8003/{labels[0].grai}"


def test_types_of_one_organisation_get_asset_numbers_in_a_row(session, organisation, bowl):
    cup = create_type(session, organisation, slug="cup", names={"da": "Krus"}, deposit_ore=500)

    assert int(cup.asset[:-1]) == int(bowl.asset[:-1]) + 1
    with pytest.raises(Conflict, match="type_exists"):
        create_type(session, organisation, slug="cup", names={"da": "Krus"}, deposit_ore=500)


@pytest.mark.parametrize(("figure", "bounds"), FIGURES.items())
def test_no_figure_of_an_event_lies_outside_its_bounds_whoever_says_it(session, event, bowl, figure, bounds):
    least, most = bounds
    for value in (least, most):
        change_event(session, event, {figure: value}, None, NOW)
        assert getattr(event, figure) == value

    for value in (least - 1, most + 1, 10**13):
        new = NewEvent("other", "Other", NOW, {bowl.id: 2500}, **{figure: value})
        with pytest.raises(BadInput, match="event_figure_wrong"):
            change_event(session, event, {figure: value}, None, NOW)
        with pytest.raises(BadInput, match="event_figure_wrong"):
            setup.create_event(session, event.organisation_id, new, NOW)


@pytest.mark.parametrize("slug", ["", "x/y", "É ø", "a\x1b", "Capital", "s" * 41])
def test_an_events_short_name_can_stand_in_an_address(session, event, bowl, slug):
    with pytest.raises(BadInput, match="slug_wrong"):
        setup.create_event(session, event.organisation_id, NewEvent(slug, "Other", NOW, {bowl.id: 1}), NOW)


@pytest.mark.parametrize("name", ["", "  ", "\x00", "\u200b", "\u200b \u202e\x1b"])
def test_a_name_has_something_to_read(session, event, bowl, name):
    vendor = setup.create_vendor(session, event, "Suppe")
    tries = (
        lambda: setup.create_event(
            session, event.organisation_id, NewEvent("o", name, NOW, {bowl.id: 1}), NOW
        ),
        lambda: change_event(session, event, {"name": name}, None, NOW),
        lambda: setup.create_vendor(session, event, name),
        lambda: setup.create_station(session, event, StationKind.STALL, name, vendor=vendor),
    )

    for one in tries:
        with pytest.raises(BadInput, match="name_missing"):
            one()


def test_a_name_is_kept_with_single_spaces_without_control_characters_and_not_too_long(session, event):
    assert setup.create_vendor(session, event, " Soup \x00\n& \u200bspoon ").name == "Soup & \u200bspoon"
    assert len(setup.create_vendor(session, event, "s" * 300).name) == 200
