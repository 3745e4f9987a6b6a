"""What the audit found: one comparison, and both its sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NOT_OURS = (ArithmeticError, AssertionError, LookupError, TypeError, ValueError)
"""What reading a row raises that holds what nothing of ours writes, such as a word that is none of an enumeration."""
SHOWN_MAX = 3
"""So many of the things that differ are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison. `ok` None: it cannot be checked yet, and `compared` says why."""

    promise: int
    name: str
    ok: bool | None
    compared: str
    left: int
    right: int

    @classmethod
    def not_checked(cls, promise: int, name: str, why: str) -> "Finding":
        return cls(promise, name, None, f"not checked yet: {why}", 0, 0)

    @classmethod
    def none_of(
        cls, promise: int, name: str, what: str, offenders: Iterable[object], count: int
    ) -> "Finding":
        """There should be none of these. `offenders` are some of the `count` there are."""
        shown = ", ".join(str(one) for one in list(offenders)[:SHOWN_MAX])
        return cls(promise, name, count == 0, f"{what}, and 0" + (f" ({shown})" if shown else ""), count, 0)

    @classmethod
    def same(
        cls, promise: int, name: str, compared: str, left: Mapping[str, int], right: Mapping[str, int]
    ) -> "Finding":
        """Two sides should be equal key by key; their sums are shown."""
        differ = [key for key in sorted({*left, *right}) if left.get(key, 0) != right.get(key, 0)]
        shown = "; ".join(f"{key}: {left.get(key, 0)} ≠ {right.get(key, 0)}" for key in differ[:SHOWN_MAX])
        told = f"{compared} ({len(differ)} differ: {shown})" if differ else compared
        return cls(promise, name, not differ, told, sum(left.values()), sum(right.values()))
