"""The price board in the window."""

from datetime import date

from sqlalchemy.orm import Session

from . import money, prices
from .errors import NotFound

def board(session: Session, day: date) -> dict:
    """Prices of a day: one row for each kind, with the adults' price first and the other age classes beside it."""
    found = prices.valid_list(session, day)
    if found is None:
        raise NotFound(f"no prices for {day}")
    rows = []
    for kind, ages in sorted(prices.rates(session, found.id).items()):
        adult = ages["adult"]
        rows.append(
            {
                "kind": kind,
                "adult": money.show(adult.first_day),
                "further_day": money.show(adult.further_day),
                "deposit": money.show(adult.deposit),
                "others": {age: money.show(rate.first_day) for age, rate in ages.items() if age != "adult"},
            }
        )
    return {"list": found.name, "valid_to": found.valid_to, "rows": rows}
