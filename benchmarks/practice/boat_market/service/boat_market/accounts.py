"""Who asks."""
from flask import g, request
from sqlalchemy import select

from . import db, money, wire
from .errors import SignInNeeded
from .models import Account


def by_token(token: str) -> Account | None:
    return db.session().scalar(select(Account).where(Account.token == token))


def recognise() -> None:
    """Sets ``g.account`` before each request: None without a token, 401 with a wrong one."""
    g.account = None
    token = request.headers.get("X-Market-Token")
    if token:
        g.account = by_token(token)
        if g.account is None:
            raise SignInNeeded("nobody has this token")


def signed_in() -> Account:
    if g.account is None:
        raise SignInNeeded("send your X-Market-Token")
    return g.account


def change(account: Account, fields: wire.Fields) -> None:
    """Name and preferred currency; an empty currency takes the preference back."""
    account.name = fields.given("name", wire.line) or account.name
    if "currency" in fields.names():
        code = fields.given("currency", wire.line, 3)
        account.currency = money.known(code) if code else None
    db.session().commit()


def as_json(account: Account) -> dict:
    return {
        "name": account.name,
        "email": account.email,
        "currency": account.currency,
        "dealer": account.dealer,
        "adverts": len(account.adverts),
    }
