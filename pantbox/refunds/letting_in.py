"""Letting scans in from quarantine, and putting their visits' money onto the slips their guests scanned first.

Some hundred scans are a transaction of their own, and slips come after it: the scans stand whatever becomes of a slip.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from uuid import UUID

from pantbox.circulation.quarantine import AT_ONCE_MAX, LetOut, let_out, let_out_moved, moved_since
from pantbox.core import Core
from pantbox.errors import PantboxError
from pantbox.refunds.onto_slips import put_on_slip
from pantbox.refunds.refund import Payer

Letting = Callable[..., list[LetOut]]


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
        some = ids[start : start + AT_ONCE_MAX]
        work = partial(let, keys=core.keys, organisation_id=organisation_id, scan_ids=some, now=now)
        done += core.database.retrying(work, organisation_id)
    put_on_slips(core, done, now)
    return done


def put_on_slips(core: Core, let: Sequence[LetOut], now: datetime) -> None:
    """Put the visits' money onto the slips their guests scanned first, as far as those take it."""
    named: dict[UUID, tuple[str, Payer]] = {}
    for one in let:
        if one.answer.visit_id and one.scan.slip:
            payer = Payer(one.authority.station_id, one.authority.device_id)
            named.setdefault(one.answer.visit_id, (one.scan.slip, payer))
    for visit_id, (code, payer) in named.items():
        with suppress(PantboxError):
            core.database.retrying(
                partial(put_on_slip, keys=core.keys, visit_id=visit_id, code=code, payer=payer, now=now)
            )
