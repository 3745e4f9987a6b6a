"""After a run: every diary against the database, and the database against the audit."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from pantbox import db
from pantbox.audit import audit
from pantbox.circulation.quarantine import QuarantinedScan
from pantbox.circulation.scan import Reason
from pantbox.circulation.tables import ScanRow
from pantbox.core import Core, create_core
from pantbox.keys import hashed
from pantbox.refunds.tables import IdempotencyKey, OfflineRedemption, Redemption, RefundRow, TillMove
from pantbox.settings import Settings
from soak.device import keys_tried
from soak.ground import device_named
from soak.outbox import diaries, made
from soak.plan import DEVICES

DEVICE_REVOKED = "device_revoked"
SHOWN_MAX = 20
NEVER_SOUND = {
    Reason.UNKNOWN_CODE,
    Reason.FORGED_CODE,
    Reason.ID_REUSED,
    Reason.MALFORMED,
    Reason.FOREIGN_OPERATOR,
}
"""What no genuine scan is told that a device read back as it wrote it."""
ROWS: dict[str, Any] = {
    "refund": RefundRow,
    "redeem": Redemption,
    "redemptions": OfflineRedemption,
    "float_in": TillMove,
}
STRANGE_CODES = {"collided", "our_mistake", "malformed", "invalid_input", "idempotency_key_reused"}


def complaints(settings: Settings, folder: Path, lost: Counter[str]) -> list[str]:
    """What is not as promised. `lost`: by device, how many lines of its outbox were damaged, as the harness did on purpose."""
    core = create_core(settings)
    try:
        if not db.is_current(core.database):
            return ["the database has not the newest schema"]
        found = [*_Held(core, folder).complaints(lost)]
        found += [
            f"audit: {one.promise} {one.name}: {one.compared}: {one.left} and {one.right}"
            for one in audit(core)
            if one.ok is False
        ]
        return found[:SHOWN_MAX]
    finally:
        core.database.dispose()


class _Held:
    """Diaries held against a database."""

    def __init__(self, core: Core, folder: Path) -> None:
        self._folder = folder
        self._devices = {name: device_named(core, name) for name in DEVICES}
        self._entries = {name: diaries(folder, name) for name in DEVICES}
        with core.database.reading() as session:
            connection = session.connection()
            self._scans = {row.id: row for row in connection.execute(select(ScanRow.__table__))}
            self._quarantined = {row.id for row in connection.execute(select(QuarantinedScan.__table__))}
            tried = [hashed(key) for key in keys_tried(folder)]
            self._tried = set(
                connection.scalars(select(IdempotencyKey.id).where(IdempotencyKey.key_hash.in_(tried)))
            )
            """What the bar asked for, whether it was told or not: it goes on without network."""
            self._money = {
                name: {row.id: row for row in connection.execute(select(table.__table__))}
                for name, table in ROWS.items()
            }

    def complaints(self, lost: Counter[str]) -> Iterator[str]:
        """All of them."""
        for name, entries in self._entries.items():
            yield from (
                f"{name}: {entry['strange']} at {entry.get('path')}"
                for entry in entries
                if "strange" in entry
            )
            yield from self._of_scans(name, [entry for entry in entries if "scan" in entry])
            yield from self._of_letters(name, [entry for entry in entries if "letter" in entry])
            yield from self._unanswered(name, entries, lost[name])
        yield from self._strangers()
        yield from self._too_much_money(lost.total())

    def _of_scans(self, name: str, entries: list[dict[str, Any]]) -> Iterator[str]:
        told: dict[str, tuple[Any, Any]] = {}
        for entry in entries:
            if not entry["sound"]:
                continue
            if "refused" in entry:
                yield f"{name}: {entry['scan']['id']} was refused by {entry['refused']} {entry['code']}"
                continue
            scan, answer = entry["scan"], entry["told"]
            if answer["id"] != scan["id"]:
                yield f"{name}: {scan['id']} was answered as {answer['id']}"
                continue
            verdict = (answer["verdict"], answer["reason"])
            before = told.setdefault(scan["id"], verdict)
            if before != verdict and DEVICE_REVOKED not in (before[1], verdict[1]):
                yield f"{name}: {scan['id']} was told {before} and then {verdict}"
            yield from self._kept(name, scan, verdict, born_revoked=entry["born_revoked"])

    def _kept(
        self, name: str, scan: dict[str, Any], told: tuple[Any, Any], *, born_revoked: bool
    ) -> Iterator[str]:
        row = self._scans.get(UUID(scan["id"]))
        if told[1] == DEVICE_REVOKED:
            if told[0] == "held" and UUID(scan["id"]) not in self._quarantined:
                yield f"{name}: {scan['id']} was told it is in quarantine and is not there"
            return
        if born_revoked:
            yield f"{name}: {scan['id']} was made by a revoked device and told {told}"
        elif told[1] in NEVER_SOUND:
            yield f"{name}: {scan['id']} is genuine and was told {told}"
        elif row is None:
            yield f"{name}: {scan['id']} was told {told} and is not in the database"
        elif (row.verdict, row.verdict_reason) != told:
            yield f"{name}: {scan['id']} was told {told}, and {(row.verdict, row.verdict_reason)} is in the database"
        elif not _same(row, scan) or row.device_id != self._devices[name]:
            yield f"{name}: {scan['id']} is another scan in the database: {row.kind} {row.at} {row.device_id}"

    def _of_letters(self, name: str, entries: list[dict[str, Any]]) -> Iterator[str]:
        told: dict[str, Any] = {}
        for entry in entries:
            letter = entry["letter"]
            if not entry["sound"]:
                continue
            if entry["status"] != 200:
                code = entry["told"].get("code")
                if code in STRANGE_CODES:
                    yield f"{name}: {letter['path']} was refused by {entry['status']} {code}"
                elif letter["id"] in told and code != DEVICE_REVOKED:
                    yield f"{name}: {letter['path']} was done, and then refused by {entry['status']} {code}"
                continue
            ids = _ids(entry["told"])
            if told.setdefault(letter["id"], ids) != ids:
                yield f"{name}: {letter['path']} was done twice: {told[letter['id']]} and {ids}"
            yield from self._paid(name, letter["path"].rpartition("/")[2], entry["told"])

    def _paid(self, name: str, what: str, told: dict[str, Any]) -> Iterator[str]:
        for one in told.get("refunds") or told.get("results") or [told]:
            if one.get("outcome") == "rejected":
                continue
            row = self._money[what].get(UUID(one["id"]))
            if row is None:
                yield f"{name}: {what} {one['id']} was told and is not in the database"
            elif what != "redemptions" and row.amount_ore != one["amount_ore"]:
                yield f"{name}: {what} {one['id']} was told {one['amount_ore']} øre, {row.amount_ore} is in the database"

    def _unanswered(self, name: str, entries: list[dict[str, Any]], lost: int) -> Iterator[str]:
        all_made = made(self._folder, name)
        damaged = {one["id"] for one in all_made if not one["sound"]}
        answered = {entry[kind]["id"] for entry in entries for kind in ("scan", "letter") if kind in entry}
        missing = {one["id"] for one in all_made} - damaged - answered
        if len(missing) > lost:
            yield f"{name}: {len(missing)} never answered, {lost} lines of its outbox damaged: {sorted(missing)[:3]}"

    def _strangers(self) -> Iterator[str]:
        """Scans nobody made: what was answered was recorded under other ids."""
        known = {one["id"] for name in DEVICES for one in made(self._folder, name)}
        for scan_id, row in self._scans.items():
            is_of_a_device = (
                row.seq is not None
            )  # the crates that were brought before the run were counted on paper
            if is_of_a_device and str(scan_id) not in known:
                yield f"{scan_id} is in the database, and no device made it"

    def _too_much_money(self, lost: int) -> Iterator[str]:
        """Money that moved and nobody was told of, but for requests that were damaged, or whose device was revoked, after
        they were sent."""
        letters = [entry for entries in self._entries.values() for entry in entries if "letter" in entry]
        done = {one for entry in letters if entry["status"] == 200 for one in _ids(entry["told"])}
        lost += sum(entry["status"] == 401 for entry in letters)
        for what in ("refund", "redeem", "float_in"):
            rows = self._money[what].values()
            strangers = [row for row in rows if str(row.id) not in done and not self._by_itself(what, row)]
            if len(strangers) > lost:
                yield f"{len(strangers)} times {what} in the database that no device was told of: {strangers[0].id}"

    def _by_itself(self, what: str, row: Row[Any]) -> bool:
        """Whether a row is none of a device's requests: onto a slip by itself, or taken offline."""
        if what == "refund":
            return bool(row.rail == "slip")
        return what == "redeem" and (row.offline_id is not None or row.request_id in self._tried)


def _ids(told: dict[str, Any]) -> list[str]:
    if "refunds" in told:
        return [one["id"] for one in told["refunds"]]
    return [one["id"] for one in told["results"]] if "results" in told else [told["id"]]


def _same(row: Row[Any], scan: dict[str, Any]) -> bool:
    return bool(
        row.kind == scan["kind"] and row.code == scan["code"] and row.at == datetime.fromisoformat(scan["at"])
    )
