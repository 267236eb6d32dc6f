"""Changes of samples and points in the database."""
import sqlite3

from .errors import Conflict, Invalid, NotFound

STATUSES = ("registered", "analysed", "approved", "disputed", "voided")
STEPS = {
    "registered": {"analysed", "voided"},
    "analysed": {"approved", "disputed", "voided"},
    "approved": {"disputed"},
    "disputed": {"analysed", "voided"},
    "voided": set(),
}
TEXTS = ("collector", "remark")


def sample_changes(content: dict) -> dict:
    """The fields of a PATCH that may be changed, checked."""
    unknown = set(content) - {"status", *TEXTS}
    if unknown or not content:
        raise Invalid("fields", "status, collector and remark can be changed")
    if "status" in content and content["status"] not in STATUSES:
        raise Invalid("status", f"status is one of {', '.join(STATUSES)}")
    for name in TEXTS:
        if name in content and not (content[name] is None or isinstance(content[name], str) and len(content[name]) <= 500):
            raise Invalid(name, f"{name} is a text of up to 500 letters or null")
    return content


def sample(conn: sqlite3.Connection, sample_id: int) -> sqlite3.Row:
    row = conn.execute("SELECT * FROM samples WHERE id = ?", (sample_id,)).fetchone()
    if row is None:
        raise NotFound("sample", f"no sample {sample_id}")
    return row


def update_sample(conn: sqlite3.Connection, sample_id: int, changes: dict) -> None:
    """Writes checked changes; the status takes only steps of the workflow."""
    row = sample(conn, sample_id)
    status = changes.get("status", row["status"])
    if status != row["status"] and status not in STEPS[row["status"]]:
        raise Conflict("workflow", f"a sample that is {row['status']} cannot be {status}")
    columns = ", ".join(f"{name} = :{name}" for name in changes)
    conn.execute(f"UPDATE samples SET {columns} WHERE id = :id", {**changes, "id": sample_id})


def delete_sample(conn: sqlite3.Connection, sample_id: int) -> None:
    """Only what was never analysed, or is void, may go."""
    row = sample(conn, sample_id)
    if row["status"] not in ("registered", "voided"):
        raise Conflict("workflow", f"a sample that is {row['status']} stays")
    conn.execute("DELETE FROM samples WHERE id = ?", (sample_id,))


def alerts(conn: sqlite3.Connection, point: str | None) -> list[dict]:
    """Alerts of hygiene parameters, the newest sample first."""
    rows = conn.execute(
        "SELECT a.sample_id, s.code, s.point, s.taken_at, a.parameter, a.value, a.high FROM alerts a JOIN samples s ON s.id = a.sample_id "
        "WHERE ? IS NULL OR s.point = ? ORDER BY s.taken_at DESC, s.code, a.parameter", (point, point))
    return [dict(row) for row in rows]
