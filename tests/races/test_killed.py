"""`kill -9` in the middle of recording: what was acknowledged is there, and sending all again makes it whole."""

import os
import pickle
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from pantbox.audit import audit
from pantbox.circulation.door import Submission
from pantbox.circulation.tables import ScanRow
from pantbox.clock import new_id, now
from tests.support.festival import Festival
from tests.support.tied import tied

ROOT = Path(__file__).parents[2]


def told_to(festival, tmp_path, submissions):
    """A process that records these submissions."""
    settings = festival.core.settings
    told = {"secret_key": settings.secret_key, "database_url": settings.database_url}
    path = tmp_path / "submissions"
    path.write_bytes(pickle.dumps((told, submissions)))
    return tied(
        [sys.executable, "-m", "tests.support.hammer", path],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE,
    )  # fmt: skip


def returns(festival, count):
    """Issues and returns of many cups; each request is one scan or a few."""
    soup, east = festival.stall("soup"), festival.box("east")
    cups = festival.make(*[f"CUP-{n}" for n in range(count)])
    festival.now = now()
    made = []
    for n in range(0, count, 3):
        some = cups[n : n + 3]
        made.append(
            Submission(soup.authority, tuple(festival.scan("issue", cup, festival.now) for cup in some))
        )
        later = festival.now + timedelta(microseconds=n)
        made.append(
            Submission(
                east.authority,
                tuple(festival.scan("return", cup, later, visit_id=new_id()) for cup in some),
            )
        )
    return made


@pytest.mark.parametrize("after", [1, 60, 200])
def test_what_was_acknowledged_survives_and_sending_again_makes_it_whole(core, tmp_path, after):
    festival = Festival(core, ends_at=None, return_until=None)
    submissions = returns(festival, 150)
    process = told_to(festival, tmp_path, submissions)

    acknowledged = [UUID(process.stdout.readline().decode().strip()) for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    acknowledged += [UUID(line) for line in process.stdout.read().decode().split()[:-1]]
    process.wait()
    process.stdout.close()

    with festival.core.database.transaction() as session:
        recorded = set(session.scalars(select(ScanRow.id)))
    assert set(acknowledged) <= recorded
    assert len(recorded) % 3 == 0  # no request is cut in half
    for submission in submissions:
        festival.record(submission)
    assert festival.count(ScanRow) == 300
    assert festival.money_out() == 150 * 500
    assert [finding for finding in audit(festival.core) if finding.ok is False] == []
