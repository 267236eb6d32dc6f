"""Texts without the mark that they are split at, and in which words they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

PICTURES = """
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
KINDS = {"jpg", "gif"}


class Picture(BaseModel):
    name: str
    tag: str = "a=b"


def is_picture(name):
    return name.rsplit(".", 1)[1].lower() in KINDS


def kind(name):
    return name.rsplit(".", 1)[1]


@app.post("/pictures")
def add(picture: Picture):
    ending = picture.name.rsplit(".", 1)[1]
    if ending not in KINDS:
        raise HTTPException(status_code=415, detail="no picture")
    return {"name": picture.name}


@app.post("/tags")
def tag(picture: Picture):
    if picture.tag.split("=")[1] not in KINDS:
        raise HTTPException(status_code=422, detail="no such tag")
    return {"tag": picture.tag}


@app.post("/named")
def named(picture: Picture):
    ending = picture.name.rsplit(".", 1)[1]
    if ending not in KINDS:
        raise HTTPException(status_code=415, detail=f"{ending} is no picture")
    return {"name": picture.name}
"""
DOORS = """
from fastapi import FastAPI, HTTPException, Header

app = FastAPI()
PINS = {"north": "12"}


@app.get("/open")
def opened(x_pin: str = Header("")):
    if not x_pin:
        raise HTTPException(status_code=401, detail="a pin is needed")
    door, pin = x_pin.split("-")
    if PINS.get(door) != pin:
        raise HTTPException(status_code=401, detail="the pin is wrong")
    return {"door": door}
"""
CASES = [
    Case(
        "not one of them",
        PICTURES,
        "is_picture('x')",
        (
            '-    return name.rsplit(".", 1)[1].lower() in KINDS',
            '+    return "." in name and name.rsplit(".", 1)[1].lower() in KINDS',
        ),
        False,
    ),
    Case(
        "refused as the next check does",
        PICTURES,
        'POST /pictures {"name": "x"}',
        (
            '+    if "." not in picture.name:',
            '+        raise HTTPException(status_code=415, detail="no picture")',
        ),
        415,
    ),
    Case(
        "refused by the check itself",
        PICTURES,
        'POST /tags {"name": "x", "tag": "b"}',
        (
            '-    if picture.tag.split("=")[1] not in KINDS:',
            '+    if "=" not in picture.tag or picture.tag.split("=")[1] not in KINDS:',
        ),
        422,
    ),
    Case(
        "what cannot be read is not what was not sent",
        DOORS,
        'GET /open {"headers": {"X-Pin": "12"}}',
        (
            '-    door, pin = x_pin.split("-")',
            "+    try:",
            '+        door, pin = x_pin.split("-")',
            "+    except ValueError as error:",
            '+        raise HTTPException(status_code=401, detail="the pin is wrong") from error',
        ),
        401,
    ),
]
SILENT = [
    Silent("an ending that is answered with", PICTURES, "kind('x')", "without-mark"),
    Silent("a refusal that speaks of the ending", PICTURES, 'POST /named {"name": "x"}', "without-mark"),
]


@named(CASES)
def test_texts_without_their_mark(case, tmp_path: Path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_texts_that_need_their_mark(case, tmp_path: Path):
    check_silent(case, tmp_path)
