"""A guard gets back the operand that a commit took out of its test."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.lost_operand import LostOperand
from tests.unit.repair.test_history import Repository

APP = """
from decimal import Decimal


def read(text):
    number = Decimal(text)
    if {test}:
        raise ValueError(f"{{text}} is no number")
    return number


def price(text):
    number = {call}
    return number.quantize(Decimal("0.01"))
"""
ONCE = "not number.is_finite() or abs(number) > 10**9"


def drafts(folder: Path, once: str, now: str, call: str = "read(text)") -> list[list[str]]:
    repository = Repository(folder)
    repository.commit(APP.format(test=once, call=call))
    after = APP.format(test=now, call=call)
    suspect = repository.commit(after)
    line = next(place for place, text in enumerate(after.splitlines(), 1) if "quantize" in text)
    crash = repository.crash(line, "InvalidOperation", "")
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    context = Context(Codebase(folder), crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in LostOperand().drafts(context)]


def test_each_lost_operand_comes_back_beside_the_new_test(tmp_path):
    assert drafts(tmp_path, ONCE, "number.adjusted() >= 9") == [
        ["-    if number.adjusted() >= 9:", "+    if not number.is_finite() or number.adjusted() >= 9:"],
        ["-    if number.adjusted() >= 9:", "+    if abs(number) > 10**9 or number.adjusted() >= 9:"],
    ]


@pytest.mark.parametrize(
    ("once", "now", "call"),
    [
        ("number.is_nan()", "number.adjusted() >= 9", "read(text)"),
        (ONCE, f"number.adjusted() >= 9 or {ONCE}", "read(text)"),
        (ONCE, "number.adjusted() >= 9", "Decimal(text)"),
    ],
)
def test_other_tests_are_left_alone(tmp_path, once, now, call):
    assert drafts(tmp_path, once, now, call) == []
