"""The items of a report."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from expense_report import importer, reports
from expense_report.access import editable
from expense_report.categories import CATEGORIES
from expense_report.db import transaction
from expense_report.errors import Invalid
from expense_report.money import parse_amount
from expense_report.rates import Rates
from expense_report.reports import Item, Report
from expense_report.serialise import item_json
from expense_report.validation import Body
from expense_report.web import connection, current_employee, settings

blueprint = Blueprint("items", __name__)


def read_item(body: Body, default_currency: str, rates: Rates) -> dict[str, Any]:
    """The columns of an item from a client's fields. Raises Invalid."""
    currency = body.currency("currency", default_currency)
    amount = parse_amount(body.values.get("amount"), currency)
    spent_on = body.day("spent_on")
    return {
        "spent_on": spent_on,
        "category": body.choice("category", tuple(CATEGORIES)),
        "merchant": body.optional_text("merchant"),
        "description": body.optional_text("description", longest=500),
        "amount": amount,
        "currency": currency,
        "amount_home": rates.to_home(amount, currency, spent_on),
    }


def changed(item: Item, body: Body) -> Body:
    """All fields of an item, those from the client over the present ones."""
    present = {
        "spent_on": item.spent_on.isoformat(),
        "category": item.category,
        "merchant": item.merchant,
        "description": item.description,
        "amount": str(item.amount),
        "currency": item.currency,
    }
    return Body({**present, **body.values})


def with_total(conn: sqlite3.Connection, report: Report, item_id: int) -> dict[str, Any]:
    """The item as written, and what the report now comes to."""
    home = settings().home_currency
    value = reports.recalculate(conn, report, home)
    item = reports.get_item(conn, report, item_id)
    return {"item": item_json(item), "total": {"amount": value, "currency": home}}


@blueprint.post("/reports/<number>/items")
def add_item(number: str) -> ResponseReturnValue:
    """Adds an item to a draft; the currency defaults to the employee's."""
    actor = current_employee()
    with transaction(connection()) as conn:
        report = editable(conn, number, actor)
        rates = Rates(conn, settings().home_currency)
        values = read_item(Body.of(request), actor.currency, rates)
        answer = with_total(conn, report, reports.add_item(conn, report, values))
    return jsonify(answer), 201


@blueprint.patch("/reports/<number>/items/<int:item_id>")
def change_item(number: str, item_id: int) -> ResponseReturnValue:
    """Changes the fields that the client sends."""
    actor = current_employee()
    with transaction(connection()) as conn:
        report = editable(conn, number, actor)
        item = reports.get_item(conn, report, item_id)
        rates = Rates(conn, settings().home_currency)
        values = read_item(changed(item, Body.of(request)), actor.currency, rates)
        reports.update_item(conn, item, values)
        answer = with_total(conn, report, item_id)
    return jsonify(answer)


@blueprint.delete("/reports/<number>/items/<int:item_id>")
def delete_item(number: str, item_id: int) -> ResponseReturnValue:
    """Removes an item from a draft."""
    actor = current_employee()
    with transaction(connection()) as conn:
        report = editable(conn, number, actor)
        reports.delete_item(conn, reports.get_item(conn, report, item_id))
        reports.recalculate(conn, report, settings().home_currency)
    return "", 204


@blueprint.post("/reports/<number>/items/import")
def import_items(number: str) -> ResponseReturnValue:
    """Adds the items of a CSV file, sent as a form or as the body; all of them or none."""
    actor = current_employee()
    file = request.files.get("file")
    content = file.read() if file is not None else request.get_data()
    if not content.strip():
        raise Invalid("The file is empty.", code="empty_file", field="file")
    with transaction(connection()) as conn:
        report = editable(conn, number, actor)
        rates = Rates(conn, settings().home_currency)
        found = importer.parse_items(content, actor.currency, rates)
        ids = [reports.add_item(conn, report, values) for values in found]
        home = settings().home_currency
        value = reports.recalculate(conn, report, home)
        items = [item_json(reports.get_item(conn, report, item_id)) for item_id in ids]
    return jsonify(imported=len(ids), items=items, total={"amount": value, "currency": home}), 201
