"""Strategies: moves in order of time. Random ones, changed ones, crossed ones, and each as a line of JSON."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.gain.moves import Actor, Move, Verb, may

STEPS = 24
"""Of ten minutes; the turnaround periods of these days have eight."""
CONTAINERS = 8
MOVES_MAX = 12
LATE = [0, 0, 0, 0, 1, 2, 6, 13]


@dataclass(frozen=True, slots=True)
class Strategy:
    """What one actor does, and what everybody around does meanwhile. `holds`: the event lets returns without an issue wait."""

    actor: Actor
    moves: tuple[Move, ...]
    holds: bool = False

    def line(self) -> str:
        """One line of JSON."""
        return json.dumps([self.actor.name, self.holds, [move.told() for move in self.moves]])


def read(line: str) -> Strategy:
    """A strategy from its line."""
    actor, holds, moves = json.loads(line)
    return Strategy(Actor[actor], tuple(Move(*move) for move in moves), holds)


def fewest(one: Strategy, keeps: Callable[[Strategy], bool]) -> Strategy:
    """The strategy without the moves that it does not need for what it is kept for."""
    shorter = True
    while shorter:
        shorter = False
        for place in range(len(one.moves)):
            tried = replace(one, moves=one.moves[:place] + one.moves[place + 1 :])
            if keeps(tried):
                one, shorter = tried, True
                break
    return one


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes strategies of one actor out of some verbs."""

    actor: Actor
    verbs: tuple[Verb, ...]

    def drawn(self, rnd: random.Random) -> Strategy:
        moves = [self._move(rnd) for _ in range(rnd.randrange(2, MOVES_MAX + 1))]
        return self._made(moves, holds=rnd.random() < 0.1)

    def changed(self, rnd: random.Random, one: Strategy) -> Strategy:
        """A strategy with one to three changes."""
        moves = list(one.moves)
        for _ in range(rnd.choice((1, 1, 2, 3))):
            how = rnd.random()
            place = rnd.randrange(len(moves)) if moves else 0
            if not moves or (how < 0.35 and len(moves) < MOVES_MAX):
                moves.append(self._move(rnd))
            elif how < 0.5:
                del moves[place]
            elif how < 0.65 and len(moves) < MOVES_MAX:
                moves.append(replace(moves[place], container=rnd.randrange(CONTAINERS)))
            else:
                moves[place] = self._altered(rnd, moves[place])
        return self._made(moves, holds=one.holds != (rnd.random() < 0.02))

    def crossed(self, rnd: random.Random, one: Strategy, other: Strategy) -> Strategy:
        """What one does until some time, and the other from then on."""
        step = rnd.randrange(1, STEPS)
        moves = [move for move in one.moves if move.step < step] + [
            move for move in other.moves if move.step >= step
        ]
        return self._made(moves[:MOVES_MAX], holds=one.holds)

    def _made(self, moves: list[Move], *, holds: bool) -> Strategy:
        return Strategy(self.actor, tuple(sorted(moves, key=lambda move: move.step)), holds)

    def _move(self, rnd: random.Random) -> Move:
        verb = rnd.choice(self.verbs)
        late = rnd.choice(LATE) if verb.late else 0
        return Move(
            rnd.randrange(1, STEPS), verb.name, rnd.randrange(CONTAINERS), rnd.choice(verb.places), late
        )

    def _altered(self, rnd: random.Random, move: Move) -> Move:
        new = self._move(rnd)
        match rnd.randrange(4):
            case 0:
                return replace(move, step=new.step)
            case 1:
                return replace(move, container=new.container)
            case 2:
                return replace(move, late=new.late) if new.verb == move.verb else replace(new, step=move.step)
        return new


def maker(actor: Actor, *, undefended: bool = False, of_the_api: bool = False) -> Maker:
    """Makes strategies of an actor."""
    return Maker(actor, tuple(may(actor, undefended=undefended, of_the_api=of_the_api)))
