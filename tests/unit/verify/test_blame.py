"""Whom a fix blames: not the client for a fault of the service, and not the service for what the client sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import CrashSpec, Stimulus
from arbase.domain.fix import GateResult
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.client_data import ClientDataGate
from arbase.verify.gates.interface import Gate
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import ScriptedReplayer, Stage, get, on_paper, write

SOURCE = """
from fastapi import FastAPI, HTTPException

app = FastAPI()
RATES = {"EUR": 1.0, "USD": 1.1, "CHF": 0.96}
SIGNS = {"EUR": "E", "USD": "$"}


class Unreachable(Exception):
    pass


def likeness(a, b):
    return abs(a - b) / max(a, b)


def checked(a):
    if a < 0:
        raise ValueError("a must not be negative")
    return int(str(a)), unicodedata.name(chr(a))


def sign(currency):
    return SIGNS[currency]


@app.get("/similar/{a}")
def similar(a: int, currency: str):
    share = 1 / a
    found = likeness(a, 0)
    return {"found": found, "sign": sign(currency), "share": share}


@app.get("/near")
def near(a: int):
    try:
        return ask(a)
    except Unreachable as error:
        raise HTTPException(503, "not available") from error


def find(db, street, values):
    conditions = ["1 = 1"]
    conditions.append(f"street LIKE '{street}%'")
    return db.execute(f"SELECT id FROM house WHERE {' AND '.join(conditions)}", values).fetchall()
"""
FOUND = "    found = likeness(a, 0)\n"
SHARE = "    share = 1 / a\n"


def line_of(text: str) -> int:
    return SOURCE.splitlines().index(text.rstrip("\n")) + 1


def refused(line: int, edit: tuple[str, str], folder: Path, gate: Gate, exception: str) -> str:
    stage = on_paper(SOURCE, line, folder, exception=exception)
    result = gate.check(stage.case(stage.candidate(edit)))
    return "" if result.passed else result.reason


def tried(line: str, exception: str, answer: str) -> str:
    return f"    try:\n    {line}    except {exception} as error:\n        {answer}\n"


def test_accident_in_deeper_code_is_no_mistake_of_the_client(tmp_path: Path) -> None:
    line = line_of("    return abs(a - b) / max(a, b)\n")
    masked = tried(FOUND, "ZeroDivisionError", 'raise HTTPException(422, "invalid a") from error')
    assert "passes ZeroDivisionError" in refused(line, (FOUND, masked), tmp_path, SwallowGate(), "ZeroDivisionError")


def test_accident_in_the_very_statement_may_be_the_clients(tmp_path: Path) -> None:
    masked = tried(SHARE, "ZeroDivisionError", 'raise HTTPException(422, "invalid a") from error')
    assert refused(line_of(SHARE), (SHARE, masked), tmp_path, SwallowGate(), "ZeroDivisionError") == ""


READING = "    return int(str(a)), unicodedata.name(chr(a))\n"


@pytest.mark.parametrize(
    ("crashed", "call", "passes"),
    [
        ('        raise ValueError("a must not be negative")\n', "", True),
        (READING, "int(str(a))", True),
        (READING, "unicodedata.name(chr(a))", False),
    ],
)
def test_what_code_says_of_its_input_may_be_passed_on(crashed: str, call: str, passes: bool, tmp_path: Path) -> None:
    """On purpose, or by reading it; a call that fails on a value of its own accord says nothing of the client."""
    told = tried(FOUND, "ValueError", 'raise HTTPException(422, "invalid a") from error')
    first = crashed.index(call) if call else None
    last = None if first is None else first + len(call)
    span = {"column": first, "end_line": line_of(crashed), "end_column": last}
    stage = on_paper(SOURCE, line_of(crashed), tmp_path, exception="ValueError", **span)
    result = SwallowGate().check(stage.case(stage.candidate((FOUND, told))))
    assert result.passed is passes, result.reason


@pytest.mark.parametrize(("exception", "passes"), [("KeyError", False), ("ValueError", False), ("Unreachable", True)])
def test_unavailable_is_an_answer_only_where_the_service_has_it_for_the_same_failure(
    exception: str, passes: bool, tmp_path: Path
) -> None:
    masked = tried(FOUND, exception, 'raise HTTPException(503, "not available") from error')
    reason = refused(line_of(FOUND), (FOUND, masked), tmp_path, SwallowGate(), exception)
    assert (reason == "") is passes
    assert passes or "answers 503" in reason


@pytest.mark.parametrize(
    ("currency", "blamed"), [("'CHF'", "RATES knows 'CHF', only SIGNS lacks it"), ("'XXX'", "no request of this route")]
)
def test_key_that_a_like_table_has_is_not_the_clients_mistake(currency: str, blamed: str, tmp_path: Path) -> None:
    result = blame(currency, tmp_path)
    assert not result.passed
    assert blamed in result.reason


@pytest.mark.parametrize(
    ("seen", "blamed"),
    [
        (Raised(exception="KeyError", message="'legacy'", trace=()), "for 'legacy', which it did not send"),
        (Raised(exception="KeyError", message="'GBP'", trace=()), "no request of this route"),
        (Raised(exception="UnicodeDecodeError", message="...", trace=()), "bytes that are no text, which it did not"),
    ],
)
def test_what_the_request_does_not_hold_is_not_the_clients_mistake(seen: Raised, blamed: str, tmp_path: Path) -> None:
    trigger = get("/similar/1?currency=gbp")
    result = blame("", tmp_path, seen=seen, trigger=trigger)
    assert not result.passed
    assert blamed in result.reason


def blame(key: str, folder: Path, *, seen: Raised | None = None, trigger: Stimulus | None = None) -> GateResult:
    """What the gate says of a refusal of an unknown currency, where `seen` is raised by `trigger`."""
    look = "    return SIGNS[currency]\n"
    paper = on_paper(SOURCE, line_of(look), folder, message=key)
    crash = CrashSpec.model_validate(paper.diagnosis.crash)
    diagnosis = paper.diagnosis.model_copy(update={"crash": crash, "client_inputs": ("query:currency",)})
    if trigger is not None and diagnosis.reproduction is not None:
        reproduction = diagnosis.reproduction.model_copy(update={"stimulus": trigger})
        diagnosis = diagnosis.model_copy(update={"reproduction": reproduction})
    replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(
            variant="", stimulus=0, status=422 if overlay else 500, raised=None if overlay else seen
        )
    )
    stage = Stage(paper.scene, paper.service, replayer, diagnosis)
    guard = "    if currency not in SIGNS:\n        raise HTTPException(422, 'unknown currency')\n"
    return ClientDataGate().check(stage.case(stage.candidate((look, guard + look))))


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        ("max(a, b)\n", "(max(a, b) or 1)\n", True),
        ("abs(a - b) / max(a, b)\n", "a / (max(a, b) or 1)\n", False),
        (
            "conditions.append(f\"street LIKE '{street}%'\")\n",
            'conditions.append("street LIKE ?")\n    values.append(f"{street}%")\n',
            True,
        ),
        (
            "conditions.append(f\"street LIKE '{street}%'\")\n",
            'conditions.append("town LIKE ?")\n    values.append(f"{street}%")\n',
            False,
        ),
    ],
)
def test_what_stands_in_is_no_made_up_value_where_it_changes_nothing(
    before: str, after: str, passes: bool, tmp_path: Path
) -> None:
    write(tmp_path, {"README.md": "x"})
    line = line_of("    return abs(a - b) / max(a, b)\n")
    reason = refused(line, (before, after), tmp_path, MadeUpValueGate(), "ZeroDivisionError")
    assert (reason == "") is passes, reason


BLOCKS = """
import struct


