"""Reports as files."""

from __future__ import annotations

from flask import Blueprint, Response, request

from expense_report import employees, exporter, reports
from expense_report.access import readable
from expense_report.errors import Invalid
from expense_report.printout import report_pdf
from expense_report.web import connection, current_employee, settings

blueprint = Blueprint("exports", __name__)


def attachment(content: bytes, content_type: str, filename: str) -> Response:
    """A file that the browser saves."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, content_type=content_type, headers=headers)


@blueprint.get("/reports/<number>/export.csv")
def export_csv(number: str) -> Response:
    """The items as CSV; `?dialect=excel` for European Excel."""
    dialect = request.args.get("dialect", "plain")
    if dialect not in exporter.DIALECTS:
        raise Invalid("dialect must be plain or excel.", field="dialect")
    conn = connection()
    report = readable(conn, number, current_employee())
    owner = employees.get(conn, report.employee_id)
    lines = [exporter.line(report, owner, item) for item in reports.items_of(conn, report)]
    content = exporter.write(lines, dialect)
    return attachment(content, "text/csv; charset=utf-8", f"{number}.csv")


@blueprint.get("/reports/<number>/report.pdf")
def export_pdf(number: str) -> Response:
    """The report on paper."""
    conn = connection()
    report = readable(conn, number, current_employee())
    owner = employees.get(conn, report.employee_id)
    items = reports.items_of(conn, report)
    content = report_pdf(report, owner, items, settings().home_currency, settings().timezone)
    return attachment(content, "application/pdf", f"{number}.pdf")
