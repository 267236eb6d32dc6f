"""Passwords, and the signed tokens of sessions."""

import base64
import binascii
import hashlib
import hmac
import json
import os
from datetime import datetime, timedelta

from grant_desk.errors import Unauthorized

_ROUNDS = 20_000


def hashed(password: str, salt: bytes | None = None) -> str:
    salt = salt or os.urandom(12)
    return f"{salt.hex()}${hashlib.pbkdf2_hmac('sha256', password.encode(), salt, _ROUNDS).hex()}"


def matches(password: str, stored: str) -> bool:
    salt, _, _ = stored.partition("$")
    return bool(salt) and hmac.compare_digest(hashed(password, bytes.fromhex(salt)), stored)


def _signature(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def issue(user_id: int, now: datetime, minutes: int, secret: str) -> tuple[str, datetime]:
    """A token and when it expires."""
    expires = now + timedelta(minutes=minutes)
    claims = json.dumps({"user": user_id, "expires": int(expires.timestamp())}, separators=(",", ":"))
    text = base64.urlsafe_b64encode(claims.encode()).decode()
    return f"{text}.{_signature(text, secret)}", expires


def user_of(token: str, now: datetime, secret: str) -> int:
    """Whose token it is. Raises Unauthorized."""
    text, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(text, secret).encode()):
        raise Unauthorized("The token is not one of ours.")
    try:
        claims = json.loads(base64.urlsafe_b64decode(text))
    except (ValueError, binascii.Error) as error:
        raise Unauthorized("The token cannot be read.") from error
    if claims["expires"] <= now.timestamp():
        raise Unauthorized("The session has expired.")
    return claims["user"]
