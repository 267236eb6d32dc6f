"""A number that the service counted itself is no clash of the client's making."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.blameless import blameless
from arbase.verify.gates.made_up import MadeUpValueGate
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


@pytest.mark.parametrize(
    ("highest", "message", "passed"),
    [
        ("db.execute('SELECT coalesce(max(number), 0) FROM tickets').fetchone()[0] + 1", SQLITE, True),
        ("(db.execute('SELECT max(number) FROM tickets').fetchone()[0] or 0) + 1", SQLITE, True),
        ("(db.query(func.max(Ticket.number)).scalar() or 0) + 1", SQLITE, True),
        ("db.scalar(select(func.coalesce(func.max(Ticket.number), 0))) + 1", POSTGRES, True),
        ("(db.tickets.aggregate(last=Max('number'))['last'] or 0) + 1", SQLITE, True),
        ("(db.tickets.aggregate(last=Max('number'), of=Sum('cost'))['of'] or 0) + 1", SQLITE, False),
        ("(db.tickets.aggregate(last=Sum('number'))['last'] or 0) + 1", SQLITE, False),
        ("db.execute('SELECT coalesce(max(number), 0) FROM tickets').fetchone()[0] + 1", "", False),
        ("db.execute('SELECT coalesce(title, 0) FROM tickets').fetchone()[0] + 1", SQLITE, False),
        ("db.execute('SELECT coalesce(max(number), 7) FROM tickets').fetchone()[0] + 1", SQLITE, False),
        ("(db.query(func.max(Ticket.number)).scalar() or 7) + 1", SQLITE, False),
    ],
)
def test_before_the_first_number_there_is_zero_and_nothing_else(tmp_path: Path, highest, message, passed):
    source = DESK.format(count="number = len(rows) + 1", number="number")
    stage = on_paper(source, 5, tmp_path, exception="IntegrityError", message=message)
    result = MadeUpValueGate().check(stage.case(stage.candidate(("len(rows) + 1", highest))))
    assert result.passed is passed, result.reason


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ("""'"' + word.replace('"', '""') + '"'""", True),
        ("""'"' + word.replace('"', '""') + '"*'""", True),
        ("""'"' + word.replace('"', '""') + '" OR x'""", False),
        ("""'"' + word + '"'""", False),
    ],
)
def test_quotes_around_a_text_are_no_value(tmp_path: Path, words, passed):
    source = "def matching(text):\n    return ' '.join(word + '*' for word in text.split())\n"
    stage = on_paper(source, 2, tmp_path, exception="OperationalError")
    result = MadeUpValueGate().check(stage.case(stage.candidate(("word + '*'", words))))
    assert result.passed is passed, result.reason
