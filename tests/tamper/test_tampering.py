"""Money put in, sent elsewhere or taken out behind the product's back, and seals that are broken, are noticed. `make tamper` changes
every column besides."""

import pytest

from tests.tamper.cases import Case, every_case
from tests.tamper.harness import NOT_NOTICED, noticed_by, postgresql_copies, sqlite_copies


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def copy(request):
    """Makes a copy of a played festival."""
    with (sqlite_copies if request.param == "sqlite" else postgresql_copies)() as copies:
        yield copies


@pytest.mark.parametrize("case", list(every_case()), ids=lambda case: case.name)
def test_it_is_noticed(copy, case: Case):
    found = noticed_by(copy(), case)

    assert found != NOT_NOTICED
    assert not found.startswith("(")
