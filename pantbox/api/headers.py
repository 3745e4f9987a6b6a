"""Headers of our own."""

from flask import request


def idempotency_key() -> str:
    """What makes a request that moves money the same request when it is sent again. Empty: refused by who moves it."""
    return request.headers.get("Idempotency-Key", "")


def claim_header() -> str:
    """The claim of a visit. In a header, for addresses end up in logs."""
    return request.headers.get("Pantbox-Claim", "")
