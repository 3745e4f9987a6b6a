"""Random small worlds: facts in an order of arrival, as the oracle and we are told them."""

import random
from collections.abc import Iterator

from tests.model.oracle import Scan

UNIT = 10
"""Minutes of one step of these worlds' clocks."""


def world(
    rnd: random.Random,
    size: int,
    *,
    kinds: str = "iifrrrrcwlu",
    ways: str = "bbkpps",
    span: int = 20,
    containers: int = 1,
    bags: bool = False,
) -> list[Scan]:
    """Scans: issue, refill, return, collect, wash, lost, undo; returns at boxes, a desk, by phone, at stalls."""
    scans: list[Scan] = []
    for n in range(size):
        kind, container, at = rnd.choice(kinds), f"c{rnd.randrange(containers)}", rnd.randrange(span) * UNIT
        name = f"f{n:02}"
        if kind == "u":
            target = rnd.choice(scans) if scans else None
            if target is None or target.kind == "undo":
                continue
            at = min(target.at + rnd.randrange(6) * UNIT, (span - 1) * UNIT)
            scans.append(undo_of(target, name, at))
        elif kind in "if":
            station = rnd.choice(["s1", "s2"])
            told = "issue" if kind == "i" else "refill"
            scans.append(Scan(name, told, container, at, station, "stall", station))
        elif kind == "r":
            scans.append(_a_return(rnd, name, container, at, rnd.choice(ways), bags=bags))
        else:
            told = {"c": "collect", "w": "wash", "l": "lost"}[kind]
            scans.append(Scan(name, told, container, at, "w", "store" if kind == "l" else "wash", "w"))
    return scans


def undo_of(target: Scan, name: str, at: int) -> Scan:
    """An undo of a scan, by the station that made it."""
    return Scan(
        name, "undo", target.container, at, target.station, target.place, target.station, undoes=target.id
    )


def _a_return(rnd: random.Random, name: str, container: str, at: int, way: str, *, bags: bool) -> Scan:
    box, stall = rnd.choice(["b1", "b2"]), rnd.choice(["s1", "s2"])
    station = {"b": box, "k": "k", "p": box, "s": stall}[way]
    phone = f"p{rnd.randrange(2)}" if way == "p" else None
    return Scan(
        name, "return", container, at, station, {"b": "box", "k": "desk", "p": "box", "s": "stall"}[way],
        "" if phone else station, phone=phone, visit=f"v{name[1:]}", code=rnd.choice([None, "x"]) if phone else None,
        typed=phone is not None and rnd.random() < 0.1, bag=f"g{station}" if bags and station[0] == "b" else None,
        insist=False,
    )  # fmt: skip


def orders(rnd: random.Random, facts: list[Scan], most: int) -> Iterator[list[Scan]]:
    """Some orders of arrival."""
    for _ in range(most):
        yield rnd.sample(facts, len(facts))
