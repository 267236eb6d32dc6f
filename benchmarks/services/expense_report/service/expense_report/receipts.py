"""Receipts: photographs and PDF files that prove an expense."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import datetime
from pathlib import PurePath
from typing import Any

from expense_report.clock import to_db
from expense_report.errors import Conflict, Invalid, NotFound
from expense_report.reports import Report

KINDS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def sniff(content: bytes) -> str:
    """The kind of a file by its first bytes; what the client calls it does not count."""
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    raise Invalid("A receipt must be a PDF, PNG or JPEG file.", code="wrong_file", field="file")


def clean_name(filename: str | None) -> str | None:
    """The last part of a file name; phones with a camera upload send none."""
    name = PurePath((filename or "").replace("\\", "/")).name.strip()
    return name[:120] or None


def add(
    conn: sqlite3.Connection,
    report: Report,
    item_id: int | None,
    filename: str | None,
    content: bytes,
    now: datetime,
) -> dict[str, Any]:
    """Keeps a receipt; raises Invalid for other files, Conflict for one that is there already."""
    kind = sniff(content)
    digest = hashlib.sha256(content).hexdigest()
    values = (report.id, item_id, clean_name(filename), kind, digest, content, to_db(now))
    try:
        cursor = conn.execute(
            "INSERT INTO receipts"
            " (report_id, item_id, filename, content_type, sha256, content, uploaded_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    except sqlite3.IntegrityError as error:
        raise Conflict("This receipt was uploaded before.", code="duplicate") from error
    return describe(get(conn, int(cursor.lastrowid or 0)))


def get(conn: sqlite3.Connection, receipt_id: int) -> sqlite3.Row:
    """The receipt with its content and the number of its report; raises NotFound."""
    row = conn.execute(
        "SELECT c.*, r.number FROM receipts c JOIN reports r ON r.id = c.report_id WHERE c.id = ?",
        (receipt_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no receipt {receipt_id}.")
    return row


def of_report(conn: sqlite3.Connection, report: Report) -> list[sqlite3.Row]:
    """The receipts of a report in the order of their upload."""
    rows = conn.execute(
        "SELECT c.*, r.number FROM receipts c JOIN reports r ON r.id = c.report_id"
        " WHERE c.report_id = ? ORDER BY c.id",
        (report.id,),
    )
    return rows.fetchall()


def describe(row: sqlite3.Row) -> dict[str, Any]:
    """A receipt without its content."""
    return {
        "id": row["id"],
        "report": row["number"],
        "item_id": row["item_id"],
        "filename": row["filename"],
        "content_type": row["content_type"],
        "size": len(row["content"]),
        "uploaded_at": row["uploaded_at"],
    }
