"""Scans that a revoked device hands in, or one that names a station where it did not stand then: kept as they came,
counted for nothing, until somebody looks at them.

A device is revoked because it was lost or stolen. What it scanned before may be true, and a guest's money may hang on
it; what it says now may be anything. So it is neither thrown away nor believed. A device that moved without a network,
and whose move has not arrived yet, is let in by the move itself.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text, exists, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox import sets
from pantbox.circulation.device_words import device_words
from pantbox.circulation.door import Answer, Authority, NewScan, Submission, is_same_content
from pantbox.circulation.known import known_scans
from pantbox.circulation.recorder import record_scans
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.db import Base, OfOrganisation, SmallId, TimeOrderedId, Word
from pantbox.errors import TryAgain
from pantbox.keys import Keys
from pantbox.places.events import Event, first_scan_at
from pantbox.places.stays import DeviceStay, Stays, stays_of_all

AT_ONCE_MAX = 1_000


class QuarantinedScan(OfOrganisation, Base):
    """A scan that waits for somebody to believe it. `station_id`: where it is recorded then.

    `content` is all it said, as JSON, so that it can be recorded later as if in time.
    """

    __tablename__ = "quarantined_scan"
    __table_args__ = (
        Index("ix_quarantined_scan_event", "event_id", "received_at"),
        Index("ix_quarantined_scan_device", "device_id"),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(SmallId)
    device_id: Mapped[int] = mapped_column(SmallId)
    reason: Mapped[Word]
    """Why: `device_revoked` or `station_may_not`."""
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    in_time: Mapped[bool]
    """Whether its time was believable when it came."""
    content: Mapped[str] = mapped_column(Text)


def keep_in_quarantine(
    session: Session,
    authority: Authority,
    scans: Sequence[NewScan],
    until: datetime,
    reason: Reason,
    now: datetime,
) -> list[Answer]:
    """Keep what a device scanned until it was revoked, and refuse the rest; each is told the reason.

    What was recorded or kept before gets the answer it got then; an id that stands for something else is refused. Raises
    `TryAgain("overloaded")` when another request kept one of these ids at the same moment: sent again, it is found.
    """
    connection = session.connection()
    # As at the door: a move that is told later is no way round it.
    words = device_words(connection, [(authority, scan.corrected_at()) for scan in scans], now)
    oldest = words.oldest_believed(authority.device_id)
    ids = sorted({scan.id for scan in scans})
    known, waiting = known_scans(connection, ids), _waiting(session, ids)
    hashes = {one: _content_hash(row) for one, row in waiting.items()}
    answers, rows = [], {}
    for scan in scans:
        row, content_hash = known.get(scan.id), scan.content_hash(authority)
        if row is not None and is_same_content(row.content_hash, content_hash):
            told = Reason(row.verdict_reason) if row.verdict_reason else None
            answers.append(Answer(scan.id, Verdict(row.verdict), told, Verdict(row.standing)))
        elif row is not None or hashes.setdefault(scan.id, content_hash) != content_hash:
            answers.append(_told(scan, Verdict.REJECTED, Reason.ID_REUSED))
        elif scan.id in waiting:
            answers.append(_told(scan, Verdict.HELD, Reason(waiting[scan.id].reason)))
        elif scan.corrected_at() <= until:
            rows[scan.id] = _row(authority, scan, reason, now) | {"in_time": scan.corrected_at() >= oldest}
            answers.append(_told(scan, Verdict.HELD, reason))
        else:
            answers.append(_told(scan, Verdict.REJECTED, reason))
    new = [rows[one] for one in sorted(rows)]
    if sets.insert(connection, QuarantinedScan.__table__, new, on_conflict="(id) DO NOTHING") != len(new):
        raise TryAgain("overloaded")
    return answers


def _waiting(session: Session, ids: Sequence[UUID]) -> dict[UUID, QuarantinedScan]:
    rows = session.scalars(select(QuarantinedScan).where(QuarantinedScan.id.in_(ids)))
    return {row.id: row for row in rows}


def _content_hash(row: QuarantinedScan) -> str:
    return _scan(row).content_hash(_authority(row, believes_times=False))


@dataclass(frozen=True, slots=True)
class LetOut:
    """A scan that was recorded after all: who sent it, what it said, what it was told."""

    authority: Authority
    scan: NewScan
    answer: Answer


def let_out(
    session: Session, keys: Keys, organisation_id: int, scan_ids: Collection[UUID], now: datetime
) -> list[LetOut]:
    """Record scans from quarantine as if they had come in time: somebody looked, and believes them.

    A slip that a scan names gets nothing here: whoever calls puts the visits' money onto it, once this is committed.
    """
    rows = _locked(session, organisation_id, scan_ids)
    return _record(session, keys, [(row, _authority(row, believes_times=True)) for row in rows], now)


def let_out_moved(
    session: Session, keys: Keys, organisation_id: int, scan_ids: Collection[UUID], now: datetime
) -> list[LetOut]:
    """The same for scans whose move has arrived since. Nobody looked: their times are as believable as when they came."""
    rows = _locked(session, organisation_id, scan_ids)
    return _record(session, keys, [(row, _authority(row, believes_times=row.in_time)) for row in rows], now)


def _locked(session: Session, organisation_id: int, scan_ids: Collection[UUID]) -> Sequence[QuarantinedScan]:
    return session.scalars(
        select(QuarantinedScan)
        .where(QuarantinedScan.id.in_(scan_ids), QuarantinedScan.organisation_id == organisation_id)
        .order_by(QuarantinedScan.id)
        .with_for_update()
    ).all()


def _record(
    session: Session, keys: Keys, rows: Sequence[tuple[QuarantinedScan, Authority]], now: datetime
) -> list[LetOut]:
    if not rows:
        return []
    submissions = [Submission(authority, (_scan(row),)) for row, authority in rows]
    answers = record_scans(session.connection(), keys, submissions, now)
    for row, _authority in rows:
        session.delete(row)
    return [
        LetOut(submission.authority, submission.scans[0], answer)
        for submission, [answer] in zip(submissions, answers, strict=True)
    ]


def moved_since(session: Session, device_id: int | None = None) -> list[tuple[int, UUID]]:
    """Scans whose device, as it has told meanwhile, did stand where they say: organisation and id, in order of the ids.

    Those of one device, or of all. What a revoked device handed in waits for somebody to look.
    """
    rows = session.execute(
        select(
            QuarantinedScan.id, QuarantinedScan.organisation_id, QuarantinedScan.device_id,
            QuarantinedScan.station_id, QuarantinedScan.at, QuarantinedScan.received_at, QuarantinedScan.content,
            Event.starts_at,
        )
        .join(Event, Event.id == QuarantinedScan.event_id)
        .where(
            QuarantinedScan.reason == Reason.STATION_MAY_NOT,
            exists().where(
                DeviceStay.device_id == QuarantinedScan.device_id,
                DeviceStay.station_id == QuarantinedScan.station_id,
            ),
            QuarantinedScan.device_id == device_id if device_id is not None else true(),
        )
        .order_by(QuarantinedScan.id)
    ).all()  # fmt: skip
    stays = stays_of_all(session, {row.device_id for row in rows})
    return [(row.organisation_id, row.id) for row in rows if _stood_there(row, stays[row.device_id])]


def _stood_there(row: Any, stays: Stays) -> bool:
    moment = stays.moment_of(
        row.at,
        is_live="told" not in json.loads(row.content),
        earliest=first_scan_at(row.starts_at),
        now=row.received_at,
    )
    return stays.cover(row.station_id, moment)


def _authority(row: QuarantinedScan, *, believes_times: bool) -> Authority:
    return Authority(
        row.organisation_id, row.event_id, row.station_id, row.device_id, believes_times=believes_times
    )


def _scan(row: QuarantinedScan) -> NewScan:
    told = json.loads(row.content)
    told |= {name: UUID(told[name]) for name in ("visit_id", "undoes", "swap_with") if name in told}
    at, kind = datetime.fromisoformat(told.pop("at")), Kind(told.pop("kind"))
    return NewScan(id=row.id, kind=kind, at=at, clock_offset=row.at - at, **told)


def _told(scan: NewScan, verdict: Verdict, reason: Reason) -> Answer:
    return Answer(scan.id, verdict, reason, verdict)


def _row(authority: Authority, scan: NewScan, reason: Reason, now: datetime) -> dict[str, Any]:
    return {
        "id": scan.id,
        "organisation_id": authority.organisation_id,
        "event_id": authority.event_id,
        "station_id": authority.station_id,
        "device_id": authority.device_id,
        "reason": reason.value,
        "at": scan.corrected_at(),
        "received_at": now,
        "content": _content(scan),
    }


def _content(scan: NewScan) -> str:
    told: dict[str, UUID | str | int | None] = {
        "kind": scan.kind.value,
        "code": scan.code,
        "at": scan.at.isoformat(),
        "seq": scan.seq,
        "quantity": scan.quantity,
        "visit_id": scan.visit_id,
        "terms": scan.terms,
        "undoes": scan.undoes,
        "swap_with": scan.swap_with,
        "bag": scan.bag,
        "reason": scan.reason,
        "told": scan.told,
        "slip": scan.slip,
    }
    return json.dumps({name: value for name, value in told.items() if value is not None}, default=str)
