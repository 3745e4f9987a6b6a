"""Logging in, staying in, and being shown out."""

import pytest
from sqlalchemy import select

from pantbox.places.organisations import ApiToken, Role, User
from tests.admin.office import PASSWORD, address


def test_a_wrong_password_lets_nobody_in_and_says_not_which_was_wrong(festival, browser_of):
    browser = browser_of()
    browser.token = browser._token_of("/admin/login")

    wrong = browser.post("/admin/login", email=address("fest", Role.OWNER), password="something else")
    nobody = browser.post("/admin/login", email="nobody@fest.test", password="something else")

    assert wrong.status_code == nobody.status_code == 422
    assert "nobody" not in wrong.text
    assert browser.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/admin/users", "/admin/users"),
        ("https://elsewhere.test/", "/admin/?lang=da"),
        ("//elsewhere.test/admin/", "/admin/?lang=da"),
        ("/\\elsewhere.test/admin/", "/admin/?lang=da"),
        ("/k/", "/admin/?lang=da"),
    ],
)
def test_after_logging_in_one_is_where_one_wanted_to_be_and_never_elsewhere(
    festival, browser_of, wanted, reached
):
    browser = browser_of()
    browser.token = browser._token_of("/admin/login")

    answer = browser.client.post(
        "/admin/login",
        query_string={"next": wanted},
        data={"csrf_token": browser.token, "email": address("fest", Role.OWNER), "password": PASSWORD},
    )

    assert answer.location == reached


def test_another_password_ends_all_other_sessions(festival, browser_of):
    here, elsewhere = browser_of().enter(), browser_of().enter()

    answer = here.post("/admin/me", current=PASSWORD, password="et helt andet kodeord")

    assert answer.status_code == 302
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_an_owner_logs_somebody_out_everywhere(festival, owner, browser_of, core):
    viewer = browser_of().enter(role=Role.VIEWER)
    with core.database.reading() as session:
        user_id = session.scalars(select(User.id).where(User.email == address("fest", Role.VIEWER))).one()

    owner.post(f"/admin/users/{user_id}", role="viewer", log_out="on")

    assert viewer.get("/admin/").status_code == 302


def test_a_role_taken_away_is_gone_with_the_next_click(festival, owner, browser_of, core):
    organiser = browser_of().enter(role=Role.ORGANISER)
    with core.database.reading() as session:
        user_id = session.scalars(select(User.id).where(User.email == address("fest", Role.ORGANISER))).one()

    owner.post(f"/admin/users/{user_id}", role="viewer")

    assert organiser.get("/admin/events/new").status_code == 403


def test_the_last_owner_stays_one(festival, owner, core):
    with core.database.reading() as session:
        user_id = session.scalars(select(User.id).where(User.email == address("fest", Role.OWNER))).one()

    answer = owner.post(f"/admin/users/{user_id}", role="viewer")

    assert answer.status_code == 409
    assert owner.get("/admin/users").status_code == 200


def test_a_new_person_can_log_in(festival, owner, browser_of):
    owner.post(
        "/admin/users", name="Bo", email="bo@fest.test", role="viewer", language="da", password=PASSWORD
    )
    browser = browser_of()
    browser.token = browser._token_of("/admin/login")

    answer = browser.post("/admin/login", email="Bo@fest.test ", password=PASSWORD)

    assert answer.status_code == 302


def test_a_short_password_is_refused_on_the_form(festival, owner):
    answer = owner.post(
        "/admin/users", name="Bo", email="bo@fest.test", role="viewer", language="da", password="kort"
    )

    assert answer.status_code == 422
    assert "kort" not in answer.text


def test_a_token_is_told_once_and_can_be_revoked(festival, owner, core):
    told = owner.post("/admin/tokens", label="city", scopes=["reports:read"]).text
    with core.database.reading() as session:
        token_id = session.scalars(select(ApiToken.id)).one()

    owner.post(f"/admin/tokens/{token_id}/revoked")

    assert "pbx_" in told
    assert "pbx_" not in owner.get("/admin/tokens").text
    with core.database.reading() as session:
        assert session.get_one(ApiToken, token_id).revoked_at is not None


def test_logging_out_ends_the_session(owner):
    owner.post("/admin/logout")

    assert owner.get("/admin/").status_code == 302
