"""The sentence that stands beside each number: what it is, of what, since when. Texts are in `messages/*/reports.ftl`."""

from pantbox.i18n import Translator

METRICS = (
    "return-rate", "return-rate-bound", "scan-coverage", "grade", "curve", "issued", "returned", "collected",
    "seen-again", "lost", "written-off", "forfeited", "out", "unseen", "flow", "recovery", "loss", "dwell-median", "dwell-p90",
    "trips", "rotations", "rotations-estimated", "fleet-turn", "single-use", "climate", "planned-uses", "break-even",
    "counted-to-claimed", "told-late", "guests", "donating", "collected-ore", "refunded-ore", "donated-ore", "held-ore",
    "payable-ore", "unclaimed-ore", "forfeited-ore", "unseen-ore", "disputed-ore", "lost-ore", "vouchers-out-ore", "between-events-ore",
)  # fmt: skip
"""Every published number. `metric-<name>` is its definition, `metric-<name>-name` what it is called."""


def definition(metric: str, words: Translator) -> str:
    """The sentence that defines a metric. Raises `LookupError` for one that has none."""
    return words.text(f"metric-{metric}")


def name_of(metric: str, words: Translator) -> str:
    """What a metric is called."""
    return words.text(f"metric-{metric}-name")


def definitions(words: Translator) -> dict[str, str]:
    """Every metric's sentence."""
    return {metric: definition(metric, words) for metric in METRICS}
