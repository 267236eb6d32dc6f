"""Expense reports: list, open, read, rename, delete."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from expense_report import employees, reports
from expense_report.access import editable, readable, visible_owners
from expense_report.clock import month_bounds, parse_month
from expense_report.db import transaction
from expense_report.errors import Invalid
from expense_report.pagination import paginate
from expense_report.reports import Report
from expense_report.serialise import report_json
from expense_report.validation import Body
from expense_report.web import connection, current_employee, now, settings

blueprint = Blueprint("reports", __name__)

SORTS = {
    "number": lambda report: report.number,
    "created": lambda report: report.created_at,
    "total": lambda report: report.total_home,
}


def full_report(report: Report) -> dict[str, object]:
    """A report with its owner and items, as read back from the database."""
    conn = connection()
    report = reports.get(conn, report.number)
    owner = employees.get(conn, report.employee_id)
    items = reports.items_of(conn, report)
    return report_json(report, owner, settings().home_currency, items)


@blueprint.get("/reports")
def list_reports() -> ResponseReturnValue:
    """The reports that the caller may see; `?status=`, `?employee=`, `?month=`, `?sort=-total`."""
    conn = connection()
    owners = visible_owners(conn, current_employee())
    found = reports.listing(conn, owners=owners, status=request.args.get("status"))
    wanted = request.args.get("employee")
    if wanted:
        found = [report for report in found if report.employee_id == wanted]
    month = request.args.get("month")
    if month:
        start, end = month_bounds(parse_month(month), settings().timezone)
        found = [report for report in found if start <= report.created_at < end]
    sort = request.args.get("sort", "number")
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        raise Invalid(f"sort must be one of {', '.join(SORTS)}.", field="sort")
    found.sort(key=key, reverse=sort.startswith("-"))
    people = {person.id: person for person in employees.listing(conn)}
    home = settings().home_currency

    def render(report: Report) -> dict[str, object]:
        return report_json(report, people[report.employee_id], home)

    return jsonify(paginate(found, request.args, render))


@blueprint.post("/reports")
def open_report() -> ResponseReturnValue:
    """Opens a draft for the caller."""
    actor = current_employee()
    title = Body.of(request).text("title", longest=120)
    with transaction(connection()) as conn:
        report = reports.create(conn, actor, title, now())
    return jsonify(full_report(report)), 201


@blueprint.get("/reports/<number>")
def show_report(number: str) -> ResponseReturnValue:
    """One report with its items."""
    return jsonify(full_report(readable(connection(), number, current_employee())))


@blueprint.patch("/reports/<number>")
def rename_report(number: str) -> ResponseReturnValue:
    """Gives a draft another title."""
    report = editable(connection(), number, current_employee())
    reports.rename(connection(), report, Body.of(request).text("title", longest=120))
    return jsonify(full_report(report))


@blueprint.delete("/reports/<number>")
def delete_report(number: str) -> ResponseReturnValue:
    """Removes a draft."""
    reports.delete(connection(), editable(connection(), number, current_employee()))
    return "", 204
