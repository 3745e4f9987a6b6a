"""What papers have in common: told twice they are the same, and what they move goes through the one door."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from pantbox import sets
from pantbox.circulation.door import QUANTITY_MAX, Authority, NewScan, Submission
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.scan import Kind, Verdict
from pantbox.clock import new_id
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput, Conflict, NotAllowed, NotFound
from pantbox.keys import Keys
from pantbox.places.stations import Station, StationKind
from pantbox.seals import written_rows
from pantbox.stock.tables import Closing, Delivery, SupplyRequest

Paper = TypeVar("Paper", Delivery, SupplyRequest, Closing)


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of one type; of a delivery, in the crate with this tag."""

    type_id: int
    quantity: int
    crate: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes a paper: a device where it stands, and by which clock."""

    session: Session
    keys: Keys
    organisation_id: int
    event_id: int
    station_id: int
    device_id: int
    now: datetime

    def station(self, *kinds: StationKind) -> Station:
        """The station it stands at. Raises `NotAllowed("station_may_not")` if it is none of these kinds."""
        here = self.session.get_one(Station, self.station_id)
        if here.kind not in kinds:
            raise NotAllowed("station_may_not")
        return here


def digest(*content: Any) -> str:
    """What must be equal for the same id to be the same paper."""
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()


def write_once(session: Session, kind: type[Paper], row: dict[str, Any]) -> tuple[Paper, bool]:
    """The paper with this id, locked, and whether it was written just now. Raises `Conflict("id_reused")`."""
    table = kind.__table__
    is_new = sets.insert(session.connection(), table, [row], on_conflict="(id) DO NOTHING") == 1
    paper = session.get(kind, row["id"], with_for_update=True)
    # Somebody else's paper is not seen here at all.
    if paper is None or paper.content_hash != row["content_hash"] or paper.event_id != row["event_id"]:
        raise Conflict("id_reused")
    if is_new and kind.__tablename__ in written_rows.WRITTEN:
        columns = {column.name: getattr(paper, column.name) for column in table.columns}
        written_rows.sign_row(session.connection(), kind.__tablename__, columns | row)
    return paper, is_new


def by_type(lines: Iterable[Quantity]) -> dict[int, int]:
    """How many of each type, in order of type."""
    total: dict[int, int] = {}
    for line in lines:
        total[line.type_id] = total.get(line.type_id, 0) + line.quantity
    return dict(sorted(total.items()))


def check_quantities(quantities: Mapping[int, int]) -> None:
    """Raises `BadInput("type_quantity_wrong")` for more of one type than a count may say."""
    if any(quantity > QUANTITY_MAX for quantity in quantities.values()):
        raise BadInput("type_quantity_wrong", quantity_max=QUANTITY_MAX)


def check_types(session: Session, type_ids: Collection[int]) -> dict[int, str]:
    """The asset number of each type. Raises `NotFound("type_unknown")`."""
    rows = session.execute(
        select(ContainerType.id, ContainerType.asset).where(ContainerType.id.in_(type_ids))
    )
    assets = {row.id: row.asset for row in rows}
    if set(type_ids) - assets.keys():
        raise NotFound("type_unknown")
    return assets


def counts(session: Session, kind: Kind, quantities: Mapping[int, int], at: datetime) -> dict[int, NewScan]:
    """The scans that say so, by type: none of 0. Their ids are new, so nobody can have told such a scan before.

    Raises `NotFound("type_unknown")`, `BadInput("type_quantity_wrong")`.
    """
    check_quantities(quantities)
    assets = check_types(session, quantities.keys())
    return {
        type_id: NewScan(id=new_id(), kind=kind, code=f"(8003)0{assets[type_id]}", at=at, quantity=quantity)
        for type_id, quantity in quantities.items()
        if quantity
    }


def through_the_door(desk: Desk, told: Sequence[tuple[int, tuple[NewScan, ...]]]) -> None:
    """Record counts, each at the station it happened at. Raises `Conflict("count_refused")`: then nothing is written."""
    submissions = [
        Submission(Authority(desk.organisation_id, desk.event_id, station_id, desk.device_id), scans)
        for station_id, scans in told
        if scans
    ]
    if not submissions:
        return
    for answers in record_scans(desk.session.connection(), desk.keys, submissions, desk.now):
        for answer in answers:
            if answer.verdict is Verdict.REJECTED:
                raise Conflict("count_refused", reason=answer.reason)
