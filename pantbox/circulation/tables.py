"""The tables of circulation: scans, holds, trips, visits, and the counts kept beside them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from pantbox.circulation.bound_counts import BoundKind
from pantbox.circulation.claims import ClaimState, Releaser, Rung
from pantbox.circulation.history import TripEnd
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.db import Base, IntId, OfOrganisation, OreAmount, SmallId, TimeOrderedId, block_range_index
from pantbox.ledger.postings import Against
from pantbox.places.stations import StationKind

Code = String(24)
AUTOMATIC = {"autosummarize": "on"}


class ScanRow(OfOrganisation, Base):
    """A scan as it was recorded. Only `standing` may change; a trigger sees to it."""

    __tablename__ = "scan"
    __table_args__ = (
        CheckConstraint("quantity BETWEEN 1 AND 100000", name="quantity_in_bounds"),
        Index("ix_scan_container", "container_id", "effective_at"),
        Index("ix_scan_event", "event_id", "effective_at"),
        Index("ix_scan_visit", "visit_id"),
        # For the worker, which seals what was recorded lately.
        block_range_index("ix_scan_recorded", "recorded_at"),
        Index(
            "ix_scan_undo",
            "event_id",
            "station_kind",
            sqlite_where=text("kind = 'undo'"),
            postgresql_where=text("kind = 'undo'"),
        ),
        # Asked for every container that is scanned, and next to empty.
        Index(
            "ix_scan_unbelieved_undo",
            "container_id",
            "period",
            sqlite_where=text("kind = 'undo' AND acts AND NOT believed"),
            postgresql_where=text("kind = 'undo' AND acts AND NOT believed"),
        ),
        Index(
            "ix_scan_counted",
            "event_id",
            sqlite_where=text("container_id IS NULL"),
            postgresql_where=text("container_id IS NULL"),
        ),
        # What was lost or taken out of use, among very many scans.
        Index(
            "ix_scan_gone",
            "container_id",
            sqlite_where=text("kind IN ('lost', 'retire', 'write_off')"),
            postgresql_where=text("kind IN ('lost', 'retire', 'write_off')"),
        ),
        # A box's claims since its bag was hung, counted before its next ones.
        Index(
            "ix_scan_box",
            "station_id",
            "kind",
            "effective_at",
            sqlite_where=text("station_kind = 'pant_box'"),
            postgresql_where=text("station_kind = 'pant_box'"),
        ),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(SmallId)
    station_kind: Mapped[StationKind] = mapped_column(String(20))
    device_id: Mapped[int | None] = mapped_column(SmallId)
    seq: Mapped[int | None] = mapped_column(SmallId)
    kind: Mapped[Kind] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(200))
    container_id: Mapped[int | None] = mapped_column(ForeignKey("container.id"))
    type_id: Mapped[int | None] = mapped_column(SmallId)
    quantity: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    effective_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    period: Mapped[datetime]
    deposit_ore: Mapped[OreAmount]
    acts: Mapped[bool]
    pooled: Mapped[bool]
    """Whether its type was handed out by the crate; of a count: whether a confirmed delivery says it of a stall."""
    by_phone: Mapped[bool]
    believed: Mapped[bool]
    """Whether its time was plausible when it was recorded; if not, it pays nothing by itself."""
    picture_bound: Mapped[str | None] = mapped_column(String(80))
    """The bound a phone's claim is paid within. None: never by itself."""
    counts_claim: Mapped[UUID | None] = mapped_column(Uuid)
    """The count of a full bag that was claimed to hold the container: the return that claimed it."""
    visit_id: Mapped[UUID | None] = mapped_column(Uuid)
    terms: Mapped[int | None] = mapped_column(Integer)
    undoes: Mapped[UUID | None] = mapped_column(Uuid)
    swap_with: Mapped[UUID | None] = mapped_column(Uuid)
    bag: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(40))
    told: Mapped[str | None] = mapped_column(String(12))
    content_hash: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[Verdict] = mapped_column(String(12))
    verdict_reason: Mapped[Reason | None] = mapped_column(Code)
    standing: Mapped[Verdict] = mapped_column(String(12))


