"""`POST /scans`: the one way in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, cast
from uuid import UUID

import structlog
from flask import Response
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from pantbox.api.blueprint import api
from pantbox.api.callers import (
    Caller,
    DeviceCaller,
    PhoneCaller,
    ProgramCaller,
    Who,
    caller_found_anew,
    keep,
    known_caller,
    open_to,
)
from pantbox.api.scan_models import (
    ElsewhereOut,
    Rotten,
    ScanAnswer,
    ScanAnswers,
    ScanBatch,
    ScanIn,
    SlipSum,
    VisitSum,
)
from pantbox.api.speaking import Speaker, Spoken
from pantbox.api.typed_codes import count_wrong_ones, guessers_of, looking_up_for, looks_left, refused_typed
from pantbox.circulation.bag_counts import settle_bags_of
from pantbox.circulation.door import (
    NEWEST_CLOCK,
    Answer,
    Authority,
    AuthorityOutdated,
    NewScan,
    Submission,
    VisitMoney,
)
from pantbox.circulation.quarantine import keep_in_quarantine
from pantbox.circulation.scan import Kind, Reason, Verdict
from pantbox.circulation.writing import money_of
from pantbox.containers.codes import typed_code
from pantbox.containers.types import ContainerType
from pantbox.errors import BadInput, NotFound, PantboxError, TryAgain
from pantbox.places.devices import Device
from pantbox.places.guessing import Guesser, of_device
from pantbox.places.organisations import Scope
from pantbox.places.pairing import Beat, heartbeat
from pantbox.places.stations import Station
from pantbox.refunds.onto_slips import put_on_slip
from pantbox.refunds.phones import TOKEN_STEP, token_until
from pantbox.refunds.refund import Payer
from pantbox.refunds.visits import claim_of, keep_open
from pantbox.web import core, doorway, limit
from pantbox.web.guessing import bounds_hold, note_misses, sender
from pantbox.web.here import house

log = structlog.get_logger()
WATERMARK_STEP = timedelta(seconds=10)
"""A smaller step is not worth a second commit for every scan; the next heartbeat takes it."""
LOOKS_MAX = 3
"""So often a device is looked up for one request, when places and devices are being changed all the time."""
PHONE_SCANS = "120/minute"
"""Of one visit: more than anybody's hands can do."""


@api.post("/scans")
@api.input(ScanBatch, arg_name="batch")
@api.output(ScanAnswers)
@open_to(Who.DEVICE, Who.PHONE, Scope.SCANS_WRITE)
def send_scans(batch: ScanBatch) -> Response:
    """Record what was scanned. Safe to send again.

    One answer per scan, in order. A scan that cannot be read or recorded is answered by itself and fails no other.
    """
    caller = known_caller()
    with _turn(caller, batch):
        return _record(caller, batch)


def _turn(caller: Caller, batch: ScanBatch) -> AbstractContextManager[None]:
    """What a guest's phone types or names is looked up in its turn. All else waits for nobody."""
    if not isinstance(caller, PhoneCaller):
        return nullcontext()
    guesses = any(scan.slip is not None or typed_code(scan.code, core().keys) for scan in batch.scans)
    return looking_up_for(caller) if guesses else nullcontext()


def _record(caller: Caller, batch: ScanBatch) -> Response:
    authority = _authority(caller, batch)
    scans = [_new(scan, batch, caller) for scan in batch.scans]
    if isinstance(caller, PhoneCaller):
        scans = _within_bounds(caller, scans)
    well_formed = [scan for scan in scans if isinstance(scan, NewScan)]
    answers = _answer(caller, authority, well_formed)
    _settle_bags(authority, well_formed)
    caller = known_caller()
    if isinstance(caller, DeviceCaller) and caller.revoked_at is None:
        _hear(caller, batch)
    slips = _onto_slips(caller, batch, answers)
    until = _stay(caller) if isinstance(caller, PhoneCaller) and answers else None
    told = _told(authority, list(_in_order(scans, answers)), slips, until)
    # Written out here: what is ours already would be checked once more on its way out.
    return Response(told.model_dump_json(), mimetype="application/json")


def _authority(caller: Caller, batch: ScanBatch) -> Authority:
    if not isinstance(caller, ProgramCaller):
        return caller.authority
    if batch.station is None:
        raise BadInput("station_missing")
    with core().database.reading(caller.organisation_id) as session:
        station = session.get(Station, batch.station)
        if station is None:
            raise NotFound("station_unknown")
        return Authority(caller.organisation_id, station.event_id, station.id)


def _new(scan: ScanIn | Rotten, batch: ScanBatch, caller: Caller) -> NewScan | ScanAnswer:
    """The scan as the door takes it, or its refusal."""
    if isinstance(scan, Rotten):
        return _refused(scan.id, Reason.MALFORMED)
    if isinstance(caller, PhoneCaller) and scan.kind is not Kind.RETURN:
        return _refused(str(scan.id), Reason.STATION_MAY_NOT)
    try:
        return scan.new(batch.clock.offset)
    except BadInput:
        return _refused(str(scan.id), Reason.MALFORMED)


