"""The short codes a guest's phone types. They have 35 random bits and no keyed tag: enough to know a container by, and few
enough to guess, so a phone types five in a visit and no more.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from pantbox.circulation.tables import VisitRow
from pantbox.errors import TryAgain

TYPED_MAX = 5
"""Different codes a visit: typing one again, or sending it again, is the same."""


def with_more(typed: str, codes: Iterable[str]) -> tuple[str, set[str]]:
    """The visit's typed codes with these, as far as there is room, and those there is no room for. Pure."""
    known, refused = typed.split(), set()
    for code in codes:
        if code in known:
            continue
        if len(known) < TYPED_MAX:
            known.append(code)
        else:
            refused.add(code)
    return " ".join(known), refused


def keep_typed(session: Session, visit_id: UUID, before: str, typed: str, token_expires_at: datetime) -> None:
    """Write down what a visit has typed, before it is looked up, and let its token live on.

    Raises `TryAgain("overloaded")` when the same phone typed something else at the same moment.
    """
    kept: CursorResult[object] = session.execute(  # type: ignore[assignment]
        update(VisitRow)
        .where(VisitRow.id == visit_id, VisitRow.typed_codes == before)
        .values(typed_codes=typed, token_expires_at=token_expires_at)
    )
    if kept.rowcount != 1:
        raise TryAgain("overloaded")
