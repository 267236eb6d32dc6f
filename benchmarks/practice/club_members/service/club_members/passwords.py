"""Passwords and tokens. Neither is ever stored as it is."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def hash_password(password: str, rounds: int, salt: str | None = None) -> str:
    """`rounds$salt$digest`, so that rounds can be raised without breaking old ones."""
    salt = salt or secrets.token_hex(8)
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), rounds)
    return f"{rounds}${salt}${digest.hex()}"


def matches(password: str, stored: str | None) -> bool:
    """Is this the password? Members who were imported have none until they reset it."""
    if not stored:
        return False
    rounds, salt, _ = stored.split("$")
    return hmac.compare_digest(hash_password(password, int(rounds), salt), stored)


def new_token() -> str:
    """What the client is given."""
    return secrets.token_urlsafe(24)


def digest_of(token: str) -> str:
    """What we keep of it."""
    return hashlib.sha256(token.encode()).hexdigest()
