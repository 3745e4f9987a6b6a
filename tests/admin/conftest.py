"""A festival with something of everything, and its office."""

from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from pantbox.containers.containers import Batch
from pantbox.places import people
from pantbox.places.devices import Device
from pantbox.places.organisations import Scope, User
from pantbox.places.people import create_organisation
from pantbox.places.stations import Station, StationKind
from pantbox.places.tokens import create_token
from tests.admin.office import Browser, hire
from tests.support.festival import Festival


@dataclass
class Place:
    """A festival in full swing, and the ids that its pages' links are made of."""

    festival: Festival
    ids: dict[str, int | str]


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; here it is not what is tried, and every test hires three people."""
    monkeypatch.setattr(people, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def festival(core) -> Festival:
    festival = Festival(core)
    hire(core, festival.organisation_id)
    return festival


@pytest.fixture
def busy(festival) -> Place:
    """A festival where four cups went out, two came back, and one stall forgot one."""
    soup, east = festival.stall("soup"), festival.box("east")
    festival.desk("desk")
    for name in ("cup-1", "cup-2", "cup-3", "bowl-1"):
        soup.issue(name, "10:00")
    east.take("cup-1", "10:40")
    east.take("bowl-1", "11:10")
    east.take("cup-9", "11:20")
    with festival.core.database.transaction(festival.organisation_id) as session:
        token, _secret = create_token(
            session, festival.organisation_id, label="city", scopes=[Scope.REPORTS_READ], now=festival.now
        )
        stall = session.scalars(select(Station).where(Station.kind == StationKind.STALL)).one()
        batch = session.scalars(select(Batch)).first()
        assert batch
        ids = {
            "slug": "fest",
            "station_id": stall.id,
            "vendor_id": stall.vendor_id or 0,
            "device_id": session.scalars(select(Device.id).where(Device.station_id == stall.id)).one(),
            "type_id": batch.type_id,
            "batch_id": batch.id,
            "token_id": token.id,
            "number": 1,
            "claim": "019be3b8-7a00-7000-8000-000000000000",
            "user_id": session.scalars(select(User.id).order_by(User.id.desc())).first() or 0,
        }
    return Place(festival, ids)


@pytest.fixture
def browser_of(app):
    """`browser_of()`: another person's browser."""
    return lambda: Browser(app.test_client())


@pytest.fixture
def owner(festival, browser_of) -> Browser:
    """An owner who is in."""
    return browser_of().enter()


@pytest.fixture
def organisation_id(core) -> int:
    with core.database.transaction() as session:
        made = create_organisation(session, slug="city", name="City", company_prefix="9520007").id
    hire(core, made)
    return made


@pytest.fixture
def office(organisation_id, browser_of) -> Browser:
    return browser_of().enter("city")


@pytest.fixture
def rows(core, organisation_id):
    """`rows(Station)`: what the organisation has of something."""

    def read(kind):
        with core.database.reading(organisation_id) as session:
            found = list(session.scalars(select(kind).order_by(kind.id)))
            session.expunge_all()
            return found

    return read
