"""What proves that a visit's money is yours: a claim that is not the visit's id, and is not stored."""

from uuid import UUID

from pantbox.errors import NotAllowed
from pantbox.keys import Keys, same

CLAIM_LENGTH = 16
TOKEN_LENGTH = 26


def claim_of(keys: Keys, visit_id: UUID) -> str:
    """The claim secret of a visit: 16 Crockford signs, a keyed function of its id."""
    return keys.derive("visit claim", str(visit_id), signs=CLAIM_LENGTH)


def check_claim(keys: Keys, visit_id: UUID, claim: str) -> None:
    """Raises `NotAllowed("claim_wrong")`. Needs no look-up, so it says nothing of whether there is such a visit."""
    if not same(claim.strip().upper(), claim_of(keys, visit_id)):
        raise NotAllowed("claim_wrong")


def token_of(keys: Keys, visit_id: UUID) -> str:
    """What a phone sends scans of one visit with, for a short time."""
    return keys.derive("visit token", str(visit_id), signs=TOKEN_LENGTH)
