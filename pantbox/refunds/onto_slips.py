"""A slip scanned first: the visit's money goes onto it by itself, also what comes later.

Each return names the slip, so a box without network, or one that died, needs not be asked again. The first slip named
for a visit is the visit's; paying takes what is left, under the visit's lock, so asking twice pays once.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox.circulation.tables import VisitRow
from pantbox.errors import Conflict, NotFound
from pantbox.keys import Keys
from pantbox.places.events import Event, Rail
from pantbox.refunds.codes import code_of
from pantbox.refunds.finding import BearerView, look_up
from pantbox.refunds.refund import Payer, check_rails, lock_visit, pay_left
from pantbox.refunds.tables import Bearer, BearerKind

AT_ONCE_MAX = 200
NIL = UUID(int=0)


def put_on_slip(
    session: Session, keys: Keys, visit_id: UUID, code: str, payer: Payer, now: datetime
) -> BearerView:
    """Make this slip the visit's, as `name_slip` does, and put on it what is left. Returns the visit's slip then.

    Raises `NotFound("visit_unknown")` and as `name_slip` does: then nothing was changed.
    """
    visit = lock_visit(session, visit_id)
    own_code = code_of(keys, BearerKind.SLIP, name_slip(session, keys, visit, code))
    pay_left(session, keys, visit, Rail.SLIP, own_code, payer, now)
    return look_up(session, keys, own_code)


def name_slip(session: Session, keys: Keys, visit: VisitRow, code: str) -> UUID:
    """Make this slip the locked visit's, unless it has a good one: what is left goes onto it now, or when the worker comes by.
    Returns the visit's slip then.

    Raises `NotFound("bearer_unknown")`, `Conflict` (`bearer_revoked`, `rail_not_here`),
    `BadInput("looks_like_a_card_number")`: then nothing was changed.
    """
    if visit.slip_id is None or session.get_one(Bearer, visit.slip_id).revoked_at is not None:
        slip = look_up(session, keys, code)
        if slip.kind is not BearerKind.SLIP or slip.organisation_id != visit.organisation_id:
            raise NotFound("bearer_unknown")
        # Nothing may be left to pay yet: a slip that could never take it must not become the visit's by that.
        if slip.revoked:
            raise Conflict("bearer_revoked", number=slip.number)
        if visit.left_ore > 0:
            check_rails(session.get_one(Event, visit.event_id), [Rail.SLIP])
        visit.slip_id = slip.id
    return visit.slip_id


def visits_to_pay(session: Session, after: UUID = NIL) -> list[tuple[UUID, int]]:
    """Visits with a slip whose money came later, and their events: some hundred of them, in order of id and behind `after`.
    Those whose slip was revoked wait for the desk."""
    rows = session.execute(
        select(VisitRow.id, VisitRow.event_id)
        .join(Bearer, Bearer.id == VisitRow.slip_id)
        .where(VisitRow.credited_ore > VisitRow.paid_ore, Bearer.revoked_at.is_(None), VisitRow.id > after)
        .order_by(VisitRow.id)
        .limit(AT_ONCE_MAX)
    )
    return [(visit_id, event_id) for visit_id, event_id in rows]


def pay_onto_own_slip(session: Session, keys: Keys, visit_id: UUID, now: datetime) -> int:
    """Put what is left of a visit onto its slip; how much that was, in øre."""
    visit = lock_visit(session, visit_id)
    if visit.slip_id is None:
        return 0
    left_ore = visit.left_ore
    own_code = code_of(keys, BearerKind.SLIP, visit.slip_id)
    pay_left(session, keys, visit, Rail.SLIP, own_code, Payer(), now)
    return left_ore
