"""The caller's delegations."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from expense_report import delegations, employees
from expense_report.db import transaction
from expense_report.errors import Invalid
from expense_report.serialise import delegation_json
from expense_report.validation import Body
from expense_report.web import connection, current_employee

blueprint = Blueprint("delegations", __name__)


@blueprint.get("/delegations")
def list_delegations() -> ResponseReturnValue:
    """Who decides for the caller, and when."""
    found = delegations.given_by(connection(), current_employee().id)
    return jsonify(delegations=[delegation_json(delegation) for delegation in found])


@blueprint.post("/delegations")
def give_delegation() -> ResponseReturnValue:
    """Lets somebody decide for the caller; without `ends_on` until it is taken back."""
    actor = current_employee()
    body = Body.of(request)
    start = body.day("starts_on")
    end = body.day("ends_on") if body.optional_text("ends_on") else None
    if end is not None and end < start:
        raise Invalid("ends_on must not be before starts_on.", field="ends_on")
    with transaction(connection()) as conn:
        other = employees.find(conn, body.text("to"))
        if other is None or not other.active or other.id == actor.id:
            raise Invalid("to must be another active employee.", field="to")
        delegation = delegations.add(conn, actor.id, other.id, start, end)
    return jsonify(delegation_json(delegation)), 201


@blueprint.delete("/delegations/<int:delegation_id>")
def take_back(delegation_id: int) -> ResponseReturnValue:
    """Takes a delegation back."""
    delegations.remove(connection(), current_employee().id, delegation_id)
    return "", 204
