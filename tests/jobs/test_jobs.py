"""What the worker does by itself: each job twice, because two workers may, and a crash may repeat one."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pantbox.circulation.tables import RollupDelta
from pantbox.jobs.closing import close_and_forfeit
from pantbox.jobs.held_returns import end_waiting
from pantbox.jobs.leader import leadership
from pantbox.jobs.purge import purge
from pantbox.jobs.rollups import fold_rollups
from pantbox.jobs.schedule import JOBS, Job, Outcome, run_if_leading, run_once
from pantbox.jobs.silent_devices import note_silent_devices
from pantbox.jobs.unachieved import Unachieved, at_each_event
from pantbox.ledger.accounts import AccountKind
from pantbox.places.devices import Device, PairingCode
from pantbox.places.events import Event, UnseenPolicy
from pantbox.places.job_runs import last_lived, note_run
from pantbox.places.organisations import LogEntry
from pantbox.reports.work_alerts import work_alerts
from tests.support.festival import DAY, Festival, moment


def test_deposits_are_forfeited_after_the_date_on_the_poster_and_the_event_is_closed(festival):
    festival.stall().issue("cup", at="12:00")

    before = close_and_forfeit(festival.core, moment("10 00:00"))
    after = [close_and_forfeit(festival.core, moment("11 00:01")) for _ in range(2)]

    assert (before, after) == (0, [1, 0])
    assert festival.total(AccountKind.UNCLAIMED) == 500
    with festival.core.database.reading() as session:
        assert session.get_one(Event, festival.event_id).closed_at


def test_a_late_claim_is_honoured_after_forfeiture(festival):
    festival.stall().issue("cup", at="12:00")
    close_and_forfeit(festival.core, moment("11 00:01"))

    festival.box().take("cup", at="12 12:00")

    assert festival.money_out() == 500
    assert festival.total(AccountKind.UNCLAIMED) == 0


def test_a_city_scheme_forfeits_by_the_age_of_a_trip_and_stays_open(core):
    city = Festival(core, ends_at=None, return_until=None, trip_days_max=30)
    city.stall().issue("old", at="1 12:00")
    city.stall().issue("young", at="20 12:00")

    assert [close_and_forfeit(city.core, moment("32 12:00")) for _ in range(2)] == [1, 0]
    with core.database.reading() as session:
        assert session.get_one(Event, city.event_id).closed_at is None


def test_time_pays_nothing_that_waits(core):
    festival = Festival(core, unseen_policy=UnseenPolicy.HOLD)
    festival.box().take("cup", at="12:00")

    assert [end_waiting(festival.core, moment(at)) for at in ("14:01", "2 12:00")] == [0, 0]
    assert festival.money_out() == 0


def test_changes_of_counts_are_folded_once(festival):
    festival.stall().issue("cup", at="12:00")

    assert fold_rollups(festival.core, festival.now) > 0
    assert fold_rollups(festival.core, festival.now) == 0
    with festival.core.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(RollupDelta)) == 0


def test_a_silence_is_noted_once_and_anew_after_the_device_was_heard(festival):
    stall = festival.stall()

    def hear(at):
        with festival.core.database.transaction() as session:
            session.get_one(Device, stall.device_id).last_seen_at = at

    hear(moment("12:00"))
    noted = [note_silent_devices(festival.core, moment(at)) for at in ("12:20", "12:40", "12:50")]
    hear(moment("13:00"))
    noted.append(note_silent_devices(festival.core, moment("14:00")))

    assert noted == [0, 1, 0, 1]
    with festival.core.database.reading() as session:
        entries = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [entry.subject for entry in entries] == ["soup", "soup"]


def test_old_pairing_codes_are_purged(festival):
    festival.stall()

    assert purge(festival.core, DAY + timedelta(days=2)) == 1
    with festival.core.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PairingCode)) == 0


def test_no_job_runs_twice_at_once(core):
    with leadership(core.database, "closing") as first, leadership(core.database, "closing") as second:
        assert (first, second) == (True, False)

    with leadership(core.database, "closing") as again:
        assert again


def test_a_job_keeps_no_other_from_running(core):
    [rollups, *_] = JOBS
    with leadership(core.database, "closing"):
        assert run_if_leading(core, rollups) == Outcome("rollups", 0)
        assert run_if_leading(core, Job("closing", 1, close_and_forfeit)) == Outcome("closing", led=False)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_runs_on_an_empty_database(core, job):
    assert run_if_leading(core, job) == Outcome(job.name, 0)


def breaks(core, now):
    raise ZeroDivisionError


def test_a_job_that_fails_does_not_stop_the_worker(core):
    assert run_if_leading(core, Job("breaks", 1, breaks)) == Outcome("breaks", 0, failed=True)


def test_all_jobs_can_be_done_once_by_hand(core):
    assert [str(outcome) for outcome in run_once(core)] == [f"{job.name}: 0" for job in JOBS]


def alerts(core, event_id, at):
    with core.database.reading() as session:
        return [
            (one.kind, one.station, one.number) for one in work_alerts(session.connection(), event_id, at)
        ]


def test_the_live_page_says_when_no_worker_lives(festival):
    core, event_id = festival.core, festival.event_id
    before = alerts(core, event_id, core.clock())

    [rollups, *_] = JOBS
    run_if_leading(core, rollups)

    assert before == [("worker-never", "", 0)]
    assert alerts(core, event_id, core.clock() + timedelta(minutes=2)) == []
    assert alerts(core, event_id, core.clock() + timedelta(minutes=7)) == [("worker-silent", "", 7)]


def test_a_job_that_fails_twice_is_an_alert_until_it_does_not(festival):
    core, event_id = festival.core, festival.event_id
    seen = []
    for job in (Job("slips", 1, breaks), Job("slips", 1, breaks), Job("slips", 1, lambda core, now: 0)):
        run_if_leading(core, job)
        seen.append(alerts(core, event_id, core.clock()))

    assert seen == [[], [("job-failing", "slips", 2)], []]


def test_what_fails_at_one_event_alarms_no_other(festival):
    core, event_id = festival.core, festival.event_id

    def unachieved(core, now):
        raise Unachieved(3, [event_id])

    outcomes = [run_if_leading(core, Job("closing", 1, unachieved)) for _ in range(2)]

    assert outcomes == [Outcome("closing", 3, failed=True)] * 2
    assert alerts(core, event_id, core.clock()) == [("job-failing", "closing", 2)]
    assert alerts(core, event_id + 1, core.clock()) == []


def held_double(festival):
    """A second return of a cup, told to wait for a stall that was not heard from since the first one."""
    soup = festival.stall("soup")
    soup.issue("cup", at="20:00")
    festival.box("east").take("cup", at="21:00")
    festival.change(Device, soup.device_id, sent_everything_until=moment("20:30"))
    festival.box("west").take("cup", at="22:00")


def test_a_return_that_goes_on_waiting_though_its_time_is_up_is_not_achieved(festival, monkeypatch):
    held_double(festival)
    monkeypatch.setattr("pantbox.jobs.held_returns.expire", lambda session, event, now: 0)

    with pytest.raises(Unachieved) as told:
        end_waiting(festival.core, moment("9 12:00"))

    assert (told.value.done, told.value.events) == (0, {festival.event_id})


def test_an_event_at_which_a_job_fails_keeps_no_other_waiting():
    done = []

    def work(event_id):
        done.append(event_id)
        if event_id == 2:
            raise ZeroDivisionError
        return 1

    with pytest.raises(Unachieved) as told:
        at_each_event([1, 2, 3], work)

    assert (done, told.value.done, told.value.events) == ([1, 2, 3], 2, {2})


def test_when_a_job_ran_is_written_down_seldom(core):
    moments = [core.clock() + timedelta(seconds=n) for n in (0, 5, 25)]
    written = []
    for at in moments:
        with core.database.transaction() as session:
            note_run(session, "rollups", at, ())
        with core.database.glance() as connection:
            written.append(last_lived(connection))

    assert written == [moments[0], moments[0], moments[2]]
