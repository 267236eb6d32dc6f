"""What earlier rounds wrote stays."""

from __future__ import annotations

import pytest

from arbase.verify.gates.rounds import RoundsGate
from tests.unit.verify.doubles import on_paper

LOOP = """\
def load(session, rows, known):
    for row in rows:
        try:
            session.add(row)
            session.flush()
        except IntegrityError:
            known.append(row)
    session.commit()
"""
CALLED = """\
def store(session, row, known):
    try:
        session.add(row)
        session.flush()
    except IntegrityError:
        known.append(row)


def load(session, rows, known):
    for row in rows:
        store(session, row, known)
    session.commit()
"""
ROLLED = ("known.append(row)", "session.rollback(); known.append(row)")
EACH = ("        store(session, row, known)\n", "        store(session, row, known)\n        session.commit()\n")
ONCE = ("    for row in rows:\n        store(session, row, known)\n", "    store(session, rows[0], known)\n")
SAVED = (
    "        session.add(row)\n        session.flush()\n",
    "        part = session.begin_nested()\n        session.add(row)\n        session.flush()\n",
)


@pytest.mark.parametrize(
    ("source", "passed"),
    [
        (LOOP, False),
        (LOOP.replace("            session.flush()\n", "            session.commit()\n"), True),
        (CALLED, False),
        (CALLED.replace(*EACH), True),
        (CALLED.replace(*ONCE), True),
        (CALLED.replace(*SAVED), True),
    ],
    ids=["a loop", "committed each", "called in a loop", "each call committed", "called once", "a savepoint"],
)
def test_a_rollback_does_not_take_back_the_rounds_before(source, passed, tmp_path):
    stage = on_paper(source, 3, tmp_path)
    result = RoundsGate().check(stage.case(stage.candidate(ROLLED)))
    assert result.passed is passed, result.reason


def test_a_rollback_that_was_there_before_is_not_asked_for(tmp_path):
    source = LOOP.replace(*ROLLED)
    stage = on_paper(source, 3, tmp_path)
    result = RoundsGate().check(stage.case(stage.candidate(("session.add(row)", "session.merge(row)"))))
    assert result.passed, result.reason
