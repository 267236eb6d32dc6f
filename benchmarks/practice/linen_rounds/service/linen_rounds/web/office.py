"""Pages of the office."""

from flask import Blueprint, Response, redirect, render_template, request, url_for

from linen_rounds import clock
from linen_rounds.database import session
from linen_rounds.domain.models import ClaimState, Role
from linen_rounds.identity import only
from linen_rounds.problems import Problem
from linen_rounds.services import catalogue, claims, contracts, customers, losses, rounds, workwear
from linen_rounds.web import fields, tables

office = Blueprint("office", __name__, url_prefix="/office")


@office.get("/customers")
@only(Role.OFFICE)
def customer_list():
    return render_template("office/customers.html", customers=customers.customers(session()))


@office.get("/customers/<code>")
@only(Role.OFFICE)
def customer(code: str):
    found = customers.customer(session(), code)
    holds = contracts.in_force(session(), found, clock.today())
    return render_template("office/customer.html", customer=found, holds=holds)


@office.post("/customers/<code>/contracts")
@only(Role.OFFICE)
def conclude(code: str):
    found, data = customers.customer(session(), code), request.form
    first, last = fields.day(data, "starts_on"), fields.day(data, "ends_on", required=False)
    minimum = fields.cents(data, "minimum", required=False)
    contracts.conclude(session(), found, fields.text(data, "number", most=16), first, last, minimum)
    return redirect(url_for("office.customer", code=found.code), 303)


@office.post("/customers/<code>/prices")
@only(Role.OFFICE)
def agree(code: str):
    """A price in the contract that holds today."""
    found = customers.customer(session(), code)
    contract = contracts.in_force(session(), found, clock.today())
    if contract is None:
        raise Problem("no_contract", f"{found.code} has no contract.")
    kind = catalogue.item_type(session(), fields.text(request.form, "item", most=12))
    contracts.agree(session(), contract, kind, fields.cents(request.form, "price"))
    return redirect(url_for("office.customer", code=found.code), 303)


@office.get("/items")
@only(Role.OFFICE)
def price_list():
    return render_template("office/items.html", items=catalogue.item_types(session()))


@office.post("/items/<code>")
@only(Role.OFFICE)
def list_price(code: str):
    catalogue.set_list_price(session(), code, fields.cents(request.form, "price"))
    return redirect(url_for("office.price_list"), 303)


@office.get("/rounds/<code>")
@only(Role.OFFICE)
def round_sheet(code: str):
    found = rounds.get(session(), code)
    day = fields.day(request.args, "day", required=False) or clock.today()
    return render_template("office/round.html", round=found, day=day, lines=rounds.sheet(session(), found, day))


@office.post("/customers/<code>/pieces")
@only(Role.OFFICE)
def register(code: str):
    found, data = customers.customer(session(), code), request.form
    kind = catalogue.item_type(session(), fields.text(data, "item", most=12))
    chip, wearer = fields.text(data, "chip", most=24), fields.text(data, "wearer", required=False)
    workwear.register(session(), found, kind, chip, wearer)
    return redirect(url_for("office.customer", code=found.code), 303)


@office.get("/claims")
@only(Role.OFFICE)
def claim_list():
    state = fields.text(request.args, "state", most=12, required=False)
    if state and state not in set(ClaimState):
        raise Problem("unacceptable", f"No claim is {state}.")
    found = claims.every(session())
    shown = [claim for claim in found if state in ("", claim.state)]
    return render_template("office/claims.html", claims=shown, tally=claims.tally(found))


@office.post("/claims/<int:number>/decide")
@only(Role.OFFICE)
def decide(number: int):
    verdict = fields.text(request.form, "verdict", most=8)
    if verdict not in ("accept", "reject"):
        raise Problem("unacceptable", "verdict must be accept or reject.")
    claims.decide(session(), claims.get(session(), number), verdict == "accept")
    return redirect(url_for("office.claim_list"), 303)


@office.get("/losses")
@only(Role.OFFICE)
def loss_report():
    first, last = fields.day(request.args, "from"), fields.day(request.args, "to")
    return render_template("office/losses.html", first=first, last=last, losses=losses.report(session(), first, last))


@office.get("/losses.csv")
@only(Role.OFFICE)
def loss_file():
    found = losses.report(session(), fields.day(request.args, "from"), fields.day(request.args, "to"))
    return Response(tables.losses(found), mimetype="text/csv")
