"""A number that the service counted itself is no clash of the client's making."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.blameless import blameless
from tests.unit.verify.doubles import on_paper

DESK = """\
def open_ticket(db, given):
    queue = given["queue"]
    rows = db.execute("SELECT number FROM tickets WHERE queue = ?", (queue,)).fetchall()
    {count}
    db.execute("INSERT INTO tickets (queue, number, title) VALUES (?, ?, 'new')", (queue, {number}))


def following(db, queue):
    (count,) = db.execute("SELECT COUNT(*) FROM tickets WHERE queue = ?", (queue,)).fetchone()
    return count + 1
"""
SQLITE = "UNIQUE constraint failed: tickets.queue, tickets.number"
POSTGRES = 'duplicate key value violates unique constraint "t"\nDETAIL:  Key (queue, number)=(a, 2) already exists.'


def _said(tmp_path: Path, source: str, message: str) -> str:
    stage = on_paper(source, 5, tmp_path, exception="IntegrityError", message=message)
    line = source.splitlines(keepends=True)[4]
    wrapped = f"    try:\n    {line}    except IntegrityError:\n        raise Refused(409, 'taken')\n"
    return next(blameless(stage.case(stage.candidate((line, wrapped)))), "")


@pytest.mark.parametrize("message", [SQLITE, POSTGRES])
@pytest.mark.parametrize(
    ("count", "number"),
    [
        ("number = len(rows) + 1", "number"),
        ("number = 1 + len(rows)", "number"),
        ("place = len(rows)", "place"),
        ("place = max(row['number'] for row in rows) + 1", "place"),
        ("code = f'{queue}-{len(rows) + 1:03}'", "code"),
        ("pass", "following(db, queue)"),
        ("pass", "(db.scalar(select(func.count(Ticket.id))) or 0) + 1"),
    ],
)
def test_a_number_that_the_service_counted_is_not_the_clients(tmp_path: Path, message, count, number):
    assert "the service itself took" in _said(tmp_path, DESK.format(count=count, number=number), message)


@pytest.mark.parametrize(
    ("count", "number", "message"),
    [
        ("number = given['number']", "number", SQLITE),
        ("number = int(given['number']) + 1", "number", SQLITE),
        ("number = len(rows) + 1", "number", "UNIQUE constraint failed: tickets.title"),
        ("'''A number that is taken is a conflict.'''", "len(rows) + 1", "UNIQUE constraint failed: tickets.title"),
    ],
)
def test_what_the_client_sent_may_be_taken(tmp_path: Path, count, number, message):
    assert _said(tmp_path, DESK.format(count=count, number=number), message) == ""
