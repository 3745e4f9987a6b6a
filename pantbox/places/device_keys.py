"""A device's own key: what it signs without network, the server can check without having been asked.

The key is a keyed function of the device's id, told once when it is paired; nothing of it is stored here. A browser
imports it so that no script can read it again.
"""

import base64
import hmac

from pantbox.keys import CROCKFORD, Keys, same

SIGNS = 16


def device_key(keys: Keys, device_id: int) -> bytes:
    """The 32 bytes of a device's key."""
    return keys.mac("device", str(device_id))


def told_key(keys: Keys, device_id: int) -> str:
    """The key as a device is told it: base64url without padding."""
    return base64.urlsafe_b64encode(device_key(keys, device_id)).decode().rstrip("=")


def sign(key: bytes, message: str) -> str:
    """What a device writes under a message: the first 80 bits of an HMAC-SHA-256, as 16 Crockford signs."""
    number = int.from_bytes(hmac.digest(key, message.encode(), "sha256")[: SIGNS * 5 // 8], "big")
    return "".join(CROCKFORD[number >> (5 * place) & 31] for place in reversed(range(SIGNS)))


def is_signed(keys: Keys, device_id: int, message: str, signs: str) -> bool:
    """Whether this device wrote these signs under the message."""
    return same(signs.strip().upper(), sign(device_key(keys, device_id), message))
