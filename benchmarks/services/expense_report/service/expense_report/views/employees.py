"""Who works here and who leads whom."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from expense_report import employees
from expense_report.pagination import paginate
from expense_report.serialise import employee_json
from expense_report.web import connection, current_employee

blueprint = Blueprint("employees", __name__)


@blueprint.get("/me")
def me() -> ResponseReturnValue:
    """The employee who asks."""
    return jsonify(employee_json(current_employee()))


@blueprint.get("/employees")
def list_employees() -> ResponseReturnValue:
    """All employees, in pages; `?active=1` leaves out those who left."""
    current_employee()
    found = employees.listing(connection(), active_only=request.args.get("active") == "1")
    return jsonify(paginate(found, request.args, employee_json))


@blueprint.get("/employees/<employee_id>")
def show_employee(employee_id: str) -> ResponseReturnValue:
    """One employee."""
    current_employee()
    return jsonify(employee_json(employees.get(connection(), employee_id)))


@blueprint.get("/employees/<employee_id>/managers")
def show_managers(employee_id: str) -> ResponseReturnValue:
    """The managers above an employee, nearest first."""
    current_employee()
    employee = employees.get(connection(), employee_id)
    chain = employees.manager_chain(connection(), employee)
    return jsonify(managers=[employee_json(manager) for manager in chain])
