"""What was stored before a field got another name is read under its old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.renamed_field import RenamedField
from tests.unit.repair.test_history import Repository

APP = """
import json
from dataclasses import dataclass

from flask import Flask, request

app = Flask(__name__)


@dataclass
class Filter:
    maker: str | None = None
    rooms: int | None = None
    size: float | None = None


def restored(stored):
    values = dict(stored)
    for name in values:
        values[name] = values[name] or None
    return Filter(**values)
"""
GIVEN = APP.replace("restored(stored)", "restored(values)").replace("    values = dict(stored)\n", "")
SENT = (
    APP
    + """

@app.post("/filters")
def saved():
    return str(restored(request.get_json()))
"""
)
MESSAGE = "Filter.__init__() got an unexpected keyword argument 'rooms'"


def drafts(folder: Path, before: str, new: str = "rooms_from: int | None") -> list[list[str]]:
    after = before.replace("rooms: int | None", new)
    repository = Repository(folder)
    repository.commit(before)
    suspect = repository.commit(after)
    failing = "Filter(**values)"
    line = next(place for place, text in enumerate(after.splitlines(), 1) if failing in text)
    column = after.splitlines()[line - 1].index(failing)
    span = {"column": column, "end_line": line, "end_column": column + len(failing)}
    crash = repository.crash(line, "TypeError", MESSAGE, **span)
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    context = Context(Codebase(folder), crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in RenamedField().drafts(context)]


def test_the_old_name_is_read_as_the_new_one_in_the_copy(tmp_path):
    assert drafts(tmp_path, APP) == [
        ['+    if "rooms" in values:', '+        values["rooms_from"] = values.pop("rooms")']
    ]


def test_what_was_handed_over_is_not_changed(tmp_path):
    assert drafts(tmp_path, GIVEN) == [
        ['+    values = {"rooms_from" if name == "rooms" else name: value for name, value in values.items()}']
    ]


@pytest.mark.parametrize("new", ["rooms_from: float | None", "rooms_pct: int | None"])
def test_another_type_or_unit_is_no_other_name(tmp_path, new):
    assert drafts(tmp_path, APP, new) == []


def test_what_a_client_sends_is_left_to_others(tmp_path):
    assert drafts(tmp_path, SENT) == []
