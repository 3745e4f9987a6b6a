"""What a reader must know was assumed and not measured. The event's own sentences first, then those that follow from it."""

from collections.abc import Iterator, Sequence
from typing import Any

from pantbox.reports.model import EventFacts, TypeLine
from pantbox.reports.return_rate import ReturnRate


def assumptions_of(facts: EventFacts, rate: ReturnRate, by_type: Sequence[TypeLine]) -> tuple[Any, ...]:
    """Sentences by language as the organiser wrote them, and `{"key": "assumption-…"}` for ours, found in `reports.ftl`."""
    return (*facts.assumptions, *({"key": f"assumption-{name}"} for name in _ours(rate, by_type)))


def _ours(rate: ReturnRate, by_type: Sequence[TypeLine]) -> Iterator[str]:
    used = [line for line in by_type if line.cohort.trips]
    yield "as-of-closing" if rate.window.closed else "still-counting"
    if rate.is_bound:
        yield "forgotten-half"
    if rate.unseen:
        yield "unseen-not-in-the-rate"
    if any(line.rotations.estimated for line in used):
        yield "rotations-estimated"
    if any(line.climate for line in used):
        yield "climate-planned-uses"
    if any(line.climate and line.climate.weak for line in used):
        yield "climate-weak"
    if any(line.climate and line.climate.left_out for line in used):
        yield "climate-without-transport"
    if any(line.climate is None for line in used):
        yield "climate-not-all-types"
