"""What a house costs by the month."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Query

from house_price import currency as money

router = APIRouter(tags=["mortgage"])


def monthly_payment(principal: float, yearly_rate: float, years: int) -> float:
    """The constant payment that pays `principal` back in `years` at `yearly_rate` per cent."""
    months = years * 12
    if yearly_rate == 0:
        return principal / months
    rate = yearly_rate / 100 / 12
    return principal * rate / (1 - (1 + rate) ** -months)


@router.get("/mortgage")
def mortgage(
    price: float = Query(gt=0, le=1e12),
    down_payment: float = Query(default=0, ge=0),
    rate: float = Query(default=3.5, ge=0, le=30),
    years: int = Query(default=30, ge=1, le=40),
    income: float | None = Query(default=None, ge=0, le=1e12),
    currency: str = "EUR",
) -> dict[str, Any]:
    """Monthly payment, total interest, and the share of a monthly income where one is given."""
    unit = money.code(currency)
    if down_payment >= price:
        raise HTTPException(422, "the down payment must be smaller than the price")
    principal = price - down_payment
    payment = monthly_payment(principal, rate, years)
    return {
        "currency": unit,
        "principal": money.rounded(principal, unit),
        "monthly_payment": money.rounded(payment, unit),
        "total_interest": money.rounded(payment * years * 12 - principal, unit),
        "loan_to_value": round(principal / price, 4),
        "income_share": round(payment / income, 4) if income else None,
    }
