"""What is stored as a word of ours has a text in every language: accounts, causes of transfers, the log and its details."""

from collections.abc import Iterable

import pytest

from admin.events.changing import SETTINGS
from admin.figures import dashed
from admin.people.entries import HIDDEN
from pantbox.api.container_types import TypeChange
from pantbox.api.events import EventChange
from pantbox.api.people import UserChange
from pantbox.api.stations import StationChange
from pantbox.api.vendors import VendorChange
from pantbox.circulation.history import TripEnd
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.causes import BASES, STEPS
from pantbox.ledger.postings import FORFEITED
from pantbox.places.continuity import ContinuityReason
from pantbox.places.crew_menu import Shown
from pantbox.places.event_changes import CHANGEABLE
from pantbox.places.events import Rail, UnseenPolicy
from pantbox.places.log import DETAILS, WORDS
from pantbox.places.organisations import Role, Scope
from pantbox.places.stations import StationKind, StationState, WhenOut
from pantbox.places.stays import MovedBy
from pantbox.refunds.tables import BearerKind
from tests.house.test_messages import LANGUAGES, messages

LOSSES = ("contested", "undo", "cash", "redeemed_twice")
ELSE_BY = ("cli", "worker", "simulation")
TAGS = ("crate", "bag")
FIELDS = {
    *CHANGEABLE,
    *(name for model in (TypeChange, UserChange, StationChange, VendorChange) for name in model.model_fields),
}


def test_all_that_may_be_changed_of_an_event_is_logged() -> None:
    assert set(EventChange.model_fields) - {"self_moving"} == CHANGEABLE
    assert set(SETTINGS) <= CHANGEABLE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("office-account-", [kind.lower() for kind in AccountKind]),
        ("office-loss-", LOSSES),
        ("office-end-", (*TripEnd, FORFEITED)),
        ("office-bearer-", BearerKind),
        ("office-cause-", BASES | STEPS),
        ("office-log-", WORDS),
        ("office-detail-", DETAILS - HIDDEN - {"changed", "fields"}),
        ("office-field-", FIELDS),
        ("office-done-by-", (*MovedBy, *ELSE_BY, "key", "device")),
        ("office-log-kind-", (*StationKind, *TAGS, *Shown)),
        ("office-role-", Role),
        ("office-scope-", [scope.replace(":", "-") for scope in Scope]),
        ("office-continuity-", ContinuityReason),
        ("office-when-out-", WhenOut),
        ("office-unseen-", UnseenPolicy),
        ("office-rail-", Rail),
        ("office-state-", StationState),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_every_stored_word_has_a_text(language: str, prefix: str, words: Iterable[str]) -> None:
    said = messages("admin", language)

    assert sorted(name for word in words if (name := prefix + dashed(word)) not in said) == []
