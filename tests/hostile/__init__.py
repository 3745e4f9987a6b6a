"""Whoever means ill: what they may send, guess, steal and plant, and what they get for it.

A short, seeded part runs with all tests; `make hostile` runs each property on fifty times as many examples.
"""

import os

TIMES = int(os.environ.get("HOSTILE_TIMES", "1"))
"""How many times as many examples as usual."""


def examples(usual: int) -> int:
    """How many examples a property is tried on."""
    return usual * TIMES