class ReturnClaimRow(OfOrganisation, Base):
    """What was decided of a return's claim, unless it was simply paid or refused when it was recorded."""

    __tablename__ = "return_claim"
    __table_args__ = (
        CheckConstraint("paid_ore >= 0", name="paid_not_negative"),
        Index(
            "ix_return_claim_waiting",
            "event_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_return_claim_waits_of_container",
            "container_id",
            "period",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_return_claim_sent_on",
            "event_id",
            sqlite_where=text("state = 'box_or_desk'"),
            postgresql_where=text("state = 'box_or_desk'"),
        ),
        Index("ix_return_claim_trip", "trip_id"),
        Index(
            "ix_return_claim_second",
            "event_id",
            sqlite_where=text("second_of IS NOT NULL"),
            postgresql_where=text("second_of IS NOT NULL"),
        ),
    )

    id: Mapped[TimeOrderedId]
    """The id of the return scan."""
    event_id: Mapped[int] = mapped_column(SmallId)
    container_id: Mapped[int] = mapped_column(ForeignKey("container.id"))
    period: Mapped[datetime]
    state: Mapped[ClaimState] = mapped_column(String(12))
    rung: Mapped[Rung] = mapped_column(String(20))
    released_by: Mapped[Releaser | None] = mapped_column(String(8))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    trip_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The trip it is paid for."""
    paid_ore: Mapped[OreAmount]
    paid_at: Mapped[datetime | None]
    """Its place in the order of payments."""
    second_of: Mapped[UUID | None] = mapped_column(Uuid)
    """The claim that had the deposit already."""
    settled: Mapped[Against | None] = mapped_column(String(8))
    """Who bears a payment disputed with a stall."""
    paid_with: Mapped[UUID | None] = mapped_column(Uuid)
    """Of an issue whose trip's deposit a desk paid: the return in whose visit it did."""
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(80))


class BoundUse(OfOrganisation, Base):
    """A payment that counts against a bound. Inserted, never changed: what was undone and paid again counts twice."""

    __tablename__ = "bound_use"
    __table_args__ = (Index("ix_bound_use", "kind", "station_id", "of"),)

    id: Mapped[IntId]
    kind: Mapped[BoundKind] = mapped_column(String(8))
    station_id: Mapped[int] = mapped_column(SmallId)
    of: Mapped[str] = mapped_column(String(110))
    n: Mapped[int] = mapped_column(Integer)


class TripRow(OfOrganisation, Base):
    """A trip, as the fold of its container's scans says. The door alone writes it; the audit folds again and compares."""

    __tablename__ = "trip"
    __table_args__ = (
        Index(
            "uq_trip_open",
            "container_id",
            unique=True,
            sqlite_where=text("end_how IS NULL"),
            postgresql_where=text("end_how IS NULL"),
        ),
        Index("ix_trip_container", "container_id", "opened_at"),
        Index("ix_trip_event", "event_id", "opened_at"),
        # Summaries of pages: they cost a scan next to nothing, and rows of an event lie together.
        Index(
            "ix_trip_ended", "ended_event_id", "ended_at", postgresql_using="brin", postgresql_with=AUTOMATIC
        ),
        CheckConstraint("deposit_ore > 0", name="deposit_positive"),
    )

    id: Mapped[TimeOrderedId]
    known_at: Mapped[datetime]
    """When it became known. A report as of a moment counts what was known by then."""
    container_id: Mapped[int] = mapped_column(ForeignKey("container.id"))
    type_id: Mapped[int] = mapped_column(SmallId)
    event_id: Mapped[int] = mapped_column(SmallId)
    seen: Mapped[bool]
    pooled: Mapped[bool]
    deposit_ore: Mapped[OreAmount]
    opened_at: Mapped[datetime]
    period: Mapped[datetime]
    """The turnaround period it was opened in: the cohort that reports count it in."""
    opened_station_id: Mapped[int] = mapped_column(SmallId)
    end_how: Mapped[TripEnd | None] = mapped_column(String(12))
    end_reason: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None]
    ended_station_id: Mapped[int | None] = mapped_column(SmallId)
    ended_event_id: Mapped[int | None] = mapped_column(SmallId)
    unseen_stall_id: Mapped[int | None] = mapped_column(SmallId)
    paid_again: Mapped[bool] = mapped_column(default=False)
    """Without an issue: whether an earlier use of the same slot was paid so too, with no wash or delivery between."""
    credited_scan_id: Mapped[UUID | None] = mapped_column(Uuid)
    credited_ore: Mapped[OreAmount] = mapped_column(default=0)
    credited_event_id: Mapped[int | None] = mapped_column(SmallId)
    credited_station_id: Mapped[int | None] = mapped_column(SmallId)
    credited_at: Mapped[datetime | None]
    credited_visit_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    credited_at_stall: Mapped[bool] = mapped_column(default=False)


