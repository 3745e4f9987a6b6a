"""What a batch writes, gathered scan by scan and written set by set."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Integer, column

from pantbox import sets
from pantbox.circulation import tallies
from pantbox.circulation.arrivals import Arrival
from pantbox.circulation.bound_counts import BoundKey
from pantbox.circulation.bounds import COUNTED
from pantbox.circulation.door import Answer, Authority, VisitMoney
from pantbox.circulation.fold import RETURNS
from pantbox.circulation.history import Part, Trip
from pantbox.circulation.judge import Judged
from pantbox.circulation.known import CONTAINERS, Window
from pantbox.circulation.rows import CLAIMS, SCANS, TRIPS, VISITS, return_claim_row, row_of
from pantbox.circulation.scan import Reason, Scan, Verdict
from pantbox.circulation.tables import BoundUse, RefusedCode, RollupDelta
from pantbox.circulation.verdicts import standing
from pantbox.clock import new_id
from pantbox.errors import Conflict
from pantbox.ledger import pools
from pantbox.ledger.crates import CrateMove
from pantbox.ledger.postings import Purse, difference
from pantbox.ledger.spent import spent_on
from pantbox.ledger.transfers import Booking, Cause, booking
from pantbox.places.stations import StationKind
from pantbox.seals.signed_rows import signed

_CLAIM_CHANGES = ", ".join(
    f"{c.name} = excluded.{c.name}" for c in CLAIMS.c if c.name not in ("id", "settled_at", "settled_by")
)
_TRIP_CHANGES = ", ".join(
    f"{c.name} = excluded.{c.name}" for c in TRIPS.c if c.name not in ("id", "known_at")
)


class Writing:
    """The sets of one batch. `purses` are the visits' money, brought up to date as containers are written."""

    def __init__(
        self, connection: Connection, organisation_id: int, now: datetime, purses: dict[UUID, Purse]
    ) -> None:
        self.connection = connection
        self.organisation_id = organisation_id
        self.now = now
        self.purses = purses
        self.locked = frozenset(purses)
        self.scans: list[dict[str, Any]] = []
        self.claims: list[dict[str, Any]] = []
        self.used: Counter[BoundKey] = Counter()
        self.trips: list[dict[str, Any]] = []
        self.gone: list[UUID] = []
        self.bookings: list[Booking] = []
        self.pools = pools.Changes()
        self.containers: list[dict[str, Any]] = []
        self.standings: list[dict[str, Any]] = []
        self.counts: Counter[tallies.TallyKey] = Counter()
        self.refused: list[dict[str, Any]] = []
        self.spent: Mapping[UUID, int] = {}

    def look_up_losses(self, outcomes: Iterable[tuple[Window, Judged]]) -> None:
        """What was lost on known returns that are to be paid after all; once, before any container is written."""
        anew = {one for window, judged in outcomes for one in _credited_anew(window, judged)}
        self.spent = spent_on(self.connection, anew)

    def scan(self, arrival: Arrival, scan: Scan, answer: Answer) -> None:
        """A scan of a container."""
        self.scans.append(
            self._row(arrival, answer, scan.station_kind, scan.effective_at, scan.period)
            | {
                "container_id": scan.container_id,
                "type_id": scan.type_id,
                "recorded_at": scan.recorded_at,
                "deposit_ore": scan.deposit_ore,
                "acts": scan.acts,
                "pooled": scan.pooled,
                "by_phone": scan.by_phone,
                "believed": scan.believed,
                "picture_bound": scan.picture_bound,
                "counts_claim": scan.counts_claim,
                "visit_id": scan.visit_id if scan.kind in RETURNS else arrival.new.visit_id,
            }
        )

    def refused_codes(self, refused: Counter[tuple[int, int, Reason]]) -> None:
        """Codes that are nothing of ours, counted by event, station and reason."""
        self.refused = [
            {"organisation_id": self.organisation_id, "event_id": event_id, "station_id": station_id,
             "reason": reason, "at": self.now, "n": n}
            for (event_id, station_id, reason), n in sorted(refused.items())
        ]  # fmt: skip

    def count(
        self,
        arrival: Arrival,
        answer: Answer,
        station_kind: StationKind,
        at: datetime,
        period: datetime,
        *,
        believed: bool,
    ) -> None:
        """A scan of no container. What it says of its stall's crates counts if it does."""
        row = self._row(arrival, answer, station_kind, at, period)
        crates = arrival.new.crates if row["acts"] else None
        ours = {
            "believed": believed,
            "deposit_ore": crates.deposit_ore if crates else 0,
            "pooled": crates is not None,
        }
        self.scans.append(row | ours)
        if crates is not None and answer.type_id is not None:
            share = pools.Share(arrival.authority.event_id, answer.type_id, arrival.authority.station_id)
            self._crates(share, crates, Cause("crate", arrival.new.id, arrival.new.id), at)

    def _crates(self, share: pools.Share, crates: CrateMove, cause: Cause, at: datetime) -> None:
        """What a stall owes more, or less, for its crates."""
        debit, credit = (share.stall, share.pool) if crates.owed_ore > 0 else (share.pool, share.stall)
        if crates.owed_ore:
            self.bookings.append(Booking(debit, credit, abs(crates.owed_ore), cause, at))
        back = pools.Back(crates.back_ore, crates.back_at) if crates.back_at is not None else None
        self.pools.count(share, crates.owed_ore, back)

    def container(self, container_id: int, window: Window, judged: Judged, brought_by: UUID) -> None:
        """The difference that a container's new scans make: to its trips, its money, its counts and itself."""
        before = {trip.id: trip for trip in window.trips}
        after = {trip.id: trip for trip in judged.history.trips}
        self.gone += [trip_id for trip_id in before if trip_id not in after]
        changed = [trip for trip in judged.history.trips if before.get(trip.id) != trip]
        self.trips += [row_of(trip, self.organisation_id) | {"known_at": self.now} for trip in changed]
        had, wanted = ([trip.money for trip in trips] for trips in (window.trips, judged.history.trips))
        self.bookings += difference(had, wanted, self.purses, brought_by, self.spent)
        self.pools.move(had, wanted)
        self.counts.update(tallies.change(window.trips, judged.history.trips))
        self._claims(window, judged)
        self.used.update(judged.used)
        self._standings(window, judged)
        self._place(container_id, judged, more_trips=len(after) - len(before))

    def _claims(self, window: Window, judged: Judged) -> None:
        """What was decided of each return, where its trip does not say all of it."""
        credited = {trip.credited.scan_id for trip in judged.history.trips if trip.credited}
        for scan in judged.scans:
            claim = judged.history.claims.get(scan.id)
            if claim is None or not (scan.kind in RETURNS or claim.paid_with):
                continue
            if scan.id in window.decided:
                is_told = claim == window.decisions[scan.id]
            else:
                at_once = scan.id in credited and claim.is_simply_paid(scan.recorded_at)
                is_told = at_once or claim.is_simply_unpaid
            if not is_told:
                self.claims.append(return_claim_row(scan, claim, self.organisation_id))

    def _standings(self, window: Window, judged: Judged) -> None:
        for scan in judged.scans:
            row = window.rows.get(scan.id)
            if row is None or judged.history.parts[scan.id] is Part.WAITS:
                continue  # new, or an undo of what lies before the window, which stands as it stood
            reason = Reason(row.verdict_reason) if row.verdict_reason else None
            stands = standing(scan, Verdict(row.verdict), reason, judged.history, now=self.now)
            if stands != row.standing:
                self.standings.append({"id": scan.id, "standing": stands})

    def _place(self, container_id: int, judged: Judged, *, more_trips: int) -> None:
        history = judged.history
        self.containers.append(
            {
                "id": container_id,
                "state": history.state,
                "state_at": history.state_at,
                "station_id": history.station_id,
                "latest_at": history.latest_at,
                "retired_at": history.retired_at,
                "trips": more_trips,
            }
        )

    def finish(self, asked: Iterable[UUID] = ()) -> dict[UUID, VisitMoney]:
        """Write it all, and tell how the visits that are `asked` for stand then.

        Raises `Conflict("scan_collided")` when one of the scans' ids was recorded a moment ago.
        """
        self.bookings += self._made_up()
        # Ended trips first: a container's new open trip must find the old one closed.
        trips = sorted(self.trips, key=lambda trip: (trip["end_how"] is None, trip["id"]))
        rows = signed(self.connection, "scan", _sorted(self.scans))
        scans, *_, written, others = sets.together(
            self.connection,
            [
                sets.inserting(SCANS, rows, on_conflict="(id) DO NOTHING"),
                sets.inserting(
                    CLAIMS, _sorted(self.claims), on_conflict=f"(id) DO UPDATE SET {_CLAIM_CHANGES}"
                ),
                sets.inserting(BoundUse.__table__, self._uses()),
                self._former(),
                sets.deleting(TRIPS, sorted(self.gone)),
                sets.inserting(TRIPS, trips, on_conflict=f"(id) DO UPDATE SET {_TRIP_CHANGES}"),
                self._containers(),
                sets.updating(SCANS, _sorted(self.standings)),
                booking(self.connection, self.organisation_id, self.bookings, self.now),
                sets.inserting(RollupDelta.__table__, self._deltas()),
                sets.inserting(RefusedCode.__table__, self.refused),
                self._visits(),
                _asking_money(set(asked) - self.purses.keys()),
            ],
        )
        if scans.count != len(self.scans):
            raise Conflict("scan_collided")
        return _money(written) | _money(others)

    def _made_up(self) -> list[Booking]:
        if not self.pools.touched:
            return []
        brought_by = min((booking.cause.brought_by for booking in self.bookings), default=new_id())
        return pools.keep_above_zero(self.connection, self.organisation_id, self.pools, brought_by, self.now)

    def _former(self) -> sets.Statement:
        """What trips that are gone now were, for reports as of a moment at which they were known."""
        gone = [{"id": one, "known_at": self.now} for one in sorted(self.gone)]
        return sets.Statement(_KEEP_FORMER, [TRIPS.c.id, TRIPS.c.known_at], gone)

    def _containers(self) -> sets.Statement:
        """States as they follow; trips counted up; once retired, retired for good."""
        return sets.Statement(
            "UPDATE container SET state = CASE WHEN container.retired_at IS NULL THEN g.state ELSE 'retired' END,"
            " state_at = g.state_at, station_id = g.station_id, latest_at = g.latest_at, retired_at ="
            " CASE WHEN g.retired_at < container.retired_at THEN g.retired_at"
            " ELSE COALESCE(container.retired_at, g.retired_at) END, trips = container.trips + g.trips"
            " FROM {given} AS g WHERE container.id = g.id",
            [CONTAINERS.c[name] for name in self.containers[0]] if self.containers else [],
            _sorted(self.containers),
        )

    def _visits(self) -> sets.Statement:
        """The visits' money, after the scans were written: it tells how many of each visit's are held."""
        if self.purses.keys() - self.locked:
            raise AssertionError("money of a visit that nobody locked would be written over")
        rows = [
            {"id": visit_id, "credited_ore": purse.credited_ore, "paid_ore": purse.paid_ore,
             "credited_since": self.now if purse.credited_ore else None}
            for visit_id, purse in sorted(self.purses.items())
        ]  # fmt: skip
        columns = [VISITS.c[name] for name in ("id", "credited_ore", "paid_ore", "credited_since")]
        return sets.Statement(_PAY_VISITS, columns, rows, _MONEY)

    def _uses(self) -> list[dict[str, Any]]:
        return [
            {"organisation_id": self.organisation_id, "kind": key.kind, "station_id": key.station_id, "of": key.of, "n": n}
            for key, n in sorted(self.used.items())
            if n and key.kind in COUNTED
        ]  # fmt: skip

    def _deltas(self) -> list[dict[str, Any]]:
        names = ("event_id", "station_id", "type_id", "hour", "measure")
        return [
            {"organisation_id": self.organisation_id, **dict(zip(names, key, strict=True)), "recorded_at": self.now,
             "n": n}
            for key, n in sorted(self.counts.items())
            if n
        ]  # fmt: skip

    def _row(
        self, arrival: Arrival, answer: Answer, station_kind: StationKind, at: datetime, period: datetime
    ) -> dict[str, Any]:
        authority, new = arrival.authority, arrival.new
        return {
            "id": new.id,
            "organisation_id": self.organisation_id,
            "event_id": authority.event_id,
            "station_id": authority.station_id,
            "station_kind": station_kind,
            "device_id": authority.device_id,
            "seq": new.seq,
            "kind": new.kind,
            "code": new.code.strip(),
            "container_id": None,
            "type_id": answer.type_id,
            "quantity": new.quantity,
            "at": new.at,
            "effective_at": at,
            "recorded_at": self.now,
            "period": period,
            "deposit_ore": 0,
            "acts": answer.verdict is not Verdict.REJECTED,
            "pooled": False,
            "by_phone": False,
            "believed": True,
            "picture_bound": None,
            "counts_claim": None,
            "visit_id": None if new.kind in RETURNS else new.visit_id,
            "terms": new.terms,
            "undoes": new.undoes,
            "swap_with": new.swap_with,
            "bag": new.bag,
            "reason": new.reason,
            "told": new.told,
            "content_hash": arrival.content_hash,
            "verdict": answer.verdict,
            "verdict_reason": answer.reason,
            "standing": answer.standing,
        }


