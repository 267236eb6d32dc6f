"""What a record lacks is not borne on one page only, where the page beside it fails for the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.pages_beside import PagesBesideGate
from tests.unit.verify.doubles import ScriptedReplayer, get, on_paper, post

HANDLERS = """
class OrderOut(Model):
    number: str
    paid_on: date


def order(number):
    return OrderOut(**find(number))


def invoice(number):
    row = find(number)
    return f"paid on {row['paid_on']:%d.%m.%Y}"


def cancel(number):
    return find(number)["paid_on"].isoformat()


def of_customer(name):
    return rows(name)["paid_on"].isoformat()
"""
DECORATED = (
    HANDLERS.replace("def order", '@app.get("/orders/{number}")\ndef order')
    .replace("def invoice", '@app.get("/orders/{number}/invoice")\ndef invoice')
    .replace("def cancel", '@app.post("/orders/{number}/cancel")\ndef cancel')
    .replace("def of_customer", '@app.get("/customers/{name}/invoice")\ndef of_customer')
)
STARLETTE = f"""{HANDLERS}
ROUTES = [
    Route("/orders/{{number}}", order),
    Route("/orders/{{number}}/invoice", invoice),
    Route("/orders/{{number}}/cancel", cancel, methods=["POST"]),
    Route("/customers/{{name}}/invoice", of_customer),
]
"""
DJANGO = f"""{HANDLERS}
urlpatterns = [
    path("v1/", include("shop.urls")),
    path("orders/<str:number>", order),
    path("orders/<str:number>/invoice", invoice),
    path("customers/<str:name>/invoice", of_customer),
]
"""
ALLOWED = ("    paid_on: date\n", "    paid_on: date | None\n")
FORMATS = 'return f"paid on'
MODEL = "return OrderOut"


def judged(
    folder: Path,
    message: str,
    *,
    other: str = "",
    kind: str = "TypeError",
    line: str = FORMATS,
    source: str = DECORATED,
    sent=None,
    after: int = 200,
    beside_before: int = 500,
):
    crashed_at = source[: source.index(MODEL)].count("\n") + 1
    crash = "ValidationError" if "None" in message else kind
    stage = on_paper(source, crashed_at, folder, exception=crash, message=message)
    trigger = sent or get("/v1/orders/7?full=1")
    asked = []

    def raised_at(exception: str, text: str, number: int) -> Raised:
        place = CodeLocation(path="app.py", line=number, function="order" if number == crashed_at else "f")
        return Raised(exception=exception, message=text, trace=(place,))

    def answer(overlay, stimulus):
        if stimulus.target == trigger.target and stimulus.method == trigger.method:
            if overlay:
                return Observation(variant="", stimulus=0, status=after)
            return Observation(variant="", stimulus=0, status=500, raised=raised_at(crash, message, crashed_at))
        if stimulus.method != "GET" or not stimulus.target.startswith("/v1/orders/7"):
            return Observation(variant="", stimulus=0, status=404)
        if "/invoice" in stimulus.target:
            asked.append(stimulus.target)
        if not other or (not overlay and beside_before != 500):
            return Observation(variant="", stimulus=0, status=200)
        raised = raised_at(kind, other, source[: source.index(line)].count("\n") + 1)
        return Observation(variant="", stimulus=0, status=500, raised=raised)

    stage.replayer = ScriptedReplayer(answer)
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": trigger})
    stage.diagnosis = stage.diagnosis.model_copy(update={"reproduction": reproduction})
    return PagesBesideGate().check(stage.case(stage.candidate(ALLOWED))), asked


LACKS = "Input should be a valid date [type=date_type, input_value=None, input_type=NoneType]"
UNFORMATTED = "unsupported format string passed to NoneType.__format__"


@pytest.mark.parametrize("source", [DECORATED, STARLETTE, DJANGO])
def test_a_page_that_fails_for_the_same_field_tells_that_the_fix_is_half(tmp_path: Path, source: str) -> None:
    result, asked = judged(tmp_path, LACKS, other=UNFORMATTED, source=source)
    assert not result.passed
    assert set(asked) == {"/v1/orders/7/invoice"}


@pytest.mark.parametrize(
    "more",
    [
        {"other": ""},
        {"other": "division by zero"},
        {"other": UNFORMATTED, "line": MODEL},
        {"other": UNFORMATTED, "after": 404},
    ],
)
def test_other_failures_say_nothing_of_the_fix(tmp_path: Path, more: dict) -> None:
    assert judged(tmp_path, LACKS, **more)[0].passed


@pytest.mark.parametrize(
    ("message", "more", "passed"),
    [
        ("'paid_on'", {"other": "'paid_on'"}, False),
        ("'paid_on'", {"other": "'sent_on'"}, True),
        ("division by zero", {"other": "division by zero", "line": MODEL}, False),
        ("division by zero", {"other": "division by zero"}, True),
    ],
)
def test_the_same_exception_counts_where_it_names_something_or_comes_from_the_same_function(
    tmp_path: Path, message: str, more: dict, passed: bool
) -> None:
    assert judged(tmp_path, message, kind="KeyError", **more)[0].passed is passed


@pytest.mark.parametrize(("before", "passed"), [(200, False), (500, True)])
def test_what_is_served_now_leaves_no_page_that_fails_only_now(tmp_path: Path, before: int, passed: bool) -> None:
    source = DECORATED.replace('@app.get("/orders/{number}")', '@app.put("/orders/{number}")')
    sent = post("/v1/orders/7", {"paid_on": None}).model_copy(update={"method": "PUT"})
    result, asked = judged(tmp_path, LACKS, other="division by zero", source=source, sent=sent, beside_before=before)
    assert "/v1/orders/7/invoice" in asked
    assert result.passed is passed
