"""Hill-climbing for gain, from many seeds, with restarts. What was tried and found stands in a file, so it goes on where it ended.

A line of the file is one actor's seed after so many strategies: what it found best, and what it found above the bound.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.gain.bounds import allowed, bound, lost_bound
from tests.gain.door import Outcome
from tests.gain.moves import Actor
from tests.gain.strategies import Maker, Strategy, read

KEPT = 10
"""Best strategies that each seed keeps."""
PATIENCE = 300
"""Strategies without anything better before a climb begins anew elsewhere."""
WRITTEN_EVERY = 1_000
Played = Callable[[Strategy], Outcome]


@dataclass(frozen=True, slots=True)
class Found:
    """A strategy, what it gained and what its bound was, in deposits; `allowed` with what is known to be open."""

    gain: int
    bound: int
    allowed: int
    line: str

    @property
    def above(self) -> int:
        return self.gain - self.bound


@dataclass
class Climb:
    """One actor's climb from one seed."""

    actor: Actor
    seed: int
    tried: int = 0
    best: list[Found] = field(default_factory=list)
    above: list[Found] = field(default_factory=list)
    """Of those above what is allowed, the ones with the fewest moves."""

    def note(self, found: Found) -> None:
        self.best = _distinct([*self.best, found], key=lambda one: (-one.gain, len(one.line)))
        if found.gain > found.allowed:
            self.above = _distinct([*self.above, found], key=lambda one: (len(one.line), -one.gain))

    def line(self) -> str:
        """As JSON."""
        told = {
            name: [[one.gain, one.bound, one.allowed, one.line] for one in getattr(self, name)]
            for name in ("best", "above")
        }
        return json.dumps({"actor": self.actor.name, "seed": self.seed, "tried": self.tried, **told})


def _distinct(found: list[Found], key: Callable[[Found], tuple[int, int]]) -> list[Found]:
    return sorted({one.line: one for one in found}.values(), key=key)[:KEPT]


def read_climb(line: str) -> Climb:
    """A climb from its line."""
    told = json.loads(line)
    best, above = ([Found(*one) for one in told[name]] for name in ("best", "above"))
    return Climb(Actor[told["actor"]], told["seed"], told["tried"], best, above)


def read_climbs(path: Path) -> dict[tuple[Actor, int], Climb]:
    """The last word of each climb in a file."""
    lines = path.read_text().splitlines() if path.exists() else []
    climbs = (read_climb(line) for line in lines if line.endswith("}"))
    return {(climb.actor, climb.seed): climb for climb in climbs}


def found(strategy: Strategy, outcome: Outcome) -> Found:
    """What a strategy came to. What was paid twice beyond its bound counts as gain beyond it."""
    actor = strategy.actor
    beyond = max(0, outcome.lost - lost_bound(outcome))
    return Found(outcome.gain + beyond, bound(actor, outcome), allowed(actor, outcome), strategy.line())


def climb(
    make: Maker, played: Played, climb: Climb, until: int, *, every: int = WRITTEN_EVERY
) -> Iterator[Climb]:
    """Try strategies until so many were tried; yields the climb now and then."""
    rnd = random.Random(f"{make.actor.name} {climb.seed} {climb.tried}")
    by_excess = climb.seed % 2 == 1
    here: Found | None = None
    one, since = make.drawn(rnd), 0
    while climb.tried < until:
        new = one if here is None else _next(rnd, make, one, climb.best)
        told = found(new, played(new))
        climb.tried += 1
        climb.note(told)
        since += 1
        if here is None or _score(told, by_excess) >= _score(here, by_excess):
            since = 0 if here is None or _score(told, by_excess) > _score(here, by_excess) else since
            one, here = new, told
        if since > PATIENCE:
            one, here, since = make.drawn(rnd), None, 0
        if climb.tried % every == 0:
            yield climb
    yield climb


def _score(told: Found, by_excess: bool) -> int:  # noqa: FBT001
    return told.gain - told.allowed if by_excess else told.gain


def _next(rnd: random.Random, make: Maker, one: Strategy, best: list[Found]) -> Strategy:
    if best and rnd.random() < 0.05:
        return make.crossed(rnd, one, read(rnd.choice(best).line))
    return make.changed(rnd, one)


def climb_all(
    makers: Iterable[Maker], played: Played, path: Path, *, strategies: int, seeds: int
) -> Iterator[Climb]:
    """So many strategies of each actor, over so many seeds, each step written down."""
    known = read_climbs(path)
    each = -(-strategies // seeds)
    for make in makers:
        for seed in range(1, seeds + 1):
            begun = known.get((make.actor, seed), Climb(make.actor, seed))
            for step in climb(make, played, begun, each) if begun.tried < each else ():
                with path.open("a") as file:
                    file.write(step.line() + "\n")
            yield begun
