"""A process that records scans as fast as it can and says each id once it is acknowledged, to be killed meanwhile."""

import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pantbox.circulation.door import Submission
from pantbox.circulation.group_commit import Doorway
from pantbox.core import create_core
from pantbox.settings import Settings

THREADS = 4


def hammer(path: Path) -> None:
    """Record the submissions pickled in a file."""
    settings, submissions = pickle.loads(path.read_bytes())  # noqa: S301 (written by the test that started us)
    doorway = Doorway(create_core(Settings(**settings)))

    def send(submission: Submission) -> None:
        for answer in doorway.record(submission):
            sys.stdout.write(f"{answer.id}\n")
        sys.stdout.flush()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(send, submissions))


if __name__ == "__main__":
    hammer(Path(sys.argv[1]))
