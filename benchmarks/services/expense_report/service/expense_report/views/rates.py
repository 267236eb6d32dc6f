"""Exchange rates: everybody reads them, finance writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from expense_report import rates
from expense_report.clock import parse_date
from expense_report.errors import Forbidden, Invalid
from expense_report.rates import Rate, Rates
from expense_report.serialise import rate_json
from expense_report.validation import Body
from expense_report.web import connection, current_employee, settings, today

blueprint = Blueprint("rates", __name__)


def asked_day() -> date:
    """The day of `?on=`, or today in the company's zone."""
    text = request.args.get("on", "")
    return parse_date(text, field="on") if text else today()


@blueprint.get("/rates")
def list_rates() -> ResponseReturnValue:
    """The rate of every currency on a day; currencies without one yet are left out."""
    current_employee()
    day = asked_day()
    table = Rates(connection(), settings().home_currency)
    found = [table.find(currency, day) for currency in rates.currencies(connection())]
    shown = [rate_json(rate) for rate in found if rate is not None]
    return jsonify(home=settings().home_currency, on=day, rates=shown)


@blueprint.get("/rates/<currency>")
def show_rate(currency: str) -> ResponseReturnValue:
    """The rate of one currency on a day."""
    current_employee()
    table = Rates(connection(), settings().home_currency)
    return jsonify(rate_json(table.get(currency.upper(), asked_day())))


@blueprint.put("/rates/<currency>")
def put_rate(currency: str) -> ResponseReturnValue:
    """Sets the rate of a currency from a day on."""
    if current_employee().role != "finance":
        raise Forbidden("Only finance sets rates.")
    body = Body.of(request)
    try:
        value = Decimal(body.text("rate"))
    except InvalidOperation as error:
        raise Invalid("rate must be a number.", field="rate") from error
    if not value.is_finite() or value <= 0:
        raise Invalid("rate must be above 0.", field="rate")
    rate = Rate(body.currency("currency", currency), body.day("valid_from"), value)
    rates.put(connection(), rate)
    return jsonify(rate_json(rate))
