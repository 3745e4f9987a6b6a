"""How often Python looks for garbage that counting references does not find: seldom, in a process that serves, or audits."""

import gc

NEW_OBJECTS = 20_000
"""Between two looks at what is new. Scans leave no cycles behind: with Python's 700, looking took a fifth of a batch's time,
and a tenth of an audit's."""


def leave_what_stands() -> None:
    """Take all there is now for good, and look at new things seldom: a look through everything stops requests for 60 ms."""
    gc.collect()
    gc.freeze()
    look_seldom()


def look_seldom() -> None:
    """Look at new things seldom."""
    gc.set_threshold(NEW_OBJECTS)
