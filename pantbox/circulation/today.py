"""What a station did since its event's day began, as the counts say; cheap enough for every device to ask often."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, select, union_all
from sqlalchemy.orm import Session, aliased

from pantbox.circulation.scan import Kind
from pantbox.circulation.tables import Rollup, RollupDelta, ScanRow
from pantbox.circulation.tallies import ISSUED, RETURNED, UNSEEN
from pantbox.containers.containers import Container
from pantbox.places.devices import Device

SCANS_MAX = 200


def station_today(session: Session, station_id: int, event_id: int, since: datetime) -> dict[str, int]:
    """How many a station issued, took back, and took back unseen since `since`."""
    measures = (ISSUED, RETURNED, UNSEEN)
    parts = [
        select(table.measure, table.n).where(
            table.event_id == event_id,
            table.station_id == station_id,
            table.hour >= since,
            table.measure.in_(measures),
        )
        for table in (Rollup, RollupDelta)
    ]
    counted = union_all(*parts).subquery()
    rows = session.execute(select(counted.c.measure, func.sum(counted.c.n)).group_by(counted.c.measure))
    return dict.fromkeys(measures, 0) | {measure: int(n) for measure, n in rows}


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