class Broken(Exception):
    pass


def entries(blob, store):
    (count,) = struct.unpack_from(">H", blob, 4)
    found = []
    for number in range(count):
        found += struct.unpack_from(">I", blob, 6 + 4 * number)
        store.keep(blob)
    store.keep(blob)
    return found
"""
ENTRY = '        found += struct.unpack_from(">I", blob, 6 + 4 * number)\n'
COUNT = '    (count,) = struct.unpack_from(">H", blob, 4)\n'
TOLD = '        except struct.error as error:\n            raise Broken("cut short") from error\n'
BODY = BLOCKS[BLOCKS.index(COUNT) : BLOCKS.index("    store.keep(blob)\n    return")]
WHOLE = (
    "    try:\n"
    + "".join(f"    {line}\n" for line in BODY.splitlines())
    + TOLD.replace("    ", "", 1).replace("\n        ", "\n    ")
)


@pytest.mark.parametrize(
    ("edits", "passes"),
    [
        (((ENTRY, f"        try:\n    {ENTRY}{TOLD}"),), False),
        (((BODY, WHOLE),), True),
        (
            (("        store.keep(blob)\n    store", f"        try:\n            store.keep(blob)\n{TOLD}    store"),),
            True,
        ),
    ],
)
def test_the_same_call_may_fail_elsewhere_for_the_same_data(edits, passes, tmp_path: Path) -> None:
    line = BLOCKS.splitlines().index(ENTRY.rstrip("\n")) + 1
    stage = on_paper(BLOCKS, line, tmp_path, exception="struct.error")
    result = SwallowGate().check(stage.case(stage.candidate(*edits)))
    assert ("same call" not in result.reason) is passes, result.reason