class FormerTrip(OfOrganisation, Base):
    """A trip that was known from `known_at` to `gone_at`, and that a later fact took back: an undo, a refused claim, a
    late issue. Inserted, never changed: reports as of a moment between the two count it."""

    __tablename__ = "former_trip"
    __table_args__ = (
        Index("ix_former_trip_container", "container_id"),
        Index("ix_former_trip_event", "event_id"),
    )

    id: Mapped[IntId]
    container_id: Mapped[int] = mapped_column(SmallId)
    type_id: Mapped[int] = mapped_column(SmallId)
    event_id: Mapped[int] = mapped_column(SmallId)
    opened_station_id: Mapped[int] = mapped_column(SmallId)
    seen: Mapped[bool]
    pooled: Mapped[bool]
    known_at: Mapped[datetime]
    gone_at: Mapped[datetime]


class VisitRow(OfOrganisation, Base):
    """One guest's returns at one station, their money together. Its claim is a keyed function of its id."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("paid_ore >= 0", name="paid_not_negative"),
        CheckConstraint("paid_ore <= credited_ore", name="pays_no_more_than_its_credits"),
        Index("ix_visit_event", "event_id", postgresql_using="brin", postgresql_with=AUTOMATIC),
        Index(
            "ix_visit_slip",
            "slip_id",
            sqlite_where=text("slip_id IS NOT NULL AND credited_ore > paid_ore"),
            postgresql_where=text("slip_id IS NOT NULL AND credited_ore > paid_ore"),
        ),
    )

    id: Mapped[TimeOrderedId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(SmallId)
    device_id: Mapped[int | None] = mapped_column(SmallId)
    """The device that opened it: its tickets are as good as the claim."""
    slip_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The slip its guest scanned first: the money goes onto it by itself."""
    opened_at: Mapped[datetime]
    credited_ore: Mapped[OreAmount]
    paid_ore: Mapped[OreAmount]
    credited_since: Mapped[datetime | None]
    """When the first deposit came onto it. It stays, also when that is undone."""
    by_phone: Mapped[bool]
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    code_entry: Mapped[int] = mapped_column(Integer, default=0)
    """When the phone last gave the code of the box's screen, in minutes since 1970; 0: it gave none."""
    at_sign: Mapped[bool] = mapped_column(default=False)
    """Whether the box had no screen to show a code when the phone opened the visit."""
    typed_codes: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """The different codes a guest's phone typed, with a space between."""
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime | None]

    @property
    def left_ore(self) -> int:
        """What has not gone out yet."""
        return self.credited_ore - self.paid_ore


class Rollup(OfOrganisation, Base):
    """Counts per event, station, type and hour, up to the deltas not folded in yet."""

    __tablename__ = "rollup"

    event_id: Mapped[int] = mapped_column(SmallId, primary_key=True)
    station_id: Mapped[int] = mapped_column(SmallId, primary_key=True)
    type_id: Mapped[int] = mapped_column(SmallId, primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    """The closing of its event that it was recorded after; 1970 if it was open then. What came after a closing is so told
    from what is in that closing's report."""
    n: Mapped[int] = mapped_column(Integer)


class RollupDelta(OfOrganisation, Base):
    """A change of a count, inserted by the door; the worker folds it into `rollup`. Readers add both in one snapshot.

    Inserted, never updated: a counter that every scan updates would make them queue behind one row.
    """

    __tablename__ = "rollup_delta"
    __table_args__ = (Index("ix_rollup_delta_event", "event_id"),)

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(SmallId)
    type_id: Mapped[int] = mapped_column(SmallId)
    hour: Mapped[datetime]
    measure: Mapped[str] = mapped_column(String(20))
    recorded_at: Mapped[datetime]
    n: Mapped[int] = mapped_column(Integer)


class RefusedCode(OfOrganisation, Base):
    """Forged, unknown and other operators' codes are answered, counted here, and not stored as scans."""

    __tablename__ = "refused_code"
    __table_args__ = (Index("ix_refused_code_event", "event_id", "at"),)

    id: Mapped[IntId]
    event_id: Mapped[int] = mapped_column(SmallId)
    station_id: Mapped[int] = mapped_column(SmallId)
    reason: Mapped[Reason] = mapped_column(Code)
    at: Mapped[datetime]
    n: Mapped[int] = mapped_column(Integer)
