"""Shares with their uncertainty: how sure 91 % of 9,412 is, and how sure 91 % of 11."""

from dataclasses import dataclass
from math import exp, log, sqrt

STEEPEST = 700.0
"""exp of more is no float. So far out the interval is the whole of 0…1 whatever the digits."""

Z_95 = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`, with its 95 % interval. `value` is None when there was nothing to take a share of."""

    count: int
    n: int
    value: float | None
    low: float
    high: float


def wilson(count: int, n: int) -> Share:
    """`count` of `n` with Wilson's score interval at 95 %.

    It stays within 0…1, is honest for few and for extreme counts, and needs no tables.
    Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209–212; compared with its rivals by Newcombe, R. G. (1998),
    Statistics in Medicine 17, 857–872 (its method 3).
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is not a share")
    if n == 0:
        return Share(count=0, n=0, value=None, low=0.0, high=1.0)
    share, z_squared = count / n, Z_95**2
    middle = share + z_squared / (2 * n)
    half = Z_95 * sqrt(share * (1 - share) / n + z_squared / (4 * n * n))
    width = 1 + z_squared / n
    low = 0.0 if count == 0 else (middle - half) / width
    high = 1.0 if count == n else (middle + half) / width
    return Share(count=count, n=n, value=share, low=low, high=high)


def log_log(share: float, variance: float) -> tuple[float, float]:
    """The 95 % interval of an estimated share strictly between 0 and 1, by the log(−log) transform: within 0…1 always.

    share ** exp(∓ z · se / (share · ln share)); Kalbfleisch & Prentice, *The Statistical Analysis of Failure Time
    Data* (2nd ed. 2002), section 1.4; for cumulative incidence see Choudhury, J. B. (2002), Statistics in Medicine
    21, 1129–1144.
    """
    spread = max(Z_95 * sqrt(variance) / (share * log(share)), -STEEPEST)
    one, other = share ** exp(spread), share ** exp(-spread)
    return min(one, other), max(one, other)
