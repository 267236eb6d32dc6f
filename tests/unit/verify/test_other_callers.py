"""What several call is not mended in one of its callers."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.fix import GateResult
from arbase.domain.triage import CodeLocation
from arbase.verify.gates.other_callers import OtherCallersGate
from tests.unit.verify.doubles import on_paper

PAGES = """def page_of(request):
    return int(request.query["page"])


@app.get("/books")
def books(request):
    page = page_of(request)
    return shelf(page)
"""
CALL = "    page = page_of(request)\n    return shelf(page)\n"
CAUGHT = """    try:
        page = page_of(request)
    except ValueError as error:
        raise HTTPException(422, "page") from error
    return shelf(page)
"""
OTHER = """

@app.get("/loans")
def loans(request):
{body}
"""


def check(folder: Path, other: str, *, after: str = CAUGHT) -> GateResult:
    source = PAGES + other
    trace = (
        CodeLocation(path="app.py", line=7, function="books"),
        CodeLocation(path="app.py", line=2, function="page_of"),
    )
    stage = on_paper(source, 2, folder, exception="ValueError", message="invalid literal", trace=trace)
    return OtherCallersGate().check(stage.case(stage.candidate((CALL, after))))


def test_another_handler_that_calls_it_just_so_still_fails(tmp_path):
    result = check(tmp_path, OTHER.format(body="    return lent(page_of(request))"))
    assert not result.passed
    assert "only books tells the client what page_of cannot read, and app.py:13 calls it just so" in result.reason


LENT = "return lent(page_of(request))"


@pytest.mark.parametrize(
    "body",
    [
        "    return lent(1)",
        f"    try:\n        {LENT}\n    except ValueError:\n        return lent(1)",
        f"    try:\n        {LENT}\n    except Exception:\n        return lent(1)",
        f"    if not request.query:\n        raise HTTPException(422)\n    {LENT}",
        "    return lent(page_of(None))",
        f"    {LENT}\n\n\nclass Shelf:\n    def page_of(self):\n        return 1",
    ],
    ids=["not called", "caught", "caught with all else", "judged", "written there", "a name of two"],
)
def test_one_caller_is_enough_where_no_other_would_fail(tmp_path, body):
    assert check(tmp_path, OTHER.format(body=body)).passed


def test_a_fix_that_refuses_nothing_in_the_caller_is_not_asked(tmp_path):
    after = CAUGHT.replace('raise HTTPException(422, "page") from error', "page = 1")
    assert check(tmp_path, OTHER.format(body="    return lent(page_of(request))"), after=after).passed
