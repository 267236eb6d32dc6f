"""Customers and their sites."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from linen_rounds.domain.models import Customer, Site
from linen_rounds.problems import Missing


def site(db: Session, code: str) -> Site:
    found = db.scalar(select(Site).where(Site.code == code.strip().upper()))
    if found is None:
        raise Missing("no_site", f"There is no site {code}.")
    return found


def customer(db: Session, code: str) -> Customer:
    found = db.scalar(select(Customer).where(Customer.code == code.strip().upper()))
    if found is None:
        raise Missing("no_customer", f"There is no customer {code}.")
    return found


def customers(db: Session) -> list[Customer]:
    return list(db.scalars(select(Customer).order_by(Customer.code)))
