"""What the search finds with one rule of the ladder taken out, and how many strategies it takes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pantbox.circulation.claims import Rung
from tests.gain.climb import Climb, climb, found
from tests.gain.door import Outcome
from tests.gain.moves import VERBS, Actor
from tests.gain.pure import played
from tests.gain.strategies import Maker, Strategy, fewest, maker
from tests.model.switched import SWITCHED_OFF, switched_off

PAYS = {Rung.SEEN, Rung.STALL, Rung.PICTURE, Rung.UNSEEN, Rung.SECOND, Rung.RELEASED}
"""Without one of these an honest guest waits who would have been paid: nobody gains, so it shows in what guests have."""
LOOKED_AT: dict[Rung, tuple[Actor, ...]] = {
    Rung.SEEN: (Actor.HONEST,),
    Rung.STALL: (Actor.HONEST,),
    Rung.PICTURE: (Actor.HONEST,),
    Rung.UNSEEN: (Actor.HONEST, Actor.BOX),
    Rung.SECOND: (Actor.PICTURES,),
    Rung.RELEASED: (Actor.HONEST,),
    Rung.BOX_OR_DESK: (Actor.VENDOR,),
    Rung.PICTURE_BOUND: (Actor.PICTURES,),
    Rung.SECOND_BOUND: (Actor.PICTURES,),
    Rung.POLICY: (Actor.BOX,),
    Rung.UNSEEN_AGAIN: (Actor.BOX,),
    Rung.UNSEEN_BOUND: (Actor.BOX,),
    Rung.BEYOND_CAPACITY: (Actor.BOX,),
    Rung.SAME_BOX: (Actor.TWO_WAYS,),
    Rung.SECOND_AT_DESK: (Actor.TWO_WAYS,),
    Rung.REFUSED: (Actor.TWO_WAYS, Actor.DESK),
}
ELSE: tuple[Actor, ...] = (Actor.PICTURES, Actor.BOX)
ONLY: dict[Rung, tuple[str, ...]] = {
    Rung.SECOND: ("picture", "back"),
    Rung.SECOND_BOUND: ("picture", "back"),
}
"""Moves out of which strategies are made where of all others none matters: else it takes too long to see anything."""
TRIED_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Noticed:
    """After how many strategies it was noticed that a rung is off, and by which; `how` in a few words. 0: never."""

    rung: Rung
    after: int
    how: str
    strategy: Strategy | None


BY_GAIN, BY_EXCESS = 2, 1
"""Seeds: a climb from an even one looks at gain, from an odd one at gain beyond what is allowed."""


def notice(rung: Rung, *, most: int = TRIED_MAX) -> Noticed:
    """Look for a strategy that gains, or a guest that loses, by a rung being off."""
    actors = LOOKED_AT.get(rung, ELSE)
    seed = BY_GAIN if rung in PAYS else BY_EXCESS
    searches = [_search(_maker(actor, rung), rung, seed) for actor in actors]
    for tried in range(1, most + 1):
        strategy, how = next(searches[tried % len(searches)])
        if how:
            return Noticed(rung, tried, how, strategy)
    return Noticed(rung, 0, "", None)


def _maker(actor: Actor, rung: Rung) -> Maker:
    whole = maker(actor)
    return replace(whole, verbs=tuple(verb for verb in whole.verbs if verb.name in ONLY.get(rung, VERBS)))


def _search(make: Maker, rung: Rung, seed: int) -> Iterator[tuple[Strategy, str]]:
    """Strategies one after another, by climbing, each with how it shows that the rung is off, or nothing."""
    tried: list[tuple[Strategy, str]] = []

    def without(strategy: Strategy) -> Outcome:
        with switched_off(rung):
            outcome = played(strategy)
        tried.append((strategy, shows(rung, strategy, outcome)))
        # Where nobody gains before it shows: climb to where guests are paid most, or most is paid twice.
        if rung in PAYS:
            outcome.gain = played(strategy).at_once
        elif rung is Rung.SECOND_BOUND:
            outcome.gain += outcome.lost
        return outcome

    climbing = climb(make, without, Climb(make.actor, seed), TRIED_MAX, every=1)
    for _ in climbing:
        yield from tried
        tried.clear()


def shows(rung: Rung, strategy: Strategy, outcome: Outcome) -> str:
    """How an outcome without a rung shows that it is missing."""
    told = found(strategy, outcome)
    if told.gain > told.allowed:
        return f"{strategy.actor} gains {told.gain}, allowed {told.allowed}"
    if rung in PAYS:
        less = played(strategy).at_once - outcome.at_once
        return f"honest guests have {less} less" if less > 0 else ""
    return ""


def shows_without(rung: Rung, strategy: Strategy) -> str:
    """The same, played now."""
    with switched_off(rung):
        outcome = played(strategy)
    return shows(rung, strategy, outcome)


def every(*, most: int = TRIED_MAX) -> Iterator[Noticed]:
    """Each rung in turn."""
    for rung in SWITCHED_OFF:
        yield notice(rung, most=most)


def in_words(noticed: Noticed) -> str:
    """The fewest moves of a strategy that still show that its rung is off."""
    if noticed.strategy is None:
        return ""
    strategy = fewest(noticed.strategy, lambda one: bool(shows_without(noticed.rung, one)))
    with switched_off(noticed.rung):
        done = played(strategy).done
    waits = "[returns without an issue wait] " if strategy.holds else ""
    return waits + "; ".join(move.in_words() for move in done)
