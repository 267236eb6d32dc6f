"""Passwords are stored as `rounds$salt$digest`; those that came over from the old desk are `sha1$salt$digest`."""

import hashlib
import hmac
import secrets

from . import settings


def _digest(password: str, salt: str, rounds: int) -> str:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), rounds).hex()


def _old_digest(password: str, salt: str) -> str:
    return hashlib.sha1(f"{salt}{password}".encode()).hexdigest()


def stored(password: str) -> str:
    salt = secrets.token_hex(8)
    return f"{settings.PASSWORD_ROUNDS}${salt}${_digest(password, salt, settings.PASSWORD_ROUNDS)}"


def matches(password: str, known: str | None) -> bool:
    if known is None:
        return False
    rounds, salt, digest = known.split("$")
    made = _old_digest(password, salt) if rounds == "sha1" else _digest(password, salt, int(rounds))
    return hmac.compare_digest(made, digest)
