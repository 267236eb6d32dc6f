"""Refusals in other words, and transactions that join the one that is open."""

from __future__ import annotations

import pytest

from arbase.replay.interface import Observation
from arbase.verify.gates.client_data import ClientDataGate
from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.witnesses import brings_refusal
from tests.unit.verify.doubles import ScriptedReplayer, Stage, on_paper

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


HELD = """def admin():
    if g.user is None or not g.user["admin"]:
        return jsonify(error="forbidden"), 403
    if rights["user"] is None:
        return jsonify(error="forbidden"), 403
    return jsonify(hello=g.user["name"])
"""


@pytest.mark.parametrize(
    ("change", "brought"),
    [
        (("g.user is None", 'g.get("user") is None'), False),
        (("g.user is None", 'getattr(g, "user", None) is None'), False),
        (("g.user is None", 'g.get("owner") is None'), True),
        (("g.user is None", "not g"), True),
        (('rights["user"] is None', 'rights.get("user") is None'), True),
    ],
)
def test_what_nobody_has_set_is_read_in_other_words(tmp_path, change, brought):
    stage = on_paper(HELD, 2, tmp_path, exception="AttributeError")
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


MOVES = """def move(piece, square):
    if square not in REACHED[piece.kind]:
        raise HTTPException(409)
    piece.square = square
"""


@pytest.mark.parametrize(
    ("reached", "brought"),
    [
        ("REACHED.get(piece.kind, ())", False),
        ("REACHED.get(piece.kind, set())", False),
        ("REACHED.get(piece.kind, REACHED['pawn'])", True),
        ("REACHED.get(square, ())", True),
        ("OTHERS.get(piece.kind, ())", True),
        ("REACHED.get(piece.kind)", True),
    ],
)
def test_what_asks_a_row_that_is_not_there_decides_as_it_did(tmp_path, reached, brought):
    stage = on_paper(MOVES, 2, tmp_path)
    assert brings_refusal(stage.case(stage.candidate(("REACHED[piece.kind]", reached)))) is brought


BOARD = "PIECES = {'king': 1, 'pawn': 8, 'rook': 2}\nREACHED = {'king': ('a1',), 'pawn': ('a2',)}\n" + MOVES


@pytest.mark.parametrize(("key", "passed"), [("'queen'", True), ("'rook'", False)])
def test_a_refusal_of_its_own_stays_the_services_decision_unless_the_table_is_incomplete(tmp_path, key, passed):
    paper = on_paper(BOARD, 4, tmp_path, message=key)
    replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(
            variant="", stimulus=0, status=409 if overlay else 500, lines={"app.py": (4, 5)}
        )
    )
    stage = Stage(paper.scene, paper.service, replayer, paper.diagnosis)
    change = ("REACHED[piece.kind]", "REACHED.get(piece.kind, ())")
    result = ClientDataGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason


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
