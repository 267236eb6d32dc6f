"""Customers: firms with an address, and people at the counter without one."""
from __future__ import annotations

from sqlalchemy import func, select

from print_shop import clock
from print_shop.db import Session
from print_shop.errors import BadInput, Unknown, WrongState
from print_shop.models import Address, Customer, PriceList


def get(customer_id: int) -> Customer:
    customer = Session.get(Customer, customer_id)
    if customer is None:
        raise Unknown(f"no customer {customer_id}")
    return customer


def create(name: str, email: str | None, vat_number: str | None, address: dict | None, price_list: str) -> Customer:
    if email and Session.scalars(select(Customer).where(func.lower(Customer.email) == email.lower())).first():
        raise WrongState(f"{email} is a customer already")
    if not Session.scalars(select(PriceList).where(PriceList.name == price_list)).first():
        raise BadInput(f"no price list {price_list}")
    customer = Customer(name=name, email=email, vat_number=vat_number, price_list=price_list, created_at=clock.now())
    if address is not None:
        customer.address = Address(**address)
    Session.add(customer)
    Session.flush()
    return customer


def search(part: str) -> list[Customer]:
    """Customers whose name or e-mail contains the text."""
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{escaped}%"
    found = select(Customer).where(Customer.name.ilike(pattern, escape="\\") | Customer.email.ilike(pattern, escape="\\"))
    return list(Session.scalars(found.order_by(Customer.name, Customer.id)))
