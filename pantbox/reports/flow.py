"""What the fleet sees: flow, recovery and loss. None of these is a return rate, and none is called one."""

from dataclasses import dataclass

from pantbox.reports.intervals import Share, wilson


@dataclass(frozen=True, slots=True)
class Totals:
    """How the trips of a cohort stand. `issued` are seen issues; the others are what became of them."""

    issued: int = 0
    returned: int = 0
    collected: int = 0
    seen_again: int = 0
    lost: int = 0
    written_off: int = 0
    forfeited: int = 0
    """Of those written off: those whose last day had passed. Nobody said that they are lost."""

    @property
    def parts(self) -> dict[str, int]:
        """What became of the issues, each counted once: together they are all of them."""
        return {
            "returned": self.returned,
            "collected": self.collected,
            "seen_again": self.seen_again,
            "lost": self.lost,
            "written_off": self.written_off - self.forfeited,
            "forfeited": self.forfeited,
            "out": self.out,
        }

    @property
    def out(self) -> int:
        """Trips still open."""
        return self.issued - self.ended

    @property
    def ended(self) -> int:
        """Trips that ended, in whatever way."""
        return self.returned + self.collected + self.seen_again + self.lost + self.written_off


def flow_ratio(returns_in_window: int, issues_in_window: int) -> float | None:
    """Returns ÷ issues of the same hours. Shown as a flow: it mixes cohorts and can pass 100 %. None with no issues."""
    return returns_in_window / issues_in_window if issues_in_window else None


def recovery_rate(totals: Totals) -> Share:
    """Returned or collected ÷ issued: what came home, whoever brought it."""
    return wilson(totals.returned + totals.collected, totals.issued)


@dataclass(frozen=True, slots=True)
class Loss:
    """Between what was declared lost and all that is not back, of trips. What was damaged came home (`damaged_rate`)."""

    declared: Share
    not_back: Share


def loss(totals: Totals, trips: int) -> Loss:
    """From lost or written off ÷ trips, to all not back ÷ trips. Forfeited is a deadline, no loss, and is in the upper end
    only; what was seen again is back."""
    declared = totals.lost + totals.written_off - totals.forfeited
    not_back = totals.out + totals.lost + totals.written_off
    return Loss(wilson(declared, trips), wilson(not_back, trips))


def damaged_rate(damaged: int, inspected: int) -> Share:
    """Rejected at inspection ÷ inspected."""
    return wilson(damaged, inspected)
