"""Letting scans in from quarantine, and putting their visits' money onto the slips their guests scanned first.

Some hundred scans are a transaction of their own, in which a visit's slip is named; slips are filled after it: the scans stand
whatever becomes of a slip.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from pantbox.circulation.quarantine import AT_ONCE_MAX, LetOut, let_out, let_out_moved, moved_since
from pantbox.core import Core
from pantbox.errors import PantboxError, TryAgain
from pantbox.refunds.onto_slips import name_slip, put_on_slip
from pantbox.refunds.refund import Payer, lock_visit

Letting = Callable[..., list[LetOut]]

log = structlog.get_logger()


def let_in(core: Core, organisation_id: int, scan_ids: Collection[UUID], now: datetime) -> list[LetOut]:
    """Record these scans from quarantine, because somebody believes them. Those no longer in it are left out of the answer."""
    return _in_parts(core, organisation_id, scan_ids, now, let_out)


def let_in_moved(core: Core, now: datetime, device_id: int | None = None) -> int:
    """Let in what waited only for its device's move, of one device or of all. Returns how many scans that were."""
    with core.database.reading() as session:
        found = moved_since(session, device_id)
    of_organisation: dict[int, list[UUID]] = defaultdict(list)
    for organisation_id, scan_id in found:
        of_organisation[organisation_id].append(scan_id)
    return sum(
        len(_in_parts(core, organisation_id, scan_ids, now, let_out_moved))
        for organisation_id, scan_ids in of_organisation.items()
    )


def _in_parts(
    core: Core, organisation_id: int, scan_ids: Collection[UUID], now: datetime, let: Letting
) -> list[LetOut]:
    ids, done = sorted(scan_ids), list[LetOut]()
    for start in range(0, len(ids), AT_ONCE_MAX):
        done += _part(core, organisation_id, ids[start : start + AT_ONCE_MAX], now, let)
    put_on_slips(core, done, now)
    return done


def _part(core: Core, organisation_id: int, ids: Sequence[UUID], now: datetime, let: Letting) -> list[LetOut]:
    """Let these in. One that cannot be recorded stays in quarantine, and keeps no other there."""

    def work(session: Session) -> list[LetOut]:
        done = let(session, core.keys, organisation_id, ids, now)
        _name_slips(session, core, done)
        return done

    try:
        return core.database.retrying(work, organisation_id)
    except TryAgain:
        raise
    except Exception as error:
        if isinstance(error, DBAPIError | PoolTimeout) and not isinstance(error, DataError | IntegrityError):
            raise  # the database's trouble, and no scan's fault
        if len(ids) == 1:
            log.exception("scan_not_let_in", id=str(ids[0]))
            return []
    middle = len(ids) // 2
    return [
        *_part(core, organisation_id, ids[:middle], now, let),
        *_part(core, organisation_id, ids[middle:], now, let),
    ]


def _name_slips(session: Session, core: Core, let: Sequence[LetOut]) -> None:
    """Write down whose slip it is with the scans themselves: whatever comes after, the worker fills it."""
    for visit_id, (code, _payer) in _named(let).items():
        with suppress(PantboxError):
            name_slip(session, core.keys, lock_visit(session, visit_id), code)


def put_on_slips(core: Core, let: Sequence[LetOut], now: datetime) -> None:
    """Put the visits' money onto the slips their guests scanned first, as far as those take it."""
    for visit_id, (code, payer) in _named(let).items():
        with suppress(PantboxError):
            core.database.retrying(
                partial(put_on_slip, keys=core.keys, visit_id=visit_id, code=code, payer=payer, now=now)
            )


def _named(let: Sequence[LetOut]) -> dict[UUID, tuple[str, Payer]]:
    """By visit the first slip that its scans name, and who pays onto it."""
    named: dict[UUID, tuple[str, Payer]] = {}
    for one in let:
        if one.answer.visit_id and one.scan.slip:
            payer = Payer(one.authority.station_id, one.authority.device_id)
            named.setdefault(one.answer.visit_id, (one.scan.slip, payer))
    return named
