"""Sign-in of the staff: PIN against signed token that expires.

Tokens are `URLSafeTimedSerializer` of {"login", "role"}. The handhelds of the 2024 season sign the bare login with the same key, anew
every morning; nobody can rely on that, so their people have to sign in like everybody else.
"""

import hashlib
import hmac
from datetime import datetime

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from . import clock
from .errors import Unauthorized
from .models import Staff
from .settings import settings

SALT = "counter"

class ShopSigner(TimestampSigner):
    """Signs with the time of our clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())

def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret, salt=SALT, signer=ShopSigner)

def pin_hash(login: str, pin: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), login.encode(), 2_000).hex()

def sign_in(session: Session, login: str, pin: str) -> tuple[str, datetime]:
    """Token and the moment when it expires."""
    staff = session.scalar(select(Staff).where(Staff.login == login, Staff.active))
    if staff is None or not hmac.compare_digest(staff.pin_hash, pin_hash(login, pin)):
        raise Unauthorized("wrong login or PIN")
    token = _serializer().dumps({"login": staff.login, "role": staff.role})
    return token, clock.now() + settings.token_life

def read_token(token: str) -> str:
    """Login of a token."""
    try:
        payload = _serializer().loads(token, max_age=int(settings.token_life.total_seconds()))
    except SignatureExpired:
        raise Unauthorized("signed in too long ago") from None
    except BadData:
        raise Unauthorized("sign in, please") from None
    return payload["login"]

def staff_of(session: Session, token: str) -> Staff:
    """Who holds this token; Unauthorized when nobody (any more)."""
    staff = session.scalar(select(Staff).where(Staff.login == read_token(token), Staff.active))
    if staff is None:
        raise Unauthorized("sign in, please")
    return staff
