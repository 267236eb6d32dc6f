"""Loads: in, out, void."""

import sqlite3

from quarry_scale import clock, db
from quarry_scale.errors import Problem
from quarry_scale.logic import credit, pricing
from quarry_scale.models import Ticket
from quarry_scale.store.customers import Customers
from quarry_scale.store.prices import Prices
from quarry_scale.store.tickets import Tickets


def weigh_in(
    connection: sqlite3.Connection, plate: str, product: str, haulier: str | None, customer: str | None, tare_kg: int
) -> Ticket:
    """A lorry comes in empty."""
    store = Tickets(connection)
    with db.transaction(connection):
        if store.weighed_in(plate):
            raise Problem(409, "inside", f"{plate} is in the quarry already.")
        code = store.product(product).code
        account = Customers(connection).get(customer) if customer else None
        if account and account.state == "stopped":
            raise Problem(409, "stopped", f"The account {account.code} is stopped.")
        number = store.add(plate, code, haulier, account.code if account else None, tare_kg, clock.now())
    return store.get(number)


def weigh_out(connection: sqlite3.Connection, number: int, gross_kg: int) -> Ticket:
    """It leaves with its load, which has its price now."""
    store = Tickets(connection)
    with db.transaction(connection):
        ticket = store.get(number)
        if ticket.state != "in":
            raise Problem(409, "state", f"Ticket {number} is {ticket.state}.")
        if gross_kg <= ticket.tare_kg:
            raise Problem(409, "weight", "The lorry is no heavier than it came in.")
        at = clock.now()
        amounts = _priced(connection, ticket, gross_kg - ticket.tare_kg)
        if ticket.customer:
            credit.demand(connection, Customers(connection).get(ticket.customer), amounts.net_pence)
        store.update(
            number,
            gross_kg=gross_kg,
            state="out",
            weighed_out_at=clock.stamp(at),
            goods_pence=amounts.goods_pence,
            rebate_pence=amounts.rebate_pence,
            levy_pence=amounts.levy_pence,
            net_pence=amounts.net_pence,
        )
    return store.get(number)


def _priced(connection: sqlite3.Connection, ticket: Ticket, net_kg: int) -> pricing.Amounts:
    prices, day = Prices(connection), clock.today()
    product = Tickets(connection).product(ticket.product)
    customer = Customers(connection).get(ticket.customer) if ticket.customer else None
    pence_per_tonne = prices.price_of(product.code, ticket.customer, day)
    levy = prices.levy_on(day) if product.levy else 0
    return pricing.amounts(net_kg, pence_per_tonne, levy, pricing.rebate_percent(customer))


def void(connection: sqlite3.Connection, number: int) -> Ticket:
    """A load that was a mistake; its number stays used."""
    store = Tickets(connection)
    with db.transaction(connection):
        ticket = store.get(number)
        if ticket.state == "void":
            raise Problem(409, "state", f"Ticket {number} is void already.")
        if ticket.invoice is not None:
            raise Problem(409, "invoiced", f"Ticket {number} is on an invoice.")
        store.update(number, state="void")
    return store.get(number)
