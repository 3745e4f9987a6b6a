"""What the live page says of stock: stalls that run out, deliveries nobody counted, stalls that closed with a difference."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, func, select

from pantbox.reports.live_model import Alert
from pantbox.stock.listing import UNCONFIRMED_AFTER
from pantbox.stock.on_hand import levels
from pantbox.stock.tables import Closing, ClosingLine, Delivery, DeliveryState

CLOSINGS_SHOWN_FOR = timedelta(hours=18)
"""Until the morning after."""
ORE = 100
_MINUTE = timedelta(minutes=1)


def stock_alerts(
    connection: Connection, event_id: int, now: datetime, names: Mapping[int, str]
) -> Iterator[Alert]:
    """`names`: the event's stations."""
    for level in levels(connection, event_id, now):
        if level.runs_out and level.minutes_left is not None:
            yield Alert("stock-running-out", level.station_id, names[level.station_id], level.minutes_left)
    yield from _unconfirmed(connection, event_id, now, names)
    yield from _closed_short(connection, event_id, now, names)


def _unconfirmed(
    connection: Connection, event_id: int, now: datetime, names: Mapping[int, str]
) -> Iterator[Alert]:
    papers = Delivery.__table__
    rows = connection.execute(
        select(papers.c.to_station_id, papers.c.sent_at)
        .where(
            papers.c.event_id == event_id,
            papers.c.state == DeliveryState.SENT,
            papers.c.sent_at < now - UNCONFIRMED_AFTER,
        )
        .order_by(papers.c.sent_at)
    )
    for station_id, sent_at in rows:
        yield Alert("delivery-unconfirmed", station_id, names[station_id], (now - sent_at) // _MINUTE)


def _closed_short(
    connection: Connection, event_id: int, now: datetime, names: Mapping[int, str]
) -> Iterator[Alert]:
    closings, lines = Closing.__table__, ClosingLine.__table__
    again = closings.alias()
    counted_again = exists().where(again.c.corrects == closings.c.id)
    latest = (closings.c.event_id == event_id, closings.c.at > now - CLOSINGS_SHOWN_FOR, ~counted_again)
    tills = connection.execute(
        select(closings.c.station_id, closings.c.till_ore - closings.c.expected_till_ore)
        .where(*latest, closings.c.till_ore.is_not(None), closings.c.till_ore != closings.c.expected_till_ore)
        .order_by(closings.c.at.desc())
    )
    for station_id, ore in tills:
        kind = "till-short" if ore < 0 else "till-over"
        yield Alert(kind, station_id, names[station_id], -(-abs(ore) // ORE))
    missing = connection.execute(
        select(closings.c.station_id, func.sum(lines.c.expected - lines.c.quantity))
        .join(lines, lines.c.closing_id == closings.c.id)
        .where(*latest, lines.c.quantity < lines.c.expected)
        .group_by(closings.c.id, closings.c.station_id)
    )
    for station_id, count in missing:
        yield Alert("stock-short", station_id, names[station_id], int(count))
