"""Errors that are answers: each has a stable code, and a sentence is found by that code in the reader's language."""

from collections.abc import Mapping


class PantboxError(Exception):
    """Something the world did wrong. `code` is stable and machine-readable; `details` fill in the sentence.

    `status` is the HTTP status a door answers with; the core itself knows nothing of HTTP.
    """

    status = 400

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details: Mapping[str, object] = details

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.code} ({told})" if told else self.code


class BadInput(PantboxError):
    """What was sent cannot be understood or is not allowed."""

    status = 422


class NotHere(PantboxError):
    """It was sent to a server that is not this one."""


class NotFound(PantboxError):
    """No such thing here, or not for you: the two are told alike."""

    status = 404


class Conflict(PantboxError):
    """It was understood, but what is there already forbids it."""

    status = 409


class NotAllowed(PantboxError):
    """Known, but may not."""

    status = 403


class NotKnown(PantboxError):
    """No valid token or login came with the request."""

    status = 401


class TooMany(PantboxError):
    """Asked too often. The same may be asked again after a while."""

    status = 429

    def __init__(self, code: str, *, retry_after_seconds: int = 60, **details: object) -> None:
        super().__init__(code, **details)
        self.retry_after_seconds = retry_after_seconds


class TryAgain(PantboxError):
    """Not now: overloaded, or the outcome of a commit is unknown. Sending the same again is safe."""

    status = 503

    def __init__(self, code: str, *, retry_after_seconds: int = 1, **details: object) -> None:
        super().__init__(code, **details)
        self.retry_after_seconds = retry_after_seconds
