"""Months in figures."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from expense_report import summaries
from expense_report.access import visible_owners
from expense_report.clock import parse_month
from expense_report.web import connection, current_employee, settings

blueprint = Blueprint("summaries", __name__)


@blueprint.get("/summaries/<month>")
def show_summary(month: str) -> ResponseReturnValue:
    """What was approved in a month, of the reports that the caller may see."""
    owners = visible_owners(connection(), current_employee())
    first = parse_month(month)
    found = summaries.entries(connection(), first, settings().timezone, owners)
    return jsonify(summaries.summary(found, first, settings().home_currency))
