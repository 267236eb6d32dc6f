"""What a print costs."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from print_shop import catalog, clock, coupons, money
from print_shop.catalog import Sheet
from print_shop.db import Session
from print_shop.errors import BadInput, Unknown
from print_shop.models import Customer, Quote

FINISHINGS = {"fold": Decimal("0.02"), "staple": Decimal("0.05"), "punch": Decimal("0.01"), "laminate": Decimal("0.18")}


@dataclass(frozen=True)
class Line:
    paper: str
    sheets: int
    finishing: tuple[str, ...] = ()


def sheet_price(sheet: Sheet, sheets: int) -> Decimal:
    """The price of a hundred sheets when so many are bought."""
    price = None
    for tier in sheet.tiers:
        if tier.from_sheets <= sheets:
            price = tier.price
    if price is None:
        raise BadInput(f"{sheet.paper} is not sold in such small amounts")
    return price


def finishing_price(finishing: Iterable[str]) -> Decimal:
    """What the finishing adds to each sheet."""
    total = Decimal(0)
    for name in finishing:
        if name not in FINISHINGS:
            raise BadInput(f"no finishing {name}")
        total += FINISHINGS[name]
    return total


def line_price(papers: dict[str, Sheet], line: Line) -> Decimal:
    if line.paper not in papers:
        raise Unknown(f"no paper {line.paper}")
    per_hundred = sheet_price(papers[line.paper], line.sheets)
    return money.rounded(per_hundred * line.sheets / 100 + finishing_price(line.finishing) * line.sheets)


def make_quote(lines: list[Line], customer_id: int | None = None, coupon_code: str | None = None) -> Quote:
    """Prices the lines by the customer's list and keeps the quote."""
    customer = None
    if customer_id is not None:
        customer = Session.get(Customer, customer_id)
        if customer is None:
            raise Unknown(f"no customer {customer_id}")
    papers = catalog.current().papers(customer.price_list if customer else "standard")
    priced = [(line, line_price(papers, line)) for line in lines]
    subtotal = sum((price for _, price in priced), money.ZERO)
    discount = coupons.discount(coupons.find(coupon_code), subtotal) if coupon_code else money.ZERO
    quote = Quote(
        customer=customer,
        lines=[
            {"paper": line.paper, "sheets": line.sheets, "finishing": list(line.finishing), "price": money.text(price)}
            for line, price in priced
        ],
        subtotal=subtotal,
        discount=discount,
        total=subtotal - discount,
        coupon_code=coupon_code.upper() if coupon_code else None,
        sheets=sum(line.sheets for line in lines),
        created_at=clock.now(),
    )
    Session.add(quote)
    Session.flush()
    return quote


def get_quote(quote_id: int) -> Quote:
    quote = Session.get(Quote, quote_id)
    if quote is None:
        raise Unknown(f"no quote {quote_id}")
    return quote
