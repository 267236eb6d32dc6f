"""A letter that is replaced is no loss where it is kept nowhere, seen in a real sandbox."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.verify.unread_letters import leave_no_mark
from tests.unit.verify.doubles import Scene, stage

APP = """
import sqlite3
from fastapi import FastAPI, Request

app = FastAPI()
SEEN = []


@app.post("/sheet")
async def sheet(request: Request):
    refused, rows = [], []
    lines = text(await request.body()).splitlines()
    for place, line in enumerate(lines[1:]):
        try:
            name, value, remark = line.split(";")
            rows.append((name.upper(), int(value), remark))
        except ValueError:
            refused.append(place)
    {kept}
    return {{"taken": len(rows), "refused": refused}}


@app.get("/seen")
async def seen():
    return SEEN


def text(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252")
"""
STORED = """with sqlite3.connect("kept.db") as db:
        db.execute("CREATE TABLE IF NOT EXISTS kept (word TEXT)")
        db.executemany("INSERT INTO kept VALUES (?)", [({word},) for row in rows])"""
SHEET = b"name;value;remark\nann;5;k\x81nd\n"


@pytest.mark.parametrize(
    ("kept", "lost"),
    [
        (STORED.format(word="str(row[1])"), False),
        (STORED.format(word="row[2]"), True),
        (STORED.format(word="row[0]"), True),
        ("SEEN.extend(row[0] for row in rows)", True),
    ],
    ids=["only a number is stored", "the remark is stored", "another column is stored", "kept and told later"],
)
def test_what_keeps_the_letter_is_a_loss(tmp_path: Path, kept: str, lost: bool) -> None:
    trigger = Stimulus(method="POST", target="/sheet", body=base64.b64encode(SHEET).decode())
    scene = Scene(files={"app.py": APP.format(kept=kept)}, trigger=trigger, traffic=(Stimulus(target="/seen"),))
    built = stage(scene, tmp_path / "repository")
    case = built.case(built.candidate(('raw.decode("cp1252")', 'raw.decode("cp1252", "replace")')))
    assert bool(leave_no_mark(case)) is not lost
