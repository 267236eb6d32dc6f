"""Parts of what the client sent are the client's: of a text that was split, of a token that was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.client_data import ClientDataGate
from tests.unit.verify.doubles import Scene, get, stage

SOURCE = """
import base64
import json

from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
ROWS = {"a": {"text": "one two"}, "b": {"text": "one"}, "c": {"text": '{"to": 1}'}, "d": {"text": "{}"}}


def unsigned(token):
    return base64.urlsafe_b64decode(token).decode()


@app.get("/scheme")
def scheme(request: Request):
    parts = request.headers["authorization"].split(" ")
    return {"token": parts[1]}


@app.get("/tokens/{token}")
def read(token: str):
    claims = json.loads(unsigned(token))
    return {"to": claims["to"]}


@app.get("/rows/{key}")
def row(key: str):
    parts = ROWS[key]["text"].split(" ")
    return {"second": parts[1]}


@app.get("/notes/{key}")
def note(key: str):
    found = json.loads(ROWS[key]["text"])
    return {"to": found["to"]}
"""
SCHEME = '    return {"token": parts[1]}\n'
READ = '    return {"to": claims["to"]}\n'
ROW = '    return {"second": parts[1]}\n'
NOTE = '    return {"to": found["to"]}\n'
TOO_FEW = '    if len(parts) < 2:\n        raise HTTPException(400, "two words are needed")\n'
UNNAMED = '    if "to" not in %s:\n        raise HTTPException(400, "nobody named")\n'
TO, NOBODY = "eyJ0byI6IDF9", "eyJvZiI6IDF9"


@pytest.mark.parametrize(
    ("asked", "line", "guard", "where", "passes"),
    [
        (tuple(get("/scheme", ("authorization", word)) for word in ("Bearer", "Bearer x")), SCHEME, TOO_FEW,
         "header:authorization", True),
        ((get(f"/tokens/{NOBODY}"), get(f"/tokens/{TO}")), READ, UNNAMED % "claims", "path:2", True),
        ((get("/notes/d"), get("/notes/c")), NOTE, UNNAMED % "found", "path:2", False),
    ],
)  # fmt: skip
def test_parts_of_what_was_sent_may_be_blamed_on_the_client(asked, line, guard, where, passes, tmp_path: Path) -> None:
    trigger, served = asked
    staged = stage(Scene({"app.py": SOURCE}, trigger, (where,), traffic=(served,)), tmp_path / "repository")
    result = ClientDataGate().check(staged.case(staged.candidate((line, guard + line))))
    assert result.passed is passes, result.reason
