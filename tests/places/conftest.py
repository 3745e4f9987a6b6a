"""What tests of places stand on."""

import pytest


@pytest.fixture
def session(core):
    """One transaction for a whole test."""
    with core.database.transaction() as session:
        yield session
