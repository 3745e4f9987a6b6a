"""`make model`: thousands of random sets of facts, the oracle beside the pure rules and beside the door on both databases."""

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from pantbox.core import create_core
from pantbox.db import upgrade
from pantbox.settings import Settings
from tests.model.compare import Ours, World, any_world, first_difference, random_world, refilling_world
from tests.model.pure import Pure
from tests.model.recorded import Ground, Recorded
from tests.model.switched import REFILLS, SWITCHED_OFF, switched_off, taken_out

SHOWN_MAX = 3


def main() -> int:
    """Print sets, orders and differences; 1 if there is a difference, or none without a rung."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sets", type=int, default=3_000)
    asked.add_argument("--orders", type=int, default=24, help="of each set on the pure rules")
    asked.add_argument("--postgresql-sets", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    wrong = _compared("pure rules", told.seed, told.sets, told.orders, lambda world: Pure(world.rules))
    with _sqlite() as ground:
        wrong += _compared("SQLite", told.seed + 1, told.sets, 1, _recorded(ground))
    with _postgresql() as ground:
        wrong += _compared("PostgreSQL", told.seed + 2, told.postgresql_sets, 1, _recorded(ground))
    for rung in SWITCHED_OFF:
        wrong += _missed(f"without {rung.value}", switched_off(rung), told.seed + 3, any_world)
    for what in REFILLS:
        wrong += _missed(f"if {what}", taken_out(what), told.seed + 3, refilling_world)
    return 1 if wrong else 0


def _recorded(ground: Callable[[], Ground]) -> Callable[[World], Ours]:
    return lambda world: Recorded(ground(), world.rules, bags=world.bags)


def _compared(name: str, seed: int, sets: int, orders: int, ours: Callable[[World], Ours]) -> int:
    rnd, played, differences = random.Random(seed), 0, 0
    for _ in range(sets):
        told = random_world(rnd)
        for order in told.orders(rnd, orders):
            played += 1
            found = first_difference(rnd, told, order, ours(told))
            differences += found is not None
            if found and differences <= SHOWN_MAX:
                print(found)
    print(f"{name}: {sets} sets, {played} orders, {differences} differences", flush=True)
    return differences


def _missed(
    name: str, taken: AbstractContextManager[None], seed: int, drawn: Callable[[random.Random], World]
) -> int:
    """1 if the oracle does not notice that a rule is taken out, else 0."""
    rnd, differences, played = random.Random(seed), 0, 0
    with taken:
        while played < 4_000 and (played < 300 or not differences):
            told, played = drawn(rnd), played + 1
            order = rnd.sample(told.scans, len(told.scans))
            differences += first_difference(rnd, told, order, Pure(told.rules)) is not None
    print(f"{name}: {differences} of {played} sets differ", flush=True)
    return int(not differences)


@contextmanager
def _sqlite() -> Iterator[Callable[[], Ground]]:
    with tempfile.TemporaryDirectory() as folder, _grounds(f"sqlite:///{folder}/model.db") as ground:
        yield ground


@contextmanager
def _postgresql() -> Iterator[Callable[[], Ground]]:
    from tests.support.postgres import PostgresServer

    server = PostgresServer()
    try:
        with _grounds(server.url(server.create_database("template1"))) as ground:
            yield ground
    finally:
        server.stop()


@contextmanager
def _grounds(url: str) -> Iterator[Callable[[], Ground]]:
    """A ground with containers left: a new one when those of the last are used up."""
    upgrade(url)
    core = create_core(
        Settings(
            secret_key="a secret of the model, long enough to be one", database_url=url, rate_limits=False
        )
    )
    kept: list[Ground] = []

    def ground() -> Ground:
        if not kept or len(kept[-1].free) < 8:
            kept.append(Ground(core, 400, number=len(kept)))
        return kept[-1]

    yield ground
    core.database.dispose()


if __name__ == "__main__":
    raise SystemExit(main())