def money_of(connection: Connection, visits: Iterable[UUID]) -> dict[UUID, VisitMoney]:
    """How these visits stand now."""
    return _money(sets.run(connection, _asking_money(visits)))


def _money(told: sets.Outcome) -> dict[UUID, VisitMoney]:
    return {row.id: VisitMoney(row.credited_ore, row.paid_ore, row.held) for row in told.rows}


def _asking_money(visits: Iterable[UUID]) -> sets.Statement:
    return sets.Statement(
        f"SELECT v.id, v.credited_ore, v.paid_ore, {_HELD.format(visit='v')} FROM {{given}} g JOIN visit v ON v.id = g.id",  # noqa: S608
        [VISITS.c.id],
        [{"id": one} for one in sorted(visits)],
        _MONEY,
    )


_KEEP_FORMER = """INSERT INTO former_trip
    (organisation_id, container_id, type_id, event_id, opened_station_id, seen, pooled, known_at, gone_at)
    SELECT t.organisation_id, t.container_id, t.type_id, t.event_id, t.opened_station_id, t.seen, t.pooled, t.known_at, g.known_at
    FROM {given} AS g JOIN trip t ON t.id = g.id"""
_HELD = "(SELECT count(*) FROM scan s WHERE s.visit_id = {visit}.id AND s.standing = 'held') AS held"
_PAY_VISITS = f"""UPDATE visit SET credited_ore = g.credited_ore, paid_ore = g.paid_ore,
    credited_since = COALESCE(visit.credited_since, g.credited_since) FROM {{given}} AS g WHERE visit.id = g.id
    RETURNING visit.id, visit.credited_ore, visit.paid_ore, {_HELD.format(visit="visit")}"""  # noqa: S608
_MONEY = [VISITS.c.id, VISITS.c.credited_ore, VISITS.c.paid_ore, column("held", Integer)]


def count_refused(connection: Connection, authority: Authority, reason: Reason, now: datetime) -> None:
    """Count one scan that was answered and not stored."""
    row = {"organisation_id": authority.organisation_id, "event_id": authority.event_id,
           "station_id": authority.station_id, "reason": reason, "at": now, "n": 1}  # fmt: skip
    sets.insert(connection, RefusedCode.__table__, [row])


def _credited_anew(window: Window, judged: Judged) -> Iterator[UUID]:
    """Returns recorded earlier that are credited now, and were not or with less."""
    before, after = (_credits(trips) for trips in (window.trips, judged.history.trips))
    return (one for one, ore in after.items() if one in window.rows and ore > before.get(one, 0))


def _credits(trips: Iterable[Trip]) -> dict[UUID, int]:
    return {claim.scan_id: claim.amount_ore for trip in trips for claim in trip.paid}


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["id"])
