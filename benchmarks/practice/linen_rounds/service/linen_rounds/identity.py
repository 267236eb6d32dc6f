"""Who is signed in, what they may do, and the token that forms carry."""

import functools
import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app, g, redirect, request, url_for
from itsdangerous import BadSignature, Signer
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash, generate_password_hash

from linen_rounds import clock
from linen_rounds.database import session
from linen_rounds.domain.models import Role, SignIn, User
from linen_rounds.problems import Forbidden, Malformed

COOKIE = "linen_session"


def init_app(app: Flask) -> None:
    app.before_request(_recognise)
    app.add_template_global(form_token)


def signed(token: str) -> str:
    """The cookie for a session's token."""
    return _signer().sign(token).decode()


def form_token() -> str:
    """What the forms of this session send along as `csrf_token`."""
    if g.sign_in is None:
        return ""
    return hmac.new(current_app.secret_key.encode(), g.sign_in.token.encode(), hashlib.sha256).hexdigest()


def password_hash(password: str) -> str:
    return generate_password_hash(password, method=current_app.config["PASSWORD_METHOD"])


def sign_in(db: Session, name: str, password: str) -> SignIn | None:
    """Open a session; None if name or password is wrong."""
    user = db.scalar(select(User).where(User.name == name))
    if user is None or not check_password_hash(user.password_hash, password):
        return None
    opened = begin(db, user, secrets.token_urlsafe(24))
    db.commit()
    return opened


def begin(db: Session, user: User, token: str) -> SignIn:
    opened = SignIn(
        token=token, user=user, ends_at=clock.now() + timedelta(hours=current_app.config["SESSION_HOURS"])
    )
    db.add(opened)
    return opened


def only(role: Role) -> Callable:
    """Keeps everybody else away from a page, and forms without their token."""

    def decorate(view: Callable) -> Callable:
        @functools.wraps(view)
        def guarded(*args, **kwargs):
            if g.sign_in is None:
                return redirect(url_for("account.form"), 303)
            if g.sign_in.user.role != role:
                raise Forbidden("forbidden", "This page is not for you.")
            if request.method == "POST" and not hmac.compare_digest(
                request.form.get("csrf_token", "").encode(), form_token().encode()
            ):
                raise Malformed("no_token", "The form is too old. Load the page again.")
            return view(*args, **kwargs)

        return guarded

    return decorate


def _recognise() -> None:
    g.sign_in = None
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return
    try:
        token = _signer().unsign(cookie).decode()
    except (BadSignature, UnicodeDecodeError):
        return
    wanted = select(SignIn).where(SignIn.token == token, SignIn.ends_at > clock.now())
    g.sign_in = session().scalar(wanted)


def _signer() -> Signer:
    return Signer(current_app.secret_key, salt=COOKIE)
