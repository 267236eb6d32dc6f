"""Which tests prove a candidate: the reproduction always, and nothing twice."""

from __future__ import annotations

import pytest

from arbase.verify.proving import sends_the_same

OWN = """
from app import app
from fastapi.testclient import TestClient


def test_post():
    with TestClient(app) as client:
        response = client.post("/events", json={"a": 1})
    assert response.status_code != 500
"""
STRICT = OWN.replace("!= 500", "== 422")
SORTED = OWN.replace(
    "from app import app\nfrom fastapi.testclient import TestClient\n",
    "from fastapi.testclient import TestClient\n\nfrom app import app\n",
).replace('{"a": 1}', "{\n        'a': 1,\n    }")


@pytest.mark.parametrize("other", [OWN, STRICT, SORTED])
def test_layout_and_the_status_that_is_asked_for_make_no_other_test(other: str):
    assert sends_the_same(OWN, other)


@pytest.mark.parametrize(
    "other",
    [
        OWN.replace('"a": 1', '"a": 2'),
        OWN.replace("    assert response.status_code != 500\n", ""),
        OWN.replace("response.status_code", "response.text"),
        "def broken(:\n",
        "",
    ],
)
def test_whatever_sends_or_checks_something_else_is_another_test(other: str):
    assert not sends_the_same(OWN, other)
