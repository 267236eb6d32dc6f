"""Requests that are refused further on show as well as served ones that what crashed does not always do so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from arbase.verify.gates.client_data import ClientDataGate
from arbase.verify.gates.liveness import LivenessGate
from arbase.workspace.got_past import behind
from tests.unit.verify.doubles import Scene, post, stage

SOURCE = """
from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
KNOWN = {"ana@example.org": "1234"}


class Unknown(Exception):
    pass


def plain(address):
    return address.strip().casefold()


def owner(name):
    if name not in KNOWN:
        raise Unknown(name)
    return KNOWN[name].secret


@app.post("/sign-in")
async def sign_in(request: Request):
    given = await request.json()
    name = plain(given["address"])
    if KNOWN.get(name) != given.get("code"):
        raise HTTPException(401, "unknown")
    return {"name": name}


@app.post("/owner")
async def its_owner(request: Request):
    given = await request.json()
    try:
        secret = owner(given["name"])
    except Unknown as error:
        raise HTTPException(404, "unknown") from error
    return {"secret": secret}
"""
ADDRESS = '    name = plain(given["address"])\n'
CHECKED = (
    '    if not isinstance(given["address"], str):\n        raise HTTPException(422, "address: a text is needed")\n'
)
OWNER = '        secret = owner(given["name"])\n'
HANDLED = "    except Unknown as error:\n"
BLAMED = '    except AttributeError as error:\n        raise HTTPException(422, "name") from error\n'


@pytest.mark.parametrize("gate", [ClientDataGate(), LivenessGate()])
def test_a_refusal_behind_the_crash_shows_that_it_depends_on_what_was_sent(gate, tmp_path: Path) -> None:
    scene = Scene({"app.py": SOURCE}, post("/sign-in", {"address": None, "code": "9"}), ("body:$.address",))
    staged = stage(scene, tmp_path / "repository")
    result = gate.check(staged.case(staged.candidate((ADDRESS, CHECKED + ADDRESS))))
    assert result.passed, result.reason


def test_a_refusal_within_the_crashed_statement_shows_nothing(tmp_path: Path) -> None:
    """Unknown names are told so before it; every known one crashes."""
    scene = Scene({"app.py": SOURCE}, post("/owner", {"name": "ana@example.org"}), ("body:$.name",))
    staged = stage(scene, tmp_path / "repository")
    result = ClientDataGate().check(staged.case(staged.candidate((HANDLED, BLAMED + HANDLED))))
    assert not result.passed
    assert "always crashes" in result.reason


KEPT = """
from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
COUNTS = []


def total():
    return sum(COUNTS)


@app.post("/counts/{name}")
async def add(request: Request, name: str):
    count = (await request.json())["count"]
    COUNTS.append(count)
    return {name: total()}
"""
STORED = "    COUNTS.append(count)\n"
REFUSED = "    if not isinstance(count, int):\n        raise HTTPException(422, 'no number')\n"
SPOILS, GOOD = post("/counts/a", {"count": "three"}), post("/counts/b", {"count": 2})


@pytest.mark.parametrize(
    ("traffic", "refused", "passed"),
    [((GOOD,), REFUSED, True), ((), REFUSED, False), ((GOOD,), REFUSED.replace("int", "dict"), False)],
    ids=["served in a process of its own", "never served", "served, and no more"],
)
def test_a_trigger_that_spoils_what_is_stored_for_those_behind_it_does_not_always_crash(
    traffic, refused, passed, tmp_path
):
    staged = stage(Scene({"app.py": KEPT}, SPOILS, ("body:$.count",), traffic=traffic), tmp_path / "repository")
    case = staged.case(staged.candidate((STORED, refused + STORED)))
    assert case.lab.served_alone == traffic
    assert case.lab.valid == ()
    assert LivenessGate().check(case).passed is passed
    assert ClientDataGate().check(case).passed is bool(traffic)


def test_what_stands_behind_a_statement() -> None:
    text = "def f(a):\n    try:\n        b = a.c\n        d(b)\n    except E:\n        return 1\n"
    text += "    if a.b:\n        g()\n    h()\n"
    tree = ast.parse(text)
    assert behind(tree, 3) == {4}
    assert behind(tree, 7) == {8, 9}
    assert behind(tree, 9) == frozenset()


LENT = """
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request

app = FastAPI()


async def content(request: Request):
    return (await request.body()).decode(request.headers.get("x-charset", "utf-8"))


Content = Annotated[str, Depends(content)]


@app.post("/rows")
def rows(found: Content):
    if "," not in found:
        raise HTTPException(400, "no rows")
    return {"rows": found}
"""
DECODED = '    return (await request.body()).decode(request.headers.get("x-charset", "utf-8"))\n'
TRIED = (
    '    try:\n        return (await request.body()).decode(request.headers.get("x-charset", "utf-8"))\n'
    '    except LookupError:\n        raise HTTPException(400, "no such charset") from None\n'
)


def charset(name):
    sent = post("/rows", b"ab")
    return sent.model_copy(update={"headers": (*sent.headers, ("x-charset", name))})


@pytest.mark.parametrize(
    "taken",
    ["found: Content", "found: str = Depends(content)", "found: Annotated[str, Depends(content)]"],
)
def test_a_handler_that_refuses_what_a_dependency_gave_it_shows_that_the_dependency_ended(taken, tmp_path) -> None:
    source = LENT.replace("found: Content", taken)
    trigger = charset("utf8mb4")
    scene = Scene({"app.py": source}, trigger, ("header:x-charset",))
    staged = stage(scene, tmp_path / "repository")
    case = staged.case(staged.candidate((DECODED, TRIED)))
    assert [one.stimulus for one in case.lab.went_on]
    result = ClientDataGate().check(case)
    assert result.passed, result.reason


def test_a_handler_behind_a_dependency_that_catches_the_failure_shows_nothing(tmp_path) -> None:
    caught = DECODED.replace("    return", "    try:\n        return") + "    except ValueError:\n        return ''\n"
    trigger = charset("utf8mb4")
    staged = stage(Scene({"app.py": LENT.replace(DECODED, caught)}, trigger, ("header:x-charset",)), tmp_path / "r")
    assert not staged.case(staged.candidate(("no rows", "not a row"))).lab.went_on
