"""Codes that a guest's phone sends: how many it may type, and the wrong ones counted for its address and its box."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from pantbox.api.callers import PhoneCaller
from pantbox.circulation.door import Answer, NewScan
from pantbox.circulation.scan import Reason
from pantbox.containers.codes import CodeKind, read_code, typed_code
from pantbox.errors import BadInput
from pantbox.places import guessing
from pantbox.refunds.phones import token_until
from pantbox.refunds.typed_codes import keep_typed, with_more
from pantbox.web import core
from pantbox.web.guessing import bounds_hold, note_misses, refuse_past_bound, sender
from pantbox.web.here import remember

LOOKED_UP = (CodeKind.CONTAINER, CodeKind.HUMAN)


def refused_typed(caller: PhoneCaller, scans: Sequence[NewScan]) -> dict[UUID, Reason]:
    """The scans whose code is not looked up, each with why: more than a phone types, or past the bound of wrong ones.

    What was scanned is none of them. When nothing else was sent, past the bound is `TooMany("too_many_misses")`: the
    phone sends it again by itself.
    """
    typed = {scan.id: code for scan in scans if (code := typed_code(scan.code, core().keys))}
    if not typed:
        return {}
    if bounds_hold() and not caller.may_guess:
        refuse_past_bound(may_guess=len(typed) < len(scans))
        return dict.fromkeys(typed, Reason.TOO_MANY_MISSES)
    now_typed, refused = with_more(caller.typed_codes, typed.values())
    if now_typed != caller.typed_codes:
        _keep(caller, now_typed)
    return {one: Reason.TOO_MANY_TYPED for one, code in typed.items() if code in refused}


def _keep(caller: PhoneCaller, typed: str) -> None:
    here = core()
    until = token_until(caller.opened_at, here.clock())
    with here.database.transaction(caller.organisation_id) as session:
        keep_typed(session, caller.visit_id, caller.typed_codes, typed, until)
    remember("caller", replace(caller, typed_codes=typed, token_expires_at=until))


def count_wrong_ones(caller: PhoneCaller, scans: Sequence[NewScan], answers: Sequence[Answer]) -> None:
    """Count the codes that were none of ours: forged ones, and those that were looked up and are nobody's."""
    missed = sum(_is_miss(scan, answer) for scan, answer in zip(scans, answers, strict=True))
    if missed:
        note_misses(sender(), guessing.of_box(caller.station_id), n=missed)


def _is_miss(scan: NewScan, answer: Answer) -> bool:
    if answer.reason is not Reason.UNKNOWN_CODE:
        return answer.reason is Reason.FORGED_CODE
    try:
        return read_code(scan.code, core().keys).kind in LOOKED_UP
    except BadInput:
        return False  # a text of anybody's: there was nothing to look up
