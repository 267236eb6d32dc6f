"""Refusals in other words, and transactions that join the one that is open."""

from __future__ import annotations

import pytest

from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.witnesses import brings_refusal
from tests.unit.verify.doubles import on_paper

BUSY = """def check(hits, seconds):
    if hits > 3:
        raise HTTPException(429, headers={"Retry-After": seconds})
    return hits
"""


@pytest.mark.parametrize(
    ("change", "brought"),
    [
        (('"Retry-After": seconds', '"Retry-After": str(seconds)'), False),
        (("429", "409"), True),
        (("raise HTTPException", "raise NotFound"), True),
        (("hits > 3", "hits > 2 or not seconds"), True),
        (("    return hits", "    if not hits:\n        raise HTTPException(429)\n    return hits"), True),
    ],
)
def test_a_refusal_in_other_words_is_no_new_one(tmp_path, change, brought):
    stage = on_paper(BUSY, 3, tmp_path, exception="AttributeError")
    assert brings_refusal(stage.case(stage.candidate(change))) is brought


READ = """def day(text):
    try:
        return read(text)
    except ValueError:
        raise HTTPException(400)
"""


def test_a_handler_that_handles_more_refuses_as_it_did(tmp_path):
    stage = on_paper(READ, 3, tmp_path, exception="TypeError")
    assert not brings_refusal(stage.case(stage.candidate(("ValueError", "(ValueError, TypeError)"))))


STORE = """@contextmanager
def transaction(db):
    db.execute("BEGIN")
    yield db
    db.execute("COMMIT")
"""
NESTED = "cannot start a transaction within a transaction"
BEGIN = '    db.execute("BEGIN")\n'


@pytest.mark.parametrize(
    ("lines", "message", "passed"),
    [
        ("    if db.in_transaction:\n        yield db\n        return\n", NESTED, True),
        ("    if db.in_transaction:\n        yield db\n        return\n", "database is locked", False),
        ("    if db.in_transaction:\n        return\n", NESTED, False),
        ("    if db is None:\n        yield db\n        return\n", NESTED, False),
    ],
)
def test_an_inner_transaction_may_join_the_open_one(tmp_path, lines, message, passed):
    stage = on_paper(STORE, 3, tmp_path, exception="OperationalError", message=message)
    result = SwallowGate().check(stage.case(stage.candidate((BEGIN, lines + BEGIN))))
    assert result.passed is passed, result.reason
