"""Who is paid: one row for each rung, and one for each ordered pair of claims to one use; by the pure rules and by the door.

A row says which claims are made and what each is told. `paid` are the claims that a deposit goes out to.
"""

from dataclasses import dataclass

import pytest

from pantbox.audit import audit
from pantbox.circulation.claims import ClaimState, Rung
from pantbox.circulation.entitlement import Terms
from pantbox.circulation.holds import refuse, release
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.verdicts import waits_for
from pantbox.places.events import UnseenPolicy
from tests.circulation.scans import scan
from tests.circulation.settled import decided, recorded
from tests.support.festival import Festival

PAID, WAITING, UNPAID = ClaimState.PAID, ClaimState.WAITING, ClaimState.UNPAID
BOX_OR_DESK, REFUSED = ClaimState.BOX_OR_DESK, ClaimState.REFUSED
PLACE_OF = {"phone": "east", "other phone": "west", "typed": "east", "stall": "grill", "other stall": "soup",
            "box": "west", "same box": "east", "third box": "east", "desk": "desk", "other desk": "desk 2"}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """`before`: scans before the claims, as `kind place`. `claims`: who claims, in order. `says`: state and rung of each."""

    before: tuple[str, ...]
    claims: tuple[str, ...]
    says: tuple[tuple[ClaimState, Rung], ...]
    pays_unseen: bool = True
    decision: str = ""
    at_first: tuple[ClaimState, Rung] | None = None
    """How the first claim stood before the others came."""

    @property
    def name(self) -> str:
        seen = "seen" if "issue soup" in self.before else "unseen"
        return f"{seen}: {', '.join(self.claims)}: {self.says[-1][1].value}"


