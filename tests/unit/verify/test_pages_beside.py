"""What a record lacks is not borne on one page only, where the page beside it fails for the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.pages_beside import PagesBesideGate
from tests.unit.verify.doubles import ScriptedReplayer, get, on_paper

SOURCE = """
class OrderOut(Model):
    number: str
    paid_on: date


@app.get("/orders/{number}")
def order(number):
    return OrderOut(**find(number))


@app.get("/orders/{number}/invoice")
def invoice(number):
    row = find(number)
    return f"paid on {row['paid_on']:%d.%m.%Y}"


@app.post("/orders/{number}/cancel")
def cancel(number):
    return find(number)["paid_on"].isoformat()


@app.get("/customers/{name}/invoice")
def of_customer(name):
    return rows(name)["paid_on"].isoformat()
"""
ALLOWED = ("    paid_on: date\n", "    paid_on: date | None\n")
FORMATS = 'return f"paid on'


def judged(folder: Path, message: str, *, other: str, line: str = FORMATS, raises: bool = True):
    stage = on_paper(SOURCE, 9, folder, exception="ValidationError", message=message)
    asked = []

    def answer(overlay, stimulus):
        asked.append(stimulus.target)
        place = CodeLocation(path="app.py", line=SOURCE[: SOURCE.index(line)].count("\n") + 1, function="f")
        raised = Raised(exception="TypeError", message=other, trace=(place,)) if raises else None
        return Observation(variant="", stimulus=0, status=500 if raises else 200, raised=raised)

    stage.replayer = ScriptedReplayer(answer)
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": get("/v1/orders/7?full=1")})
    stage.diagnosis = stage.diagnosis.model_copy(update={"reproduction": reproduction})
    return PagesBesideGate().check(stage.case(stage.candidate(ALLOWED))), asked


LACKS = "Input should be a valid date [type=date_type, input_value=None, input_type=NoneType]"
UNFORMATTED = "unsupported format string passed to NoneType.__format__"


def test_a_page_that_fails_for_the_same_field_tells_that_the_fix_is_half(tmp_path: Path) -> None:
    result, asked = judged(tmp_path, LACKS, other=UNFORMATTED)
    assert not result.passed
    assert "/v1/orders/7/invoice" in asked


@pytest.mark.parametrize(
    ("message", "more"),
    [
        (LACKS, {"other": UNFORMATTED, "raises": False}),
        (LACKS, {"other": "division by zero"}),
        (LACKS, {"other": UNFORMATTED, "line": "return OrderOut"}),
        ("Input should be a valid date [type=date_parsing]", {"other": UNFORMATTED}),
    ],
)
def test_other_failures_say_nothing_of_the_fix(tmp_path: Path, message: str, more: dict) -> None:
    assert judged(tmp_path, message, **more)[0].passed
