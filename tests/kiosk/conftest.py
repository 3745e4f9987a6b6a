"""The festival of these tests, on the database the app serves."""

import pytest

from pantbox.core import Core
from tests.kiosk.ground import Ground, prepare


@pytest.fixture
def ground(core: Core) -> Ground:
    """A festival that runs now."""
    return prepare(core)
