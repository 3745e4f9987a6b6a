"""What proves that a visit's money is yours: a claim that is not the visit's id, and is not stored."""

from uuid import UUID

from sqlalchemy.orm import Session

from pantbox.circulation.tables import VisitRow
from pantbox.errors import NotAllowed
from pantbox.keys import Keys, same
from pantbox.places.devices import Device
from pantbox.refunds.tickets import Ticket, read_ticket

CLAIM_LENGTH = 16
TOKEN_LENGTH = 26


def claim_of(keys: Keys, visit_id: UUID) -> str:
    """The claim secret of a visit: 16 Crockford signs, a keyed function of its id."""
    return keys.derive("visit claim", str(visit_id), signs=CLAIM_LENGTH)


def check_claim(keys: Keys, visit_id: UUID, claim: str) -> Ticket | None:
    """The ticket that was shown instead of the claim, if one was. Raises `NotAllowed("claim_wrong")`.

    Needs no look-up, so it says nothing of whether there is such a visit. Who has the visit before them asks
    `check_ticket` as well.
    """
    if same(claim.strip().upper(), claim_of(keys, visit_id)):
        return None
    ticket = read_ticket(keys, visit_id, claim)
    if ticket is None:
        raise NotAllowed("claim_wrong")
    return ticket


def check_ticket(ticket: Ticket | None, visit: VisitRow) -> None:
    """A box's ticket is for visits it opened itself. Raises `NotAllowed("claim_wrong")`."""
    if ticket is not None and ticket.device_id != visit.device_id:
        raise NotAllowed("claim_wrong")


def is_desk_only(session: Session, ticket: Ticket | None) -> bool:
    """Whether a ticket is of a device that was revoked: whoever has that device may have made it, so somebody looks first."""
    device = session.get(Device, ticket.device_id) if ticket is not None else None
    return device is not None and device.revoked_at is not None


def token_of(keys: Keys, visit_id: UUID) -> str:
    """What a phone sends scans of one visit with, for a short time."""
    return keys.derive("visit token", str(visit_id), signs=TOKEN_LENGTH)
