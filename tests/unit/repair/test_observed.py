"""What the client sent is known by its value where the code does not show the way that it took."""

from __future__ import annotations

import ast
import base64
import json
from typing import Any

import pytest

from arbase.domain.diagnosis import Diagnosis, Reproduction, Stimulus
from arbase.repair.static.crash import Crash, Frame
from arbase.repair.static.observed import Observed
from arbase.repair.static.source import SourceFile

FILE = SourceFile.parse("app.py", "x = 1\n")


def observed(variables: dict[str, Any], *inputs: str, target: str = "/a", body: Any = None, **headers: str) -> Observed:
    assert FILE is not None
    described = {name: {"type": type(value).__name__, "repr": repr(value)} for name, value in variables.items()}
    for name, value in variables.items():
        if isinstance(value, dict):
            described[name]["keys"] = list(value)
    raw = json.dumps(body).encode() if not isinstance(body, bytes) else body
    stimulus = Stimulus(
        method="POST",
        target=target,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        body=base64.b64encode(raw if body is not None else b"").decode(),
    )
    frame = Frame(FILE, 1, FILE.tree.body[0], None)
    crash = Crash(exception="ValueError", message="", frames=(frame,), variables=described)
    reproduction = Reproduction(stimulus=stimulus, attempts=3, failures=3)
    diagnosis = Diagnosis(
        incident_id="i", crash=None, hypotheses=(), reproduction=reproduction, client_inputs=tuple(inputs)
    )
    return Observed(crash, diagnosis)


def kinds(found: Observed, text: str) -> set[str]:
    return set(found.kinds(ast.parse(text, mode="eval").body))


@pytest.mark.parametrize(
    ("variables", "request_", "wanted"),
    [
        ({"cursor": "abc9"}, {"inputs": ["query:cursor"], "target": "/a?cursor=abc9"}, {"query"}),
        ({"cursor": "ABC9 "}, {"inputs": ["query:cursor"], "target": "/a?cursor=abc9"}, {"query"}),
        ({"page": 40}, {"inputs": ["query:page"], "target": "/a?page=40"}, {"query"}),
        ({"part": "abc"}, {"inputs": ["query:cursor"], "target": "/a?cursor=abc.def"}, {"query"}),
        ({"text": "Porto"}, {"inputs": ["body:$.city"], "body": {"city": "Porto"}}, {"body"}),
        ({"data": {"city": "x"}}, {"inputs": ["body:$.city"], "body": {"city": "y"}}, {"body"}),
        ({"rows": "day;sum"}, {"inputs": ["body:$"], "body": b"day;sum"}, {"body"}),
        ({"key": "k-77"}, {"inputs": ["header:x-key"], "x_key": "k-77"}, {"header"}),
        ({"given": "h 7"}, {"inputs": ["path:name"], "target": "/a/h%207"}, {"path"}),
        ({"other": "zzz"}, {"inputs": ["query:cursor"], "target": "/a?cursor=abc9"}, set()),
        ({"cursor": "abc9"}, {"inputs": [], "target": "/a?cursor=abc9"}, set()),
        ({"cursor": None}, {"inputs": ["query:cursor"], "target": "/a?cursor="}, set()),
    ],
)
def test_a_variable_that_holds_an_input_is_the_clients(variables, request_, wanted):
    inputs = request_.pop("inputs")
    name = next(iter(variables))
    assert kinds(observed(variables, *inputs, **request_), f"int({name})") == wanted


def test_only_what_the_crash_depends_on_is_shown():
    found = observed({"a": "abc"}, "query:a", "cookie:sid", target="/x?a=abc&b=def")
    assert found.shown == {"query", "header"}
