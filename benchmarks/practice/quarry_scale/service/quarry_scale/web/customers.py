"""Accounts and price lists."""

import json

from flask import Blueprint

from quarry_scale import clock
from quarry_scale.db import get_db
from quarry_scale.logic import credit
from quarry_scale.models import Customer
from quarry_scale.store.customers import Customers
from quarry_scale.store.prices import Prices
from quarry_scale.store.tickets import Tickets
from quarry_scale.text import money, pence
from quarry_scale.web.answers import Fields, query
from quarry_scale.web.sessions import signed_in

customers = Blueprint("customers", __name__)


def show(customer: Customer) -> dict:
    """A customer for machines."""
    return {
        "code": customer.code,
        "name": customer.name,
        "address": customer.address,
        "email": customer.email,
        "state": customer.state,
        "created_on": customer.created_on,
        "credit_limit": money(customer.credit_limit_pence),
        "rebate": customer.rebate,
    }


def _price(row) -> dict:
    return {"product": row["product"], "valid_from": row["valid_from"], "per_tonne": money(row["pence_per_tonne"])}


@customers.get("/customers")
@signed_in()
def listing():
    state = query().text("state", required=False)
    return {"customers": [show(customer) for customer in Customers(get_db()).all(state)]}


@customers.post("/customers")
@signed_in("office")
def add():
    fields = Fields()
    code = fields.text("code", 12, r"[A-Za-z0-9-]+")
    values = {
        "name": fields.text("name"),
        "address": fields.text("address", 200, required=False),
        "email": fields.text("email", required=False),
    }
    fields.done()
    Customers(get_db()).add(code, **values, created_on=clock.today().isoformat())
    return show(Customers(get_db()).get(code)), 201


@customers.get("/customers/<code>")
@signed_in()
def one(code: str):
    return show(Customers(get_db()).get(code))


@customers.patch("/customers/<code>")
@signed_in("office")
def change(code: str):
    store, fields, values = Customers(get_db()), Fields(), {}
    store.get(code)
    if fields.has("name"):
        values["name"] = fields.text("name")
    if fields.has("address"):
        values["address"] = fields.text("address", 200, required=False)
    if fields.has("state"):
        values["state"] = fields.text("state", pattern="open|stopped")
    if fields.has("credit_limit"):
        limit = fields.decimal("credit_limit", 1_000_000, required=False)
        values["credit_limit_pence"] = None if limit is None else pence(limit)
    if fields.has("rebate"):
        values["terms"] = json.dumps({"rebate": str(fields.decimal("rebate", 50))})
    fields.done()
    if values:
        store.update(code, **values)
    return show(store.get(code))


@customers.get("/customers/<code>/balance")
@signed_in()
def balance(code: str):
    customer = Customers(get_db()).get(code)
    owed = credit.balance(get_db(), customer.code)
    limit = customer.credit_limit_pence
    left = None if limit is None else money(max(limit - owed, 0))
    return {"customer": customer.code, "owed": money(owed), "credit_limit": money(limit), "left": left}


@customers.get("/customers/<code>/prices")
@signed_in()
def prices(code: str):
    customer = Customers(get_db()).get(code)
    return {"customer": customer.code, "prices": [_price(row) for row in Prices(get_db()).list_for(customer.code)]}


@customers.put("/customers/<code>/prices/<product>")
@signed_in("office")
def set_price(code: str, product: str):
    customer, stuff = Customers(get_db()).get(code), Tickets(get_db()).product(product)
    fields = Fields()
    amount = fields.decimal("per_tonne", 1000)
    day = fields.day("valid_from", required=False) or clock.today()
    fields.done()
    Prices(get_db()).set(stuff.code, customer.code, day, pence(amount))
    return {"product": stuff.code, "valid_from": day, "per_tonne": money(pence(amount))}