SEEN = ("issue soup",)
FIRST = {
    "phone": (PAID, Rung.PICTURE),
    "stall": (PAID, Rung.STALL),
    "box": (PAID, Rung.SEEN),
    "desk": (PAID, Rung.SEEN),
}
LATER = {
    ("phone", "phone"): (UNPAID, Rung.ALREADY_PAID),
    ("phone", "stall"): (BOX_OR_DESK, Rung.BOX_OR_DESK),
    ("phone", "box"): (PAID, Rung.SECOND),
    ("phone", "desk"): (WAITING, Rung.SECOND_AT_DESK),
    ("stall", "phone"): (UNPAID, Rung.ALREADY_PAID),
    ("stall", "stall"): (BOX_OR_DESK, Rung.BOX_OR_DESK),
    ("stall", "box"): (PAID, Rung.SECOND),
    ("stall", "desk"): (WAITING, Rung.SECOND_AT_DESK),
    ("box", "phone"): (UNPAID, Rung.ALREADY_PAID),
    ("box", "stall"): (BOX_OR_DESK, Rung.BOX_OR_DESK),
    ("box", "box"): (UNPAID, Rung.ALREADY_PAID),
    ("box", "desk"): (WAITING, Rung.SECOND_AT_DESK),
    ("desk", "phone"): (UNPAID, Rung.ALREADY_PAID),
    ("desk", "stall"): (BOX_OR_DESK, Rung.BOX_OR_DESK),
    ("desk", "box"): (UNPAID, Rung.ALREADY_PAID),
    ("desk", "desk"): (WAITING, Rung.SECOND_AT_DESK),
}
ANOTHER = {"phone": "other phone", "stall": "other stall", "box": "third box", "desk": "other desk"}
PAIRS = [
    Row(SEEN, (one, ANOTHER[two] if one == two else two), (FIRST[one], says))
    for (one, two), says in LATER.items()
]
NO_ISSUE = [
    Row((), ("phone",), ((WAITING, Rung.NO_ISSUE),)),
    Row((), ("stall",), ((BOX_OR_DESK, Rung.BOX_OR_DESK),)),
    Row((), ("box",), ((PAID, Rung.UNSEEN),)),
    Row((), ("desk",), ((PAID, Rung.UNSEEN),)),
]
OTHERS = [
    Row(SEEN, ("typed",), ((WAITING, Rung.NO_ISSUE),)),
    Row(("issue soup", "collect store"), ("phone",), ((WAITING, Rung.NO_ISSUE),)),
    Row(("issue soup", "collect store"), ("box",), ((PAID, Rung.SEEN),)),
    Row(SEEN, ("phone", "same box"), ((PAID, Rung.PICTURE), (WAITING, Rung.SAME_BOX))),
    Row((), ("box",), ((WAITING, Rung.POLICY),), pays_unseen=False),
    Row((), ("desk",), ((WAITING, Rung.POLICY),), pays_unseen=False),
    Row((), ("box", "phone"), ((WAITING, Rung.POLICY), (WAITING, Rung.SAME_QUESTION)), pays_unseen=False),
    Row(
        (),
        ("phone", "box"),
        ((UNPAID, Rung.ALREADY_PAID), (PAID, Rung.UNSEEN)),
        at_first=(WAITING, Rung.NO_ISSUE),
    ),
    Row((), ("phone",), ((PAID, Rung.RELEASED),), decision="released"),
    Row((), ("phone",), ((REFUSED, Rung.REFUSED),), decision="refused"),
    Row(SEEN, ("phone", "desk"), ((PAID, Rung.PICTURE), (PAID, Rung.RELEASED)), decision="released"),
]
ROWS = [*PAIRS, *NO_ISSUE, *OTHERS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_rules_say(row):
    scans = [
        scan(*one.split()[:1], "12:00" if n == 0 else "12:05", one.split()[1])
        for n, one in enumerate(row.before)
    ]
    claims = [_claim(who, n) for n, who in enumerate(row.claims)]

    judged = recorded([*scans, *claims], Terms(pays_unseen=row.pays_unseen))
    if row.decision:
        judged = decided(judged, **{row.decision: [claims[-1]]})

    assert _said(judged.history.claims, claims) == list(row.says)


def _claim(who, n):
    phone = who if who in ("phone", "other phone", "typed") else ""
    bound = "phone:half an hour" if phone and who != "typed" else None
    return scan("return", f"13:{15 * n:02}", PLACE_OF[who], name=who, by_phone=phone, bound=bound)


def _said(claims, scans):
    return [(claims[one.id].state, claims[one.id].rung) for one in scans]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_door_answers(core, row):
    festival = Festival(core, unseen_policy=UnseenPolicy.PAY if row.pays_unseen else UnseenPolicy.HOLD)
    for n, one in enumerate(row.before):
        kind, where = one.split()
        getattr(festival, "stall" if where == "soup" else where)(where).say(kind, "CUP-1", at=f"12:0{5 * n}")

    answers = [_send(festival, who, f"13:{15 * n:02}") for n, who in enumerate(row.claims)]
    if row.decision:
        with festival.core.database.transaction() as session:
            decide = {"released": release, "refused": refuse}[row.decision]
            decide(session, festival.organisation_id, [answers[-1].id], by="desk", now=festival.now)

    paid = {one.id for one, (state, _) in zip(answers, row.says, strict=True) if state is PAID}
    assert {one.id for one in answers if festival.standing(one) == Verdict.ACCEPTED} == paid
    told = [(one.verdict, one.reason) for one in answers]
    stood = [row.at_first or row.says[0], *row.says[1:]]
    before_a_decision = len(stood) - bool(row.decision)
    assert told[:before_a_decision] == [_told(says, row) for says in stood[:before_a_decision]]
    assert [finding for finding in audit(festival.core) if finding.ok is False] == []


def _send(festival, who, at):
    festival.set_clock(at)
    place = PLACE_OF[who]
    if who in ("phone", "other phone", "typed"):
        phone = festival.phone(place, festival.phone_visit(place))
        code = {"code": festival.thing("CUP-1").human_code} if who == "typed" else {}
        return phone.say("return", "CUP-1", at=at, **code)
    kind = {
        "grill": festival.stall,
        "soup": festival.stall,
        "desk": festival.desk,
        "desk 2": festival.desk,
    }.get(place, festival.box)
    return kind(place).take("CUP-1", at=at)


def _told(says, row):
    """What a person is told of a claim that stands so."""
    state, rung = says
    seen = "issue soup" in row.before
    if state is PAID:
        return Verdict.ACCEPTED, Reason.ISSUE_UNSEEN if rung is Rung.UNSEEN and not seen else None
    if state is WAITING:
        return Verdict.HELD, waits_for(rung)
    reasons = {BOX_OR_DESK: Reason.BOX_OR_DESK, UNPAID: Reason.ALREADY_RETURNED}
    return Verdict.REJECTED, reasons[state]
