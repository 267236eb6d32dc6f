"""Which functions answer requests, and where their parameters come from, in frameworks with and without decorators."""

from __future__ import annotations

import ast

import pytest

from arbase.repair.static.dataflow import parameter_kind
from arbase.repair.static.framework import Statuses, is_handler
from arbase.repair.static.source import Codebase, SourceFile

VIEWS = """
@app.get("/houses/{number}")
def decorated(number: int, page: str = "1"): ...


def view(request: HttpRequest, number: int) -> HttpResponse:
    return shown(number)


async def endpoint(req):
    return JSONResponse({"a": 1})


async def typed(incoming: web.Request) -> web.Response:
    return answer(incoming)


def helper(request: HttpRequest) -> int:
    return 1


def other(number):
    return JSONResponse({"a": number})
"""


def function(name):
    file = SourceFile.parse("views.py", VIEWS)
    return file, next(item for item in file.functions if item.name == name)


@pytest.mark.parametrize(
    ("name", "answers"),
    [("decorated", True), ("view", True), ("endpoint", True), ("typed", True), ("helper", False), ("other", False)],
)
def test_what_answers_requests(name, answers):
    assert is_handler(*function(name)) is answers


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("decorated", [{"path"}, {"query"}]),
        ("view", [set(), {"path"}]),
        ("endpoint", [set()]),
        ("typed", [set()]),
    ],
)
def test_where_parameters_come_from(name, kinds):
    _, found = function(name)
    assert [parameter_kind(found, argument) for argument in found.args.args] == kinds


FAULTS = """
class Fault(Exception):
    code = "refused"
    status = 400


class Away(Fault):
    code, status = "away", 503


class Unknown(Fault):
    code, status = "unknown", 404


def refused():
    raise Fault("no")


def away():
    raise Away("no answer")


def unknown():
    raise Unknown("no such thing")
"""


def test_a_class_that_is_at_fault_itself_refuses_nobody(tmp_path):
    (tmp_path / "faults.py").write_text(FAULTS)
    codebase = Codebase(tmp_path)
    statuses = Statuses(codebase)
    file = next(iter(codebase.sources))
    raised = [item for item in file.nodes if isinstance(item, ast.Raise)]
    assert [statuses.of_statement(item) for item in raised] == [400, None, 404]
