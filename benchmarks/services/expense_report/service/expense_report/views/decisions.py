"""Submitting a report and deciding on it."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from expense_report import jobs, policy, reports, states
from expense_report.access import editable, readable
from expense_report.db import transaction
from expense_report.employees import Employee
from expense_report.errors import ApiError, Conflict, Forbidden, Invalid
from expense_report.reports import Report
from expense_report.serialise import history_json
from expense_report.validation import Body
from expense_report.views.reports import full_report
from expense_report.web import connection, current_employee, now, today

blueprint = Blueprint("decisions", __name__)


@blueprint.post("/reports/<number>/submit")
def submit(number: str) -> ResponseReturnValue:
    """Hands a draft in; it needs an item and somebody who can approve it."""
    actor = current_employee()
    with transaction(connection()) as conn:
        report = editable(conn, number, actor)
        if not reports.items_of(conn, report):
            raise Conflict(f"The report {number} has no items.", code="empty_report")
        if not policy.approvers(conn, report):
            raise Conflict(f"Nobody can approve {number}.", code="no_approver")
        states.advance(conn, report, "submit", actor, now())
        jobs.enqueue(conn, "report_submitted", {"number": number}, now())
    return jsonify(full_report(report))


def decide_one(number: str, action: str, actor: Employee, comment: str | None) -> Report:
    """Decides on one report and tells its owner. Raises NotFound, Conflict or Forbidden."""
    with transaction(connection()) as conn:
        report = reports.get(conn, number)
        states.next_status(report, action)
        principal = policy.authority(conn, report, actor, today())
        behalf = None if principal.id == actor.id else principal.id
        states.advance(conn, report, action, actor, now(), on_behalf_of=behalf, comment=comment)
        payload = {"number": number, "action": action, "comment": comment}
        jobs.enqueue(conn, "report_decided", payload, now())
    return report


def read_comment(body: Body, action: str) -> str | None:
    """The comment on a decision; who rejects says why."""
    comment = body.optional_text("comment", longest=500)
    if action == "reject" and comment is None:
        raise Invalid("comment is required.", field="comment")
    return comment


@blueprint.post("/reports/<number>/<any(approve, reject):action>")
def decide(number: str, action: str) -> ResponseReturnValue:
    """Approves or rejects a submitted report."""
    actor = current_employee()
    comment = read_comment(Body(request.get_json(silent=True) or {}), action)
    return jsonify(full_report(decide_one(number, action, actor, comment)))


@blueprint.post("/decisions")
def decide_many() -> ResponseReturnValue:
    """One decision on several reports; those that cannot be decided do not stop the others."""
    actor = current_employee()
    body = Body.of(request)
    action = body.choice("action", ("approve", "reject"))
    comment = read_comment(body, action)
    done, failed = [], []
    for number in body.texts("reports"):
        try:
            decide_one(number, action, actor, comment)
        except ApiError as error:
            failed.append({"number": number, "code": error.code, "message": error.message})
        else:
            done.append(number)
    return jsonify(action=action, done=done, failed=failed)


@blueprint.post("/reports/<number>/reopen")
def reopen(number: str) -> ResponseReturnValue:
    """Makes a rejected report a draft again."""
    actor = current_employee()
    with transaction(connection()) as conn:
        report = reports.get(conn, number)
        if report.employee_id != actor.id:
            raise Forbidden(f"The report {number} is not yours to change.")
        states.advance(conn, report, "reopen", actor, now())
    return jsonify(full_report(report))


@blueprint.get("/reports/<number>/history")
def show_history(number: str) -> ResponseReturnValue:
    """Who did what with a report."""
    report = readable(connection(), number, current_employee())
    rows = states.history_of(connection(), report)
    return jsonify(number=number, history=[history_json(row) for row in rows])


@blueprint.get("/inbox")
def inbox() -> ResponseReturnValue:
    """The submitted reports on which the caller may decide."""
    actor = current_employee()
    conn = connection()
    waiting = []
    for report in reports.listing(conn, status="submitted"):
        try:
            policy.authority(conn, report, actor, today())
        except Forbidden:
            continue
        waiting.append(full_report(report))
    return jsonify(reports=waiting)
