"""Codes that a guest's phone sends: how many it may type, and the wrong ones counted for its address and its box."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

from pantbox.api.callers import PhoneCaller
from pantbox.circulation.door import Answer, NewScan
from pantbox.circulation.scan import Reason
from pantbox.containers.codes import CodeKind, read_code, typed_code
from pantbox.errors import BadInput
from pantbox.places import guessing
from pantbox.places.guessing import Guesser
from pantbox.refunds.phones import token_until
from pantbox.refunds.typed_codes import keep_typed, with_more
from pantbox.web import core
from pantbox.web.guessing import bounds_hold, left_of, note_misses, refuse_past_bound, sender, turns_of
from pantbox.web.here import remember

LOOKED_UP = (CodeKind.CONTAINER, CodeKind.HUMAN)


def looking_up_for(caller: PhoneCaller) -> AbstractContextManager[None]:
    """Look up inside what a phone types or names, with none beside it of its address or its box."""
    return turns_of(*guessers_of(caller), beside=[f"typed at {caller.station_id}"])


def guessers_of(caller: PhoneCaller) -> tuple[Guesser, Guesser]:
    """Whose misses a phone's are."""
    return sender(), guessing.of_box(caller.station_id)


def looks_left(caller: PhoneCaller) -> int:
    """So many codes are still looked up for it: what the database said before its turn, or this process learnt since."""
    address, box = guessers_of(caller)
    said = min(address.misses_max - caller.missed_by_address, box.misses_max - caller.missed_at_box)
    return max(min(said, left_of(address), left_of(box)), 0)


def refused_typed(caller: PhoneCaller, scans: Sequence[NewScan]) -> dict[UUID, Reason]:
    """The scans whose code is not looked up, each with why: more than a phone types, or past the bound of wrong ones.

    What was scanned is none of them. When nothing else was sent, past the bound is `TooMany("too_many_misses")`: the
    phone sends it again by itself.
    """
    typed = {scan.id: code for scan in scans if (code := typed_code(scan.code, core().keys))}
    if not typed:
        return {}
    left = looks_left(caller) if bounds_hold() else len(typed)
    if not left:
        refuse_past_bound(may_guess=len(typed) < len(scans))
        return dict.fromkeys(typed, Reason.TOO_MANY_MISSES)
    _, too_many = with_more(caller.typed_codes, typed.values())
    looked_up = [code for code in dict.fromkeys(typed.values()) if code not in too_many][:left]
    now_typed, _ = with_more(caller.typed_codes, looked_up)
    if now_typed != caller.typed_codes:
        _keep(caller, now_typed)
    return {
        one: Reason.TOO_MANY_TYPED if code in too_many else Reason.TOO_MANY_MISSES
        for one, code in typed.items()
        if code not in looked_up
    }


def _keep(caller: PhoneCaller, typed: str) -> None:
    here = core()
    until = token_until(caller.opened_at, here.clock())
    with here.database.transaction(caller.organisation_id) as session:
        keep_typed(session, caller.visit_id, caller.typed_codes, typed, until)
    remember("caller", replace(caller, typed_codes=typed, token_expires_at=until))


def count_wrong_ones(
    caller: PhoneCaller, scans: Sequence[NewScan], answers: Sequence[Answer]
) -> list[Answer]:
    """Count the codes that were none of ours: forged ones, and those that were looked up and are nobody's.

    Returns the answers as they are told: of those another process counted up to the bound meanwhile, not that they are wrong.
    """
    missed = [answer.id for scan, answer in zip(scans, answers, strict=True) if _is_nobodys(scan, answer)]
    forged = sum(answer.reason is Reason.FORGED_CODE for answer in answers)
    if not missed and not forged:
        return list(answers)
    counted = note_misses(*guessers_of(caller), n=len(missed) + forged)
    beyond = set(missed[counted:])
    return [
        replace(answer, reason=Reason.TOO_MANY_MISSES) if answer.id in beyond else answer
        for answer in answers
    ]


def _is_nobodys(scan: NewScan, answer: Answer) -> bool:
    if answer.reason is not Reason.UNKNOWN_CODE:
        return False
    try:
        return read_code(scan.code, core().keys).kind in LOOKED_UP
    except BadInput:
        return False  # a text of anybody's: there was nothing to look up
