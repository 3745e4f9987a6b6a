"""What a station did since its event's day began, as the counts say; cheap enough for every device to ask often."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, select, union_all
from sqlalchemy.orm import Session, aliased

from pantbox.circulation.history import TripEnd
from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import Rollup, RollupDelta, ScanRow, TripRow
from pantbox.circulation.tallies import ISSUED, RETURNED, UNSEEN
from pantbox.clock import hour_of
from pantbox.containers.containers import Container
from pantbox.places.devices import Device

SCANS_MAX = 200
HOUR = timedelta(hours=1)


def station_today(session: Session, station_id: int, event_id: int, since: datetime) -> dict[str, int]:
    """How many a station issued, took back, and took back unseen since `since`."""
    measures = (ISSUED, RETURNED, UNSEEN)
    whole_hours = since if since == hour_of(since) else hour_of(since) + HOUR
    parts = [
        select(table.measure, table.n).where(
            table.event_id == event_id,
            table.station_id == station_id,
            table.hour >= whole_hours,
            table.measure.in_(measures),
        )
        for table in (Rollup, RollupDelta)
    ]
    counted = union_all(*parts).subquery()
    rows = session.execute(select(counted.c.measure, func.sum(counted.c.n)).group_by(counted.c.measure))
    found = Counter({measure: int(n) for measure, n in rows})
    if since < whole_hours:
        found.update(_between(session, station_id, event_id, since, whole_hours))
    return {measure: found[measure] for measure in measures}


def _between(
    session: Session, station_id: int, event_id: int, since: datetime, until: datetime
) -> Counter[str]:
    """The same of a part of an hour, which the counts do not tell from the rest: from the trips, as `tallies.tally` counts them."""
    ended_at_event = case(
        (TripRow.end_how == TripEnd.RETURNED, func.coalesce(TripRow.ended_event_id, TripRow.event_id)),
        else_=TripRow.event_id,
    )
    opened = [TripRow.event_id == event_id, TripRow.opened_station_id == station_id, TripRow.seen,
              TripRow.opened_at >= since, TripRow.opened_at < until]  # fmt: skip
    ended = [ended_at_event == event_id, TripRow.ended_station_id == station_id, TripRow.ended_at >= since,
             TripRow.ended_at < until]  # fmt: skip
    wanted: dict[str, list[Any]] = {
        ISSUED: opened,
        RETURNED: [*ended, TripRow.end_how == TripEnd.RETURNED],
        UNSEEN: [*ended, TripRow.seen.is_(False)],
    }
    parts = [
        select(func.count()).select_from(TripRow).where(*limits).scalar_subquery()
        for limits in wanted.values()
    ]
    counted = session.execute(select(*parts)).one()
    return Counter(dict(zip(wanted, counted, strict=True)))


def scans_today(
    session: Session, station_id: int, event_id: int, since: datetime
) -> list[Row[ScanRow, str | None, str | None, UUID | None]]:
    """A station's latest scans since `since` by any device, the newest first, with human code, device and the undo of it."""
    undo = aliased(ScanRow)
    undone = (
        select(undo.id)
        .where(
            undo.undoes == ScanRow.id,
            undo.kind == Kind.UNDO,
            undo.acts,
            undo.container_id == ScanRow.container_id,
        )
        .limit(1)
        .scalar_subquery()
    )
    return list(
        session.execute(
            select(ScanRow, Container.human_code, Device.name, undone)
            .outerjoin(Container, Container.id == ScanRow.container_id)
            .outerjoin(Device, Device.id == ScanRow.device_id)
            .where(
                ScanRow.event_id == event_id,
                ScanRow.effective_at >= since,
                ScanRow.station_id == station_id,
                ScanRow.kind != Kind.UNDO,
            )
            .order_by(ScanRow.effective_at.desc(), ScanRow.id.desc())
            .limit(SCANS_MAX)
        )
    )
