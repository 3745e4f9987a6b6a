"""The one door: what it keeps, what it costs, and that sending again is harmless."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from pantbox.circulation.door import Submission
from pantbox.circulation.history import TripEnd
from pantbox.circulation.scan import Reason, Verdict
from pantbox.circulation.tables import RefusedCode, RollupDelta, ScanRow, TripRow, VisitRow
from pantbox.clock import new_id
from pantbox.containers.containers import ContainerState
from pantbox.containers.grai import Grai, asset_of
from pantbox.errors import BadInput, NotFound
from pantbox.ledger.accounts import AccountKind
from pantbox.ledger.transfers import Transfer
from tests.support.codes import forged
from tests.support.festival import Festival, moment
from tests.support.statements import statements


def everything(festival):
    """Every row the door may write, for comparing before and after."""
    with festival.core.database.transaction() as session:
        return [
            sorted(map(repr, session.execute(select(table)).all()))
            for table in (
                ScanRow.__table__,
                TripRow.__table__,
                Transfer.__table__,
                VisitRow.__table__,
                RollupDelta.__table__,
            )
        ]


def test_a_cup_is_issued_returned_and_its_deposit_goes_out(festival):
    issued = festival.stall("soup").issue("CUP-1", at="20:00")
    returned = festival.box("east").take("CUP-1", at="21:00")

    assert (issued.verdict, issued.deposit_ore) == (Verdict.ACCEPTED, 500)
    assert (returned.verdict, returned.deposit_ore, returned.trip) == (Verdict.ACCEPTED, 500, issued.id)
    assert festival.balances() == {
        (AccountKind.VENDOR, str(festival.stall("soup").station_id)): -500,
        (AccountKind.PAYABLE, str(festival.box("east").station_id)): 500,
    }
    assert festival.container("CUP-1").state == ContainerState.RETURNED
    assert festival.container("CUP-1").trips == 1


def test_a_thousand_scans_cost_no_more_statements_than_one(festival):
    soup, east = festival.stall("soup"), festival.box("east")
    cups = festival.make(*[f"CUP-{number}" for number in range(1_000)])
    soup.send(*[soup.scan("issue", cup, "20:00") for cup in cups])
    for cup in ("CUP-first", "CUP-second"):  # the accounts are opened, and then remembered
        soup.issue(cup, at="20:00"), east.take(cup, at="20:01")
    soup.issue("CUP-one", at="20:00")

    with statements(festival.core.database.engine) as for_one:
        east.take("CUP-one", at="21:00")
    with statements(festival.core.database.engine) as for_a_thousand:
        east.send(*[east.scan("return", cup, "21:00", visit_id=new_id()) for cup in cups])

    assert len(for_a_thousand) == len(for_one)
    assert len(for_one) <= 18


def test_the_same_scans_again_get_the_same_answers_and_change_nothing(festival):
    soup, east = festival.stall("soup"), festival.box("east")
    issue = soup.scan("issue", "CUP-1", "20:00")
    first_return = east.scan("return", "CUP-1", "21:00", visit_id=new_id())
    second_return = east.scan("return", "CUP-1", "21:30", visit_id=new_id())
    told = [soup.send(issue)[0], *east.send(first_return, second_return)]
    before = everything(festival)
    festival.set_clock("23:00")

    told_again = [soup.send(issue)[0], *east.send(second_return, first_return)[::-1]]

    assert [(a.verdict, a.reason, a.deposit_ore) for a in told_again] == [
        (a.verdict, a.reason, a.deposit_ore) for a in told
    ]
    assert [answer.verdict for answer in told] == [Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.REJECTED]
    assert everything(festival) == before


def test_the_same_scan_twice_in_one_batch_is_recorded_once(festival):
    soup = festival.stall("soup")
    issue = soup.scan("issue", "CUP-1", "20:00")

    first, second = soup.send(issue, issue)

    assert first == second
    assert festival.count(ScanRow) == 1


def test_a_device_that_moved_may_send_its_scan_again(festival):
    soup, grill = festival.stall("soup"), festival.stall("grill")
    issue = soup.scan("issue", "CUP-1", "20:00")
    soup.send(issue)

    again = replace(grill, device_id=soup.device_id).send(issue)[0]

    assert again.verdict is Verdict.ACCEPTED
    assert festival.count(ScanRow) == 1


def test_an_id_used_for_something_else_is_refused_and_not_stored(festival):
    soup = festival.stall("soup")
    issue = soup.scan("issue", "CUP-1", "20:00")
    other = replace(issue, code=festival.thing("CUP-2").link)
    soup.send(issue)

    by_content = soup.send(other)[0]
    by_device = festival.stall("grill").send(issue)[0]
    in_one_batch = soup.send(
        replace(issue, id=(twin := new_id())), replace(other, id=twin)
    )  # the first of the two wins

    assert by_content.reason is by_device.reason is in_one_batch[1].reason is Reason.ID_REUSED
    assert in_one_batch[0].verdict is Verdict.DUPLICATE
    assert festival.count(ScanRow) == 2
    assert festival.trips("CUP-2") == []


def test_an_id_of_another_organisations_scan_is_refused(festival, core):
    theirs = Festival(core, slug="other", company_prefix="9520002")
    issue = theirs.stall("pizza").scan("issue", "CUP-1", "20:00")
    theirs.stall("pizza").send(issue)
    festival.set_clock("20:00")

    ours = festival.stall("soup").send(replace(issue, code=festival.thing("CUP-1").link))[0]

    assert ours.reason is Reason.ID_REUSED


def test_one_rotten_scan_does_not_fail_its_batch(festival):
    soup = festival.stall("soup")
    good = soup.scan("issue", "CUP-1", "20:00")
    fake = soup.scan("issue", "", code=forged(festival.thing("CUP-2").link))
    unknown = soup.scan("issue", "", code="https://example.org/menu")
    odd = soup.scan("issue", "", code="\t \x1f)(8003")

    answers = soup.send(fake, good, unknown, odd)

    assert [answer.reason for answer in answers] == [
        Reason.FORGED_CODE, None, Reason.UNKNOWN_CODE, Reason.UNKNOWN_CODE,
    ]  # fmt: skip
    assert festival.count(ScanRow) == 1


def test_codes_that_are_not_ours_are_counted_and_not_stored(festival, core):
    theirs = Festival(core, slug="other", company_prefix="9520002").thing("CUP-9")
    soup = festival.stall("soup")
    fake = soup.scan("issue", "", code=forged(festival.thing("CUP-2").link))

    soup.send(fake, soup.scan("issue", "", code="rubbish"), soup.scan("issue", "", code="more rubbish"))
    told = soup.issue(theirs)

    with core.database.transaction() as session:
        counted = {row.reason: row.n for row in session.scalars(select(RefusedCode))}
    assert told.reason is Reason.FOREIGN_OPERATOR
    assert counted == {Reason.FORGED_CODE: 1, Reason.UNKNOWN_CODE: 2, Reason.FOREIGN_OPERATOR: 1}
    assert festival.count(ScanRow) == 0


def test_a_strangers_container_is_no_forgery_and_a_made_up_type_of_ours_is_nobodys(festival):
    soup, cup = festival.stall("soup"), festival.thing("CUP-1")
    unheard_of = Grai(asset_of("9520001", 99), "ABC")

    told = soup.send(
        soup.scan("issue", "", code="(8003)02112345678900ABC"),
        soup.scan("issue", "", code=f"(8003){unheard_of}"),
        soup.scan("issue", "", code=forged(cup.link)),
    )

    assert [answer.reason for answer in told] == [
        Reason.FOREIGN_OPERATOR, Reason.UNKNOWN_CODE, Reason.FORGED_CODE,
    ]  # fmt: skip
    assert festival.count(ScanRow) == 0


def test_a_container_is_found_by_what_a_person_reads_off_it(festival):
    cup = festival.thing("CUP-1")

    told = festival.stall("soup").issue(cup, at="20:00", code=f" {cup.human_code.lower()}\n")

    assert told.verdict is Verdict.ACCEPTED
    assert told.container_id == cup.id


@pytest.mark.parametrize(
    "rotten",
    [
        {"reason": "a\x00b"},
        {"bag": "\ud800"},
        {"code": "x" * 201},
        {"quantity": 0},
        {"quantity": 100_001},
        {"terms": 2**31},
        {"seq": -1},
        {"at": moment("20:00").replace(year=1969)},
    ],
)
def test_what_no_column_can_hold_is_refused_before_the_database_sees_it(rotten):
    from pantbox.circulation.door import NewScan
    from pantbox.circulation.scan import Kind

    told = {"id": new_id(), "kind": Kind.ISSUE, "code": "x", "at": moment("20:00")}

    with pytest.raises(BadInput, match="scan_malformed"):
        NewScan(**(told | rotten))


def test_a_wild_clock_correction_breaks_nothing(festival):
    told = festival.stall("soup").issue("CUP-1", at="20:00", clock_offset=timedelta(days=-999_999_999))

    assert told.verdict is Verdict.ACCEPTED
    assert festival.trips("CUP-1")[0].opened_at == moment("20:00")


def test_who_stands_nowhere_of_the_event_records_nothing(festival):
    nowhere = replace(festival.stall("soup"), station_id=999_999)

    with pytest.raises(NotFound, match="station_unknown"):
        nowhere.issue("CUP-1", at="20:00")


def test_what_is_recorded_counts_in_the_live_figures(festival):
    festival.stall("soup").issue("CUP-1", at="20:15")
    festival.box("east").take("CUP-1", at="21:15")
    festival.box("east").take("CUP-2", at="21:16")

    with festival.core.database.transaction() as session:
        counted = {
            (row.measure, row.station_id, row.hour): row.n for row in session.scalars(select(RollupDelta))
        }

    east = festival.box("east").station_id
    assert counted[("issued", festival.stall("soup").station_id, moment("20:00"))] == 1
    assert [n for (m, s, h), n in counted.items() if (m, s, h) == ("unseen", east, moment("21:00"))] == [1]


def test_several_requests_share_one_transaction_and_each_gets_its_own_answers(festival):
    soup, east = festival.stall("soup"), festival.box("east")
    issue = soup.scan("issue", "CUP-1", "20:00")
    returns = [east.scan("return", cup, "21:00", visit_id=new_id()) for cup in ("CUP-1", "CUP-2")]

    answers = festival.record(
        Submission(soup.authority, (issue,)), Submission(east.authority, tuple(returns))
    )

    assert [[answer.id for answer in one] for one in answers] == [[issue.id], [scan.id for scan in returns]]
    assert festival.trips("CUP-1")[0].end is TripEnd.RETURNED
