"""Pages of the customers."""

from flask import Blueprint, g, redirect, render_template, request, url_for

from linen_rounds import clock
from linen_rounds.database import session
from linen_rounds.domain import weeks
from linen_rounds.domain.models import Customer, Role
from linen_rounds.identity import only
from linen_rounds.problems import Missing
from linen_rounds.services import bags, catalogue, claims, contracts, statements
from linen_rounds.web import fields

portal = Blueprint("portal", __name__, url_prefix="/portal")


def me() -> Customer:
    return g.sign_in.user.customer


@portal.get("/")
@only(Role.CUSTOMER)
def home():
    holds = contracts.in_force(session(), me(), clock.today())
    return render_template("portal/home.html", customer=me(), holds=holds, bags=bags.of_customer(session(), me()))


@portal.get("/bags/<tag>")
@only(Role.CUSTOMER)
def bag(tag: str):
    found = bags.get(session(), tag)
    if found.site.customer_id != me().id:
        raise Missing("no_bag", f"There is no bag {tag}.")
    lines = [(line, bags.difference(line)) for line in found.lines]
    return render_template("portal/bag.html", bag=found, lines=lines)


@portal.get("/workwear")
@only(Role.CUSTOMER)
def workwear():
    return render_template("portal/workwear.html", items=me().items)


@portal.get("/claims")
@only(Role.CUSTOMER)
def claim_list():
    return render_template("portal/claims.html", claims=claims.every(session(), me()))


@portal.post("/claims")
@only(Role.CUSTOMER)
def file_claim():
    data = request.form
    kind = catalogue.item_type(session(), fields.text(data, "item", most=12))
    note = fields.text(data, "note", most=200, required=False)
    claims.file(session(), me(), kind, fields.number(data, "pieces", least=1), note or None)
    return redirect(url_for("portal.claim_list"), 303)


@portal.get("/statements")
@only(Role.CUSTOMER)
def statement_list():
    return render_template("portal/statements.html", statements=statements.of_customer(session(), me()))


@portal.get("/statements/<text>")
@only(Role.CUSTOMER)
def statement(text: str):
    try:
        week = weeks.parse(text)
    except ValueError:
        raise Missing("no_statement", f"There is no statement for {text}.") from None
    found = statements.get(session(), me(), week)
    change = statements.change(session(), found, week)
    return render_template("portal/statement.html", statement=found, week=week, change=change)
