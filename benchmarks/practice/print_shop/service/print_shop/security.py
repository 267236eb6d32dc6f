"""Signatures of links and of the provider's events."""
from __future__ import annotations

import hashlib
import hmac


def sign(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compares in constant time; `given` is whatever somebody sent."""
    return hmac.compare_digest(given.encode(), expected.encode())


def link_key(secret: str, upload_id: int) -> str:
    """The key in the link to an upload; short, customers read it out on the phone."""
    return sign(secret, f"upload:{upload_id}".encode())[:16]
