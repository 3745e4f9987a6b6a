"""Money put in, sent elsewhere or taken out behind the product's back, and seals that are broken, are noticed. `make tamper` changes
every column besides."""

import pytest

from pantbox.audit import audit
from pantbox.core import create_core
from pantbox.kept import VERSIONED, KeptTable
from pantbox.seals.rows import sealed_columns, table_of
from pantbox.settings import Settings
from tests.tamper.cases import NO_CHANGE, Case, every_case
from tests.tamper.changes import Change
from tests.tamper.festival import KEY
from tests.tamper.harness import (
    NOT_NOTICED,
    noticed_by,
    postgresql_copies,
    sqlite_copies,
    tamper,
    with_triggers,
    without_triggers,
)
from tests.tamper.unnoticed import name_of


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def copy(request):
    """Makes a copy of a played festival."""
    with (sqlite_copies if request.param == "sqlite" else postgresql_copies)() as copies:
        yield copies


@pytest.mark.parametrize(
    "case", [one for one in every_case() if not name_of(one)], ids=lambda case: case.name
)
def test_it_is_noticed(copy, case: Case):
    found = noticed_by(copy(), case, without_triggers)

    assert found != NOT_NOTICED
    assert not found.startswith("(")


def test_nothing_is_noticed_where_nothing_was_changed(copy):
    assert noticed_by(copy(), NO_CHANGE, with_triggers) == NOT_NOTICED


def test_a_row_that_may_change_is_not_changed_from_a_console_unnoticed(copy):
    url = copy()
    changed = [kept.name for kept in VERSIONED if _change_one(url, kept)]

    core = create_core(Settings(secret_key=KEY, database_url=url, rate_limits=False))
    noticed = [one.left for one in audit(core) if one.name == "rows were changed by us"]
    core.database.dispose()

    assert {"event", "container_type", "station", "bearer", "delivery", "idempotency_key"} <= {*changed}
    assert sum(noticed) == len(changed)


def _change_one(url: str, kept: KeptTable) -> bool:
    """Change the first column that foreign keys and other triggers let change."""
    changes = (Change(table_of(kept), column) for column in sealed_columns(kept) if not column.primary_key)
    return any(not tamper(url, change, with_triggers) for change in changes)
