"""Who may do what, tried on every route as every role, and against what the rooms' names say."""

import pytest

from pantbox.places.organisations import Role
from tests.admin.office import Browser, hire
from tests.admin.routes import CHANGES, ways
from tests.support.festival import Festival

OPEN = {"office.entrance.login", "office.entrance.enter"}
TO_ONESELF = {"office.entrance.leave", "office.people.change_me"}
OF_OWNERS = {"office.people.users", "office.people.tokens", "office.people.log_page"}
BY_OWNERS = {"office.live.begin_import", "office.live.end_import"}
LIKE_KEYS = {
    "office.events.new", "office.containers.new_type", "office.stations.vendor_link", "office.papers.sign", "office.papers.signs",
}  # fmt: skip


def expected(role: Role, endpoint: str, method: str) -> bool:
    """The rule in this test's own words: viewers look, organisers change, owners decide over people and imports."""
    if endpoint in OPEN | TO_ONESELF or role is Role.OWNER:
        return True
    if endpoint in OF_OWNERS | BY_OWNERS or (endpoint.startswith("office.people.") and method in CHANGES):
        return False
    return role is Role.ORGANISER or (method == "GET" and endpoint not in LIKE_KEYS)


def ask(browser: Browser, method: str, path: str) -> int:
    answer = browser.get(path) if method == "GET" else browser.post(path)
    return answer.status_code


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_what_it_may_and_nothing_else(app, busy, browser_of, role):
    browser = browser_of().enter(role=role)

    told = {
        (endpoint, method): ask(browser, method, path)
        for endpoint, method, path in ways(app, busy.ids)
        if endpoint not in OPEN
    }

    wrong = {way: status for way, status in told.items() if (status != 403) != expected(role, *way)}
    broken = {way: status for way, status in told.items() if status >= 500}
    assert (wrong, broken) == ({}, {})


def test_strangers_are_shown_the_entrance_and_nothing_else(app, busy, browser_of):
    browser = browser_of()

    told = {
        (endpoint, method): (browser.client.open(path, method=method), path)
        for endpoint, method, path in ways(app, busy.ids)
        if endpoint not in OPEN
    }

    let_in = [way for way, (answer, _) in told.items() if answer.status_code != 302]
    assert let_in == []
    assert all(answer.location.startswith("/admin/login") for answer, _ in told.values())


def test_no_change_is_made_without_the_pages_own_token(app, busy, owner):
    told = {
        endpoint: owner.client.open(path, method=method).status_code
        for endpoint, method, path in ways(app, busy.ids)
        if method in CHANGES
    }

    assert {endpoint: status for endpoint, status in told.items() if status != 400} == {}


def test_another_organisations_things_are_not_there(app, busy, core, browser_of):
    other = Festival(core, slug="other", company_prefix="9520002")
    hire(core, other.organisation_id)
    browser = browser_of().enter("other")

    told = {
        (endpoint, method): ask(browser, method, path)
        for endpoint, method, path in ways(app, busy.ids)
        if any(f"/{busy.ids[name]}" in path for name in ("slug", "station_id")) or "_id" in endpoint
    }

    seen = {way: status for way, status in told.items() if status not in (404, 422)}
    assert told
    assert seen == {}


@pytest.mark.parametrize("name", ["type_id", "batch_id", "user_id", "token_id"])
def test_another_organisations_rows_are_not_found_by_their_ids(app, busy, core, browser_of, name):
    other = Festival(core, slug="other", company_prefix="9520002")
    hire(core, other.organisation_id)
    browser = browser_of().enter("other")
    fields = {
        "sheet": "roll-30",
        "first": "1",
        "count": "1",
        "place": "1",
        "quantity": "1",
        "name_da": "x",
        "deposit": "1",
    }

    told = {
        (endpoint, method): (
            browser.post(path, fields) if method == "POST" else browser.get(path)
        ).status_code
        for endpoint, method, path in ways(app, busy.ids)
        if any(name in rule.arguments for rule in app.url_map.iter_rules(endpoint))
    }

    assert told
    assert {way: status for way, status in told.items() if status != 404} == {}