def _refused(scan_id: str | None, reason: Reason) -> ScanAnswer:
    return ScanAnswer(id=scan_id, verdict=Verdict.REJECTED, reason=reason, standing=Verdict.REJECTED)


def _within_bounds(caller: PhoneCaller, scans: list[NewScan | ScanAnswer]) -> list[NewScan | ScanAnswer]:
    """A phone's scans, with the refusals of codes that are not looked up for it."""
    well_formed = [scan for scan in scans if isinstance(scan, NewScan)]
    limit("phone_scans", PHONE_SCANS, by=str(caller.visit_id), count=max(len(well_formed), 1))
    refused = refused_typed(caller, well_formed)
    return [
        _refused(str(scan.id), refused[scan.id]) if isinstance(scan, NewScan) and scan.id in refused else scan
        for scan in scans
    ]


def _answer(caller: Caller, authority: Authority, scans: list[NewScan]) -> list[Answer]:
    if not scans:
        return []
    if isinstance(caller, DeviceCaller):
        return _answer_device(caller, scans)
    answers = doorway().record(Submission(authority, tuple(scans)))
    return count_wrong_ones(caller, scans, answers) if isinstance(caller, PhoneCaller) else answers


def _answer_device(caller: DeviceCaller, scans: list[NewScan]) -> list[Answer]:
    """Whatever happens to the device meanwhile: what it may do, it may until it is revoked, and where it stood."""
    for _look in range(LOOKS_MAX):
        try:
            return _answer_where_it_stood(caller, scans)
        except AuthorityOutdated:
            caller = cast(DeviceCaller, caller_found_anew())
    raise TryAgain("overloaded")


def _settle_bags(authority: Authority, scans: list[NewScan]) -> None:
    """Pay what a bag's count proves, once it is recorded. If that fails, the worker does it: the count stands."""
    if not any(scan.bag for scan in scans):
        return
    try:
        settle_bags_of(core(), authority.event_id)
    except (PantboxError, SQLAlchemyError) as error:
        log.warning("bag_counts_left_to_the_worker", of_event=authority.event_id, error=repr(error))


def _answer_where_it_stood(caller: DeviceCaller, scans: list[NewScan]) -> list[Answer]:
    """Each scan for the station it was made at. What the device may not say goes into quarantine."""
    speaker = Speaker(caller)
    if not speaker.asks_history:
        return _answer_of_place(caller, Spoken(caller.station_id), scans)
    now = core().clock()
    answers: list[Answer] = []
    # In runs, so that they are recorded in the order the device scanned them.
    for spoken, run in groupby(scans, key=lambda scan: speaker.of_scan(scan, now)):
        answers += _answer_of_place(caller, spoken, list(run))
    return answers


def _answer_of_place(caller: DeviceCaller, spoken: Spoken, scans: list[NewScan]) -> list[Answer]:
    authority = caller.authority_at(spoken.station_id)
    if caller.revoked_at is not None:
        return _keep_in_quarantine(authority, scans, caller.revoked_at, Reason.DEVICE_REVOKED)
    if not spoken.may:
        return _keep_in_quarantine(authority, scans, NEWEST_CLOCK, Reason.STATION_MAY_NOT)
    return doorway().record(Submission(authority, tuple(scans)))


def _keep_in_quarantine(
    authority: Authority, scans: list[NewScan], until: datetime, reason: Reason
) -> list[Answer]:
    here = core()
    return here.database.retrying(
        lambda session: keep_in_quarantine(session, authority, scans, until, reason, here.clock())
    )


def _hear(caller: DeviceCaller, batch: ScanBatch) -> None:
    """Move the device's watermark, after its scans are in."""
    heard, before = batch.sent_everything_until, caller.sent_everything_until
    if heard is None or (before is not None and heard < before + WATERMARK_STEP):
        return
    with core().database.transaction() as session:
        device = session.get_one(Device, caller.device_id)
        beat = Beat(heard, device.outbox, device.battery_percent, device.version)
        heartbeat(device, beat, core().clock())
        until = device.sent_everything_until
    keep(replace(caller, sent_everything_until=until))


def _stay(caller: PhoneCaller) -> datetime:
    """Let a phone that is busy keep its token, after its scans are in."""
    if token_until(caller.opened_at, core().clock()) < caller.token_expires_at + TOKEN_STEP:
        return caller.token_expires_at
    with core().database.transaction(caller.organisation_id) as session:
        return keep_open(session, caller.visit_id, core().clock())


def _in_order(
    scans: Sequence[NewScan | ScanAnswer], answers: Sequence[Answer]
) -> Iterator[Answer | ScanAnswer]:
    recorded = iter(answers)
    for scan in scans:
        yield scan if isinstance(scan, ScanAnswer) else next(recorded)


