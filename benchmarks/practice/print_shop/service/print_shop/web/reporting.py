"""Reports."""
from __future__ import annotations

import re

from flask import Blueprint, Response, jsonify, request

from print_shop import reports, wire
from print_shop.errors import BadInput
from print_shop.web.auth import need_staff

reporting = Blueprint("reporting", __name__, url_prefix="/reports")
reporting.before_request(need_staff)


def read_month(written: str) -> tuple[int, int]:
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", written, re.ASCII)
    if not match:
        raise BadInput("a month is written 2026-04")
    return int(match[1]), int(match[2])


@reporting.get("/months/<written>")
def month(written: str):
    year, number = read_month(written)
    found = reports.month(year, number)
    return jsonify(
        month=found.month,
        invoices=found.invoices,
        invoiced=found.invoiced,
        refunded=found.refunded,
        kept=found.kept,
        mean=found.mean,
        conversion=reports.conversion(year, number),
    )


@reporting.get("/best")
def best():
    return jsonify(customers=reports.best_customers(wire.query_int(request, "limit", least=1, most=50, default=5)))


@reporting.get("/customers.csv")
def customers_csv():
    return Response(reports.customers_csv(), mimetype="text/csv")
