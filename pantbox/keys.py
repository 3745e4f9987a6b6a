"""Secrets that need no storing: each is a keyed function of an id, so the database holds at most its hash.

One secret of the installation; a separate key for each purpose, by HMAC-SHA-256 as a key derivation (RFC 5869's expand
step with one block). Whoever reads a copy of the database can make none of them.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

PURPOSES_KEPT = 128
RECOGNISABLE_LENGTH = 16
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U, which people misread."""


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys of one installation, made from its one secret."""

    secret_key: str = field(repr=False)

    def mac(self, purpose: str, message: str) -> bytes:
        """32 bytes only this installation can make, for one purpose and one message."""
        begun = _begun_for(self.secret_key, purpose).copy()
        begun.update(message.encode())
        return begun.digest()

    def derive(self, purpose: str, message: str, *, signs: int = 16) -> str:
        """A code of `signs` Crockford signs (5 bits each) only this installation can make."""
        number = int.from_bytes(self.mac(purpose, message), "big")
        return "".join(CROCKFORD[number >> (5 * place) & 31] for place in range(signs))


@lru_cache(maxsize=PURPOSES_KEPT)
def _begun_for(secret_key: str, purpose: str) -> hmac.HMAC:
    # Begun once and copied. `hmac.digest` lets the threads of other requests go first, each time, and waits for them.
    key = hmac.digest(secret_key.encode(), b"pantbox:" + purpose.encode(), "sha256")
    return hmac.new(key, digestmod="sha256")


def hashed(secret: str) -> str:
    """SHA-256 of a high-entropy secret, for looking it up without storing it. Not for passwords."""
    return hashlib.sha256(_bytes(secret)).hexdigest()


def recognisable(text: str) -> str:
    """The first 16 hexadecimal signs of a SHA-256: enough for a device to know a text again, too little to make it."""
    return hashed(text)[:RECOGNISABLE_LENGTH]


def same(told: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(_bytes(told), _bytes(expected))


def _bytes(told: str) -> bytes:
    # Half a pair of surrogates is no text, but it is a wrong guess like any other.
    return told.encode(errors="surrogatepass")
