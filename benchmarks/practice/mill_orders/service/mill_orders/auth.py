"""Sign-in and API tokens.

Tokens are random and shown once; the table holds their digests. Look-ups are remembered per process because some shops poll the catalogue
every few seconds.
"""

import hashlib
import hmac
import secrets
from collections import OrderedDict

from fastapi import Depends, Header, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from mill_orders import config
from mill_orders.db import get_session
from mill_orders.errors import Forbidden, Unauthorised
from mill_orders.models import ApiToken, Customer

ROUNDS = 2_000


def hash_password(password: str, salt: str | None = None) -> str:
    salt = salt or secrets.token_hex(8)
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), ROUNDS).hex()
    return f"{salt}${digest}"


def check_password(password: str, stored: str) -> bool:
    salt, _, _ = stored.partition("$")
    return hmac.compare_digest(hash_password(password, salt), stored)


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class TokenCache:
    """Digest to the customer's id, the least recently used goes first."""

    def __init__(self, size: int = 256) -> None:
        self.size = size
        self._known: OrderedDict[str, int] = OrderedDict()

    def get(self, digest: str) -> int | None:
        customer_id = self._known.get(digest)
        if customer_id is not None:
            self._known.move_to_end(digest)
        return customer_id

    def put(self, digest: str, customer_id: int) -> None:
        self._known[digest] = customer_id
        self._known.move_to_end(digest)
        while len(self._known) > self.size:
            self._known.popitem(last=False)

    def forget(self, digest: str) -> None:
        self._known.pop(digest, None)


def sign_in(session: Session, email: str, password: str) -> str:
    customer = session.scalar(select(Customer).where(Customer.email == email.strip().lower()))
    if customer is None or not check_password(password, customer.password_hash):
        raise Unauthorised("e-mail or password is wrong")
    if customer.blocked:
        raise Forbidden("this account is blocked, please call the office")
    token = secrets.token_urlsafe(24)
    session.add(ApiToken(customer_id=customer.id, digest=token_digest(token), created_at=config.now()))
    session.commit()
    return token


def _digest_of(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorised("a bearer token is needed")
    return token_digest(token.strip())


def _look_up(session: Session, digest: str) -> Customer:
    token = session.scalar(select(ApiToken).where(ApiToken.digest == digest, ApiToken.revoked.is_(False)))
    if token is None:
        raise Unauthorised("this token is not known")
    return token.customer


def current_customer(
    request: Request, session: Session = Depends(get_session), authorization: str | None = Header(default=None)
) -> Customer:
    digest = _digest_of(authorization)
    cache: TokenCache = request.app.state.tokens
    customer_id = cache.get(digest)
    customer = session.get(Customer, customer_id) if customer_id is not None else None
    if customer is None:
        customer = _look_up(session, digest)
        cache.put(digest, customer.id)
    if customer.blocked:
        raise Forbidden("this account is blocked, please call the office")
    return customer


def current_staff(customer: Customer = Depends(current_customer)) -> Customer:
    if not customer.staff:
        raise Forbidden("for the office only")
    return customer


def revoke(session: Session, cache: TokenCache, authorization: str | None) -> None:
    digest = _digest_of(authorization)
    token = session.scalar(select(ApiToken).where(ApiToken.digest == digest))
    if token is not None:
        token.revoked = True
        session.commit()
    cache.forget(digest)
