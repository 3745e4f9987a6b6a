"""Festivals whose stalls hand out by the crate."""

from collections.abc import Iterator

import pytest

from pantbox.audit import audit
from tests.support.crates import by_the_crate
from tests.support.festival import Festival


@pytest.fixture
def crates(festival: Festival) -> Iterator[Festival]:
    """A festival whose soup stall hands out cups by the crate. Whatever a test does, the audit finds nothing."""
    by_the_crate(festival, "cup")
    yield festival
    assert [finding for finding in audit(festival.core) if finding.ok is False] == []
