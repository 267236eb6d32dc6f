"""What a test of templates says: a small program, its crash, and the fix that a person would make."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.unit.repair.snippets import Snippet

API = """
from fastapi import FastAPI, HTTPException, Header
from pydantic import BaseModel

app = FastAPI()
HOUSES = {"a": {"price": 10.0, "rooms": 2}, "b": {"price": 20.0, "rooms": 3}}
AGENTS = {"x": {"name": "Ines"}}


@app.get("/houses/{house_id}")
def house(house_id: str):
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(status_code=404, detail=f"house {house_id} not found")
    return found


@app.get("/area")
def area(size: str, unit: str = "m2"):
    if unit not in ("m2", "ft2"):
        raise HTTPException(status_code=422, detail=f"unknown unit {unit}")
    try:
        return {"size": float(size)}
    except ValueError as error:
        raise HTTPException(status_code=422, detail=f"invalid size {size}") from error

"""

SHOP = """
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
ORDERS = {1: {"total": 10, "lines": []}}


@app.route("/orders/<int:order_id>")
def order(order_id):
    found = ORDERS.get(order_id)
    if found is None:
        return jsonify(error="order not found"), 404
    return jsonify(found)


@app.route("/orders", methods=["POST"])
def create():
    payload = request.get_json()
    if "total" not in payload:
        return jsonify(error="total is missing"), 400
    return jsonify(payload), 201

"""


class Case(NamedTuple):
    """`changes` are the lines of the wanted fix as a diff has them; `result` what the trigger gives then."""

    name: str
    app: str
    trigger: str
    changes: tuple[str, ...]
    result: Any = ...
    among: int = 1
    files: dict[str, str] = {}  # noqa: RUF012 -- a NamedTuple's default; nobody changes it


def named(cases: list[Any]) -> Any:
    """A parameter list whose ids say what happens."""
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


def check(case: Case, folder: Path) -> None:
    """The wanted fix is among the first that end the crash."""
    fixes = Snippet(folder, {"app.py": case.app, **case.files}, case.trigger).fixes(case.among)
    wanted = [fix for fix in fixes if fix.changes == case.changes]
    assert wanted, "\n\n".join("\n".join(fix.changes) for fix in fixes) or "no draft ends the crash"
    if case.result is not ...:
        assert wanted[0].result == case.result


class Silent(NamedTuple):
    """A crash for which a template must offer nothing."""

    name: str
    app: str
    trigger: str
    template: str


def check_silent(case: Silent, folder: Path) -> None:
    """The template offers nothing."""
    drafts = Snippet(folder, {"app.py": case.app}, case.trigger).drafts()
    assert [draft for draft in drafts if draft.template == case.template] == []
