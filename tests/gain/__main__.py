"""`make gain`: the search for gain, on the pure rules and through the API, and with each rule of the ladder switched off."""

import argparse
import random
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.gain import switched
from tests.gain.climb import Climb, Found, climb_all, found, read_climbs
from tests.gain.moves import ACTORS, Actor
from tests.gain.pure import played
from tests.gain.strategies import fewest, maker, read

BEST_OF_EACH = 100


def main() -> int:
    """Print the tables; 1 if anything gains more than it may, or a rule that is off is not noticed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--actor", action="append", choices=[one.name for one in Actor])
    asked.add_argument("--strategies", type=int, default=100_000, help="of each actor on the pure rules")
    asked.add_argument("--seeds", type=int, default=20)
    asked.add_argument("--file", type=Path, default=Path("build/gain.jsonl"), help="where it goes on")
    asked.add_argument(
        "--undefended", action="store_true", help="with the moves that are named as not defended"
    )
    asked.add_argument("--switched-off", action="store_true", help="each rule of the ladder in turn, instead")
    asked.add_argument(
        "--api", type=int, default=0, metavar="N", help="N strategies through the API, instead"
    )
    told = asked.parse_args()
    told.file.parent.mkdir(parents=True, exist_ok=True)
    actors = [Actor[name] for name in told.actor or [one.name for one in ACTORS]]
    if told.switched_off:
        return _switched_off()
    if told.api:
        return _through_the_api(told.file, told.api)
    return _pure(actors, told)


def _pure(actors: Iterable[Actor], told: argparse.Namespace) -> int:
    """Climb, a line for each seed that is done, and the table."""
    begun = time.monotonic()
    makers = [maker(actor, undefended=told.undefended) for actor in actors]
    for climb in climb_all(makers, played, told.file, strategies=told.strategies, seeds=told.seeds):
        best = max((one.gain for one in climb.best), default=0)
        say(
            f"{climb.actor}, seed {climb.seed}: {climb.tried} tried, best {best}, {len(climb.above)} above ({time.monotonic() - begun:.0f} s)"
        )
    return print_table(read_climbs(told.file).values(), actors)


def print_table(climbs: Iterable[Climb], actors: Iterable[Actor]) -> int:
    """What each actor gained most, and furthest beyond its bound. How many actors gained more than is known to be open."""
    climbs = [_by_these_bounds(climb) for climb in climbs]
    wrong = 0
    say(
        "\n| actor | strategies | bound | best gain | of it by what is open | strategy | seed |\n|---|---|---|---|---|---|---|"
    )
    for actor in actors:
        own = [climb for climb in climbs if climb.actor is actor]
        best_of = [(one, climb.seed) for climb in own for one in climb.best]
        if best_of:
            tried = sum(climb.tried for climb in own)
            best = max(best_of, key=lambda one: (one[0].gain, -len(one[0].line)))
            beyond = max(best_of, key=lambda one: (one[0].above, -len(one[0].line)))
            for one, seed in [best] if best[0].above == beyond[0].above else [best, beyond]:
                by_open = kr(max(0, one.gain - one.bound))
                say(
                    f"| {actor} | {tried} | {kr(one.bound)} | {kr(one.gain)} | {by_open} | {in_words(one.line)} | {seed} |"
                )
        above = [one for climb in own for one in climb.above]
        wrong += bool(above)
        for one in sorted(above, key=lambda one: len(one.line))[:3]:
            say(f"ABOVE: {one.line}")
    return wrong


def _by_these_bounds(climb: Climb) -> Climb:
    """A climb whose strategies are held against the bounds as they are now."""
    again = Climb(climb.actor, climb.seed, climb.tried)
    for one in (*climb.best, *climb.above):
        strategy = read(one.line)
        again.note(found(strategy, played(strategy)))
    return again


def in_words(line: str) -> str:
    """What was done of a strategy, in sentences: without what it needs not for what it gains."""
    whole = read(line)
    gained = played(whole).gain
    strategy = fewest(whole, lambda one: played(one).gain >= gained)
    waits = "[returns without an issue wait] " if strategy.holds else ""
    return waits + "; ".join(move.in_words() for move in played(strategy).done)


def kr(deposits: int) -> str:
    """A sum of deposits of 5 kr."""
    return f"{deposits * 5} kr"


def _switched_off() -> int:
    say("| rule switched off | found after | how | strategy |\n|---|---|---|---|")
    missed = 0
    for one in switched.every():
        words = switched.in_words(one) if one.strategy else ""
        say(f"| {one.rung} | {one.after or 'NOT FOUND'} | {one.how} | {words} |")
        missed += not one.after
    return missed


def _through_the_api(path: Path, most: int) -> int:
    """The best of each actor first, then random ones, also with what only the API has."""
    from tests.gain.api import compare

    best = best_of_each(read_climbs(path).values())
    rnd = random.Random(7)
    makers = [maker(actor, of_the_api=True) for actor in ACTORS]
    more = [makers[n % len(makers)].drawn(rnd) for n in range(max(0, most - len(best)))]
    return compare([*best, *more], path.with_suffix(".api"), say)


def best_of_each(climbs: Iterable[Climb]) -> list:
    """The best hundred strategies of each actor."""
    best: dict[Actor, dict[str, Found]] = {}
    for climb in climbs:
        best.setdefault(climb.actor, {}).update({one.line: one for one in climb.best})
    ranked = [sorted(one.values(), key=lambda one: -one.gain)[:BEST_OF_EACH] for one in best.values()]
    return [read(one.line) for of_actor in ranked for one in of_actor]


def say(line: str) -> None:
    """A line at once: the run takes long."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