def _onto_slips(caller: Caller, batch: ScanBatch, answers: Sequence[Answer]) -> dict[UUID, SlipSum | str]:
    """Put the visits' money onto the slips their guests scanned first. For each such visit its slip, or why not.

    The scans stand whatever becomes of it: what a slip does not take is still the guest's.
    """
    named = {scan.id: scan.slip for scan in batch.scans if scan.slip is not None}
    codes: dict[UUID, str] = {}
    for answer in answers:
        if answer.visit_id and answer.id in named:
            codes.setdefault(answer.visit_id, named[answer.id])
    return {visit_id: _onto_slip(caller, visit_id, code) for visit_id, code in codes.items()}


def _onto_slip(caller: Caller, visit_id: UUID, code: str) -> SlipSum | str:
    here = core()
    payer = Payer(caller.station_id, caller.device_id) if isinstance(caller, DeviceCaller) else Payer()
    if isinstance(caller, PhoneCaller) and bounds_hold() and not looks_left(caller):
        return "too_many_misses"
    try:
        slip = here.database.retrying(
            lambda session: put_on_slip(session, here.keys, visit_id, code, payer, here.clock()),
            caller.organisation_id,
        )
    except PantboxError as error:
        if error.code != "bearer_unknown":
            return error.code
        was_counted = note_misses(*_guessers(caller)) or isinstance(caller, DeviceCaller)
        return error.code if was_counted else "too_many_misses"
    return SlipSum(number=slip.number, left_ore=slip.left_ore)


def _guessers(caller: Caller) -> list[Guesser]:
    if isinstance(caller, DeviceCaller):
        return [of_device(caller.device_id)]
    return [*guessers_of(caller)] if isinstance(caller, PhoneCaller) else [sender()]


def _told(
    authority: Authority,
    in_order: Sequence[Answer | ScanAnswer],
    slips: Mapping[UUID, SlipSum | str],
    token_expires_at: datetime | None,
) -> ScanAnswers:
    answers = [one for one in in_order if isinstance(one, Answer)]
    slugs = _slugs(authority.organisation_id, {a.type_id for a in answers if a.type_id is not None})
    places = _names({a.elsewhere.station_id for a in answers if a.elsewhere})
    # By what the door says, never by what was named: else any device could learn a stranger's claim.
    visits = _visits({a.visit_id: a.money for a in answers if a.visit_id and a.money}, slips)
    return ScanAnswers(
        results=[one if isinstance(one, ScanAnswer) else _one(one, slugs, places) for one in in_order],
        visit=visits[-1] if visits else None,
        visits=visits,
        token_expires_at=token_expires_at,
    )


def _one(answer: Answer, slugs: dict[int, str], places: dict[int, str]) -> ScanAnswer:
    elsewhere = answer.elsewhere
    # The models' own checks cost more than the door; these values are ours.
    return ScanAnswer.model_construct(
        id=str(answer.id),
        verdict=answer.verdict,
        reason=answer.reason,
        standing=answer.standing,
        container=answer.grai,
        human_code=answer.human_code,
        type=slugs.get(answer.type_id or 0),
        type_id=answer.type_id,
        deposit_ore=answer.deposit_ore,
        trip=answer.trip,
        elsewhere=ElsewhereOut(station=places.get(elsewhere.station_id, ""), at=elsewhere.at)
        if elsewhere
        else None,
    )


def _slugs(organisation_id: int, type_ids: set[int]) -> dict[int, str]:
    known = house().type_slugs
    if not type_ids <= known.keys():
        with core().database.reading(organisation_id) as session:
            rows = session.execute(select(ContainerType.id, ContainerType.slug))
            known.update({row.id: row.slug for row in rows})
    return known


def _names(station_ids: set[int]) -> dict[int, str]:
    if not station_ids:
        return {}
    with core().database.reading() as session:
        rows = session.execute(select(Station.id, Station.name).where(Station.id.in_(station_ids)))
        return {row.id: row.name for row in rows}


def _visits(money: dict[UUID, VisitMoney], slips: Mapping[UUID, SlipSum | str]) -> list[VisitSum]:
    """How these visits stand now."""
    moved = [one for one in money if isinstance(slips.get(one), SlipSum)]
    money = money | _money(moved)
    keys = core().keys
    return [
        VisitSum(
            id=one, claim=claim_of(keys, one), credited_ore=told.credited_ore, paid_ore=told.paid_ore,
            left_ore=told.credited_ore - told.paid_ore, held=told.held, **_slip_told(slips.get(one)),
        )
        for one, told in money.items()
    ]  # fmt: skip


def _money(ids: Sequence[UUID]) -> dict[UUID, VisitMoney]:
    """How visits stand whose money has gone onto a slip since the door answered."""
    if not ids:
        return {}
    with core().database.glance() as connection:
        return money_of(connection, ids)


def _slip_told(slip: SlipSum | str | None) -> dict[str, Any]:
    return {"slip_refused": slip} if isinstance(slip, str) else {"slip": slip}
