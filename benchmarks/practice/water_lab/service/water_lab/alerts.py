"""Hygiene parameters that exceed their limit are alerts from the moment they come in."""
import sqlite3

EXCEEDED = """
SELECT r.parameter, r.value, l.high FROM results r
JOIN samples s ON s.id = r.sample_id JOIN points p ON p.code = s.point
JOIN parameters m ON m.code = r.parameter JOIN limits l ON l.kind = p.kind AND l.parameter = r.parameter
WHERE r.sample_id = ? AND m.hygiene AND r.qualifier <> '<' AND r.value > l.high ORDER BY r.parameter
"""


def review(conn: sqlite3.Connection, sample_id: int) -> int:
    """Notes the alerts of a sample as its results are now; tells how many."""
    conn.execute("DELETE FROM alerts WHERE sample_id = ?", (sample_id,))
    rows = conn.execute(EXCEEDED, (sample_id,)).fetchall()
    conn.executemany("INSERT INTO alerts VALUES (?, ?, ?, ?)", [(sample_id, *row) for row in rows])
    return len(rows)
