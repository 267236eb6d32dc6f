"""Sign-in of operators."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from flask import Blueprint, current_app, g, request
from werkzeug.security import check_password_hash

from quarry_scale import clock
from quarry_scale.db import get_db
from quarry_scale.errors import Problem
from quarry_scale.models import Operator
from quarry_scale.store.operators import Operators
from quarry_scale.web.answers import Fields

sessions = Blueprint("sessions", __name__)


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def current_operator() -> Operator:
    """Who is signed in at the machine that asks."""
    session = Operators(get_db()).session(digest(_token()))
    if session is None:
        raise Problem(401, "sign_in", "Sign in first.")
    if clock.now() - session.created_at > timedelta(hours=current_app.config["SESSION_HOURS"]):
        raise Problem(401, "sign_in", "The session is over, sign in again.")
    return session.operator


def signed_in(*roles: str) -> Callable:
    """Only for operators, and only those of some roles if any are given."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(**values):
            g.operator = current_operator()
            if roles and g.operator.role not in roles:
                raise Problem(403, "forbidden", f"This is for the {' and the '.join(roles)}.")
            return view(**values)

        return guarded

    return decorate


@sessions.post("/session")
def sign_in():
    fields = Fields()
    name, password = fields.text("name"), fields.text("password")
    fields.done()
    operators = Operators(get_db())
    operator = operators.named(name)
    if operator is None or not check_password_hash(operator.password, password):
        raise Problem(401, "sign_in", "Name or password is wrong.")
    token = secrets.token_urlsafe(24)
    operators.begin(digest(token), operator, clock.now())
    return {"token": token, "name": operator.name, "role": operator.role}, 201


@sessions.get("/session")
@signed_in()
def who():
    return {"name": g.operator.name, "role": g.operator.role}


@sessions.delete("/session")
@signed_in()
def sign_out():
    Operators(get_db()).end(digest(_token()))
    return "", 204
