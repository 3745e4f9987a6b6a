"""What came of a simulation, for people and for scripts."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of what was done and what it was told. `event` is what `pantbox report` and `pantbox audit` take.

    `handed_out` counts what people took, `scanned_out` what stalls scanned of it.
    """

    event: str
    event_id: int
    organisation_id: int
    scenario: str
    guests: int
    containers: int
    handed_out: int
    scanned_out: int
    visits: int
    verdicts: dict[str, int]
    refunds: dict[str, int]
    redeemed: int
    requests: int

    def as_json(self, *, seed: int) -> dict[str, Any]:
        """The summary a script reads: the same for the same seed, but for the ids."""
        return {"seed": seed, **asdict(self)}
