"""Signing in and out."""

from flask import Blueprint, g, redirect, render_template, request, url_for

from linen_rounds import identity
from linen_rounds.database import session
from linen_rounds.domain.models import Role
from linen_rounds.web import fields

account = Blueprint("account", __name__)


@account.get("/sign-in")
def form():
    return render_template("account/sign_in.html", wrong=False)


@account.post("/sign-in")
def sign_in():
    name, password = fields.text(request.form, "name", most=40), fields.text(request.form, "password")
    opened = identity.sign_in(session(), name, password)
    if opened is None:
        return render_template("account/sign_in.html", wrong=True), 422
    answer = redirect(url_for("office.customer_list" if opened.user.role == Role.OFFICE else "portal.home"), 303)
    answer.set_cookie(identity.COOKIE, identity.signed(opened.token), httponly=True, samesite="Lax")
    return answer


@account.post("/sign-out")
def sign_out():
    if g.sign_in is not None:
        session().delete(g.sign_in)
        session().commit()
    answer = redirect(url_for("account.form"), 303)
    answer.delete_cookie(identity.COOKIE)
    return answer
