"""Who opened the crew's menu of a box, and whose voucher or ticket they looked at again: written down once, never changed.

A box opens its menu by a crew slip without a network too, and tells it when there is one. It proves that the slip was
there by a hash over the opening's id and the slip's code, so the code itself neither waits on the device nor travels; where a browser has no
hashes, on an insecure address, it is the code.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pantbox.db import Base, OfOrganisation, TimeOrderedId, Word
from pantbox.errors import BadInput, NotFound
from pantbox.keys import Keys, hashed, same
from pantbox.places.crew import CrewSlip, crew_code, crew_slips
from pantbox.places.devices import Device
from pantbox.places.log import log
from pantbox.places.stations import Station


class Shown(StrEnum):
    """What the crew looked at again."""

    VOUCHER = "voucher"
    TICKET = "ticket"


class CrewOpening(OfOrganisation, Base):
    """The crew's menu of a box, opened with a slip. `at`: the device's word by our clock."""

    __tablename__ = "crew_opening"
    __table_args__ = (Index("ix_crew_opening_station", "station_id", "at"),)

    id: Mapped[TimeOrderedId]
    opened_by_id: Mapped[UUID] = mapped_column(ForeignKey("crew_slip.id"))
    """The crew slip."""
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class CrewShowing(OfOrganisation, Base):
    """A guest's voucher or ticket that the crew looked at again, from a menu they had opened.

    `subject`: a voucher's number, a ticket's visit.
    """

    __tablename__ = "crew_showing"

    id: Mapped[TimeOrderedId]
    opening_id: Mapped[UUID] = mapped_column(ForeignKey("crew_opening.id"), index=True)
    kind: Mapped[Shown] = mapped_column(String(10))
    subject: Mapped[Word]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class AtBox:
    """The box's device that tells."""

    station: Station
    device: Device


def proof_of(code: str, opening_id: UUID) -> str:
    """What a device that read the slip can say, and no other."""
    return hashed(f"crew:{opening_id}:{code}")


def opened(
    session: Session, keys: Keys, at_box: AtBox, opening_id: UUID, proof: str, at: datetime, now: datetime
) -> CrewOpening:
    """Write down that the menu was opened. Told again it is the same opening.

    A slip that was revoked meanwhile is written down too: the box may not have known. Raises
    `NotFound("crew_slip_unknown")`, `BadInput("id_reused")`.
    """
    slip = _slip(session, keys, at_box.station.event_id, opening_id, proof)
    known = session.get(CrewOpening, opening_id)
    if known is not None:
        if (known.opened_by_id, known.device_id) != (slip.id, at_box.device.id):
            raise BadInput("id_reused")
        return known
    opening = CrewOpening(
        id=opening_id, organisation_id=slip.organisation_id, opened_by_id=slip.id, station_id=at_box.station.id,
        device_id=at_box.device.id, at=min(at, now), recorded_at=now,
    )  # fmt: skip
    session.add(opening)
    _log(session, at_box, "crew_menu_opened", slip, opening.at, now)
    return opening


def showed(session: Session, at_box: AtBox, showing: CrewShowing, now: datetime) -> CrewShowing:
    """Write down what the crew looked at again. Told again it is the same.

    Raises `NotFound("crew_opening_unknown")`, `BadInput("id_reused")`.
    """
    opening = session.get(CrewOpening, showing.opening_id)
    if opening is None or opening.device_id != at_box.device.id:
        raise NotFound("crew_opening_unknown")
    known = session.get(CrewShowing, showing.id)
    if known is not None:
        if (known.opening_id, known.kind, known.subject) != (opening.id, showing.kind, showing.subject):
            raise BadInput("id_reused")
        return known
    showing.organisation_id, showing.recorded_at = opening.organisation_id, now
    showing.at = min(showing.at, now)
    session.add(showing)
    slip = session.get_one(CrewSlip, opening.opened_by_id)
    _log(
        session,
        at_box,
        "crew_payout_shown",
        slip,
        showing.at,
        now,
        kind=showing.kind.value,
        of=showing.subject,
    )
    return showing


def openings_of(session: Session, station_id: int, *, limit: int = 50) -> list[tuple[CrewOpening, CrewSlip]]:
    """Who opened the menu of a box, the newest first."""
    rows = session.execute(
        select(CrewOpening, CrewSlip)
        .join(CrewSlip, CrewSlip.id == CrewOpening.opened_by_id)
        .where(CrewOpening.station_id == station_id)
        .order_by(CrewOpening.at.desc(), CrewOpening.id)
        .limit(limit)
    )
    return [(opening, slip) for opening, slip in rows]


def _slip(session: Session, keys: Keys, event_id: int, opening_id: UUID, proof: str) -> CrewSlip:
    """The slip that was shown, revoked or not. An event has a few dozen, so each is compared."""
    for slip in crew_slips(session, event_id):
        code = crew_code(keys, slip.id)
        if same(proof.lower(), proof_of(code, opening_id)) or same(proof.upper(), code):
            return slip
    raise NotFound("crew_slip_unknown")


def _log(
    session: Session, at_box: AtBox, what: str, slip: CrewSlip, at: datetime, now: datetime, **more: object
) -> None:
    details: dict[str, object] = {
        "holder": slip.holder, "number": slip.number, "device": at_box.device.name, "at": at.isoformat(),
        "revoked": slip.revoked_at is not None and slip.revoked_at <= at, **more,
    }  # fmt: skip
    log(session, slip.organisation_id, None, what, at_box.station.name, details, now)
