"""Weighing."""

from datetime import timedelta

from flask import Blueprint, Response

from quarry_scale import clock
from quarry_scale.db import get_db
from quarry_scale.errors import invalid
from quarry_scale.logic import weighing
from quarry_scale.models import Ticket
from quarry_scale.store.tickets import Tickets
from quarry_scale.text import money, plain
from quarry_scale.web.answers import Fields, query
from quarry_scale.web.sessions import signed_in

tickets = Blueprint("tickets", __name__)

PLATE = r"[A-Z0-9 ]{2,9}"


def show(ticket: Ticket) -> dict:
    """A ticket for machines."""
    return {
        "number": ticket.number,
        "state": ticket.state,
        "plate": ticket.plate,
        "product": ticket.product,
        "customer": ticket.customer,
        "haulier": ticket.haulier,
        "tare_kg": ticket.tare_kg,
        "gross_kg": ticket.gross_kg,
        "net_kg": ticket.net_kg,
        "goods": money(ticket.goods_pence),
        "rebate": money(ticket.rebate_pence),
        "levy": money(ticket.levy_pence),
        "net": money(ticket.net_pence),
        "weighed_in_at": ticket.weighed_in_at,
        "weighed_out_at": ticket.weighed_out_at,
    }


@tickets.post("/tickets")
@signed_in()
def weigh_in():
    fields = Fields()
    plate = fields.text("plate", 9, PLATE)
    product = fields.text("product", 12)
    haulier = fields.text("haulier", required=False)
    customer = fields.text("customer", 12, required=False)
    tare = fields.whole("tare_kg", 500, 44_000)
    fields.done()
    return show(weighing.weigh_in(get_db(), plate, product, haulier, customer, tare)), 201


@tickets.post("/tickets/<int:number>/weigh-out")
@signed_in()
def weigh_out(number: int):
    fields = Fields()
    gross = fields.whole("gross_kg", 500, 60_000)
    fields.done()
    return show(weighing.weigh_out(get_db(), number, gross))


@tickets.post("/tickets/<int:number>/void")
@signed_in("office")
def void(number: int):
    return show(weighing.void(get_db(), number))


@tickets.get("/tickets")
@signed_in()
def listing():
    fields = query()
    day = fields.day("day", required=False) or clock.today()
    state = fields.text("state", required=False)
    if state not in {None, "in", "out", "void"}:
        raise invalid({"state": "One of in, out and void."})
    customer = fields.text("customer", required=False)
    fields.done()
    first, after = clock.start_of(day), clock.start_of(day + timedelta(days=1))
    found = Tickets(get_db()).find(first, after, state, customer.upper() if customer else None)
    return {"day": day, "tickets": [show(ticket) for ticket in found]}


@tickets.get("/tickets/<int:number>")
@signed_in()
def one(number: int):
    return show(Tickets(get_db()).get(number))


@tickets.get("/tickets/<int:number>/print")
@signed_in()
def printed(number: int):
    """The slip for the driver; the printer at the gate knows ASCII only."""
    ticket = Tickets(get_db()).get(number)
    lines = [
        f"CRAIG DDU QUARRY  {ticket.number}",
        f"{ticket.plate}  {ticket.product}",
        f"haulier {ticket.haulier or '-'}",
        f"gross {ticket.gross_kg or '-'} tare {ticket.tare_kg} net {ticket.net_kg or '-'} kg",
    ]
    return Response("".join(f"{plain(line)}\r\n" for line in lines), mimetype="text/plain")
