"""Single-use avoided: the pieces, and their weight, that were not used once and thrown away."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Avoided:
    """Pieces not used, and what they would have weighed.

    `weighed_pieces` says for how many of the pieces the weight is known; `grams` is the weight of those alone.
    """

    pieces: int = 0
    grams: int = 0
    weighed_pieces: int = 0

    @property
    def kg(self) -> float | None:
        """The weight in kg; None when of no piece it is known."""
        return self.grams / 1000 if self.weighed_pieces else None


def avoided(servings: int, replaces_grams: int | None) -> Avoided:
    """One piece per serving, at the weight of what one use replaces. Without that weight: pieces only, no guess."""
    if replaces_grams is None:
        return Avoided(pieces=servings)
    return Avoided(pieces=servings, grams=servings * replaces_grams, weighed_pieces=servings)


def in_total(parts: Iterable[Avoided]) -> Avoided:
    """The sum over types."""
    total = Avoided()
    for part in parts:
        total = Avoided(
            pieces=total.pieces + part.pieces,
            grams=total.grams + part.grams,
            weighed_pieces=total.weighed_pieces + part.weighed_pieces,
        )
    return total
