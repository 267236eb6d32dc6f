"""Uploading and reading receipts."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, jsonify, request, send_file
from flask.typing import ResponseReturnValue

from expense_report import receipts, reports
from expense_report.access import editable, readable
from expense_report.db import transaction
from expense_report.errors import Invalid
from expense_report.web import connection, current_employee, now

blueprint = Blueprint("receipts", __name__)


def asked_item() -> int | None:
    """The item that the form names, or None."""
    text = request.form.get("item_id", "").strip()
    if text and not text.isdecimal():
        raise Invalid("item_id must be a whole number.", field="item_id")
    return int(text) if text else None


@blueprint.post("/reports/<number>/receipts")
def upload(number: str) -> ResponseReturnValue:
    """Keeps the file of a multipart form, for the report or for one item of it."""
    actor = current_employee()
    with transaction(connection()) as conn:
        report = editable(conn, number, actor)
        file = request.files.get("file")
        if file is None:
            raise Invalid("The form has no file.", field="file")
        item_id = asked_item()
        if item_id is not None:
            reports.get_item(conn, report, item_id)
        described = receipts.add(conn, report, item_id, file.filename, file.read(), now())
    return jsonify(described), 201


@blueprint.get("/reports/<number>/receipts")
def list_receipts(number: str) -> ResponseReturnValue:
    """The receipts of a report."""
    report = readable(connection(), number, current_employee())
    rows = receipts.of_report(connection(), report)
    return jsonify(receipts=[receipts.describe(row) for row in rows])


@blueprint.get("/receipts/<int:receipt_id>")
def download(receipt_id: int) -> ResponseReturnValue:
    """The file as it was uploaded."""
    actor = current_employee()
    row = receipts.get(connection(), receipt_id)
    readable(connection(), row["number"], actor)
    return send_file(
        BytesIO(row["content"]),
        mimetype=row["content_type"],
        download_name=row["filename"] or f"receipt-{receipt_id}",
        etag=row["sha256"],
    )
