"""Codes that only look like ours."""


def forged(link: str) -> str:
    """A genuine code with the last sign of its keyed tag changed: as good a forgery as anybody can make."""
    return link[:-1] + ("0" if link[-1] != "0" else "1")
