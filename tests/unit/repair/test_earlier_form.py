"""What went out before a commit gave it a new form is read as it was read then, where it is meant to last."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.earlier_form import EarlierForm
from arbase.repair.static.templates.interface import Context
from tests.unit.repair.test_history import Repository

APP = '''"""{said}"""

import json

from flask import Flask, request

app = Flask(__name__)
VISITS = {{2: "mon"}}


def unpacked(token):
    return json.loads(token)


@app.route("/visits")
def visit():
    {body}
'''
PLAIN = 'return VISITS[unpacked(request.args["token"])]'
PARTS = 'token = unpacked(request.args["token"])\n    return VISITS[token["visit"]] + token["donor"]'
LASTS = "A link works until the visit, however old the mail is."

FILED = '''
def last(entries):
    """{said}"""
    entry = entries.pop()
    {body}
'''
NAMED = 'size = entry["size"]\n    return size * 2'
SCALED = 'size = entry["size"] * entry["scale"]\n    return size * 2'


def drafts(folder: Path, before: str, after: str, failing: str, said: tuple[str, str]) -> list[list[str]]:
    repository = Repository(folder)
    repository.commit(before)
    suspect = repository.commit(after)
    line = next(place for place, text in enumerate(after.splitlines(), 1) if failing in text)
    column = after.splitlines()[line - 1].index(failing)
    span = {"column": column, "end_line": line, "end_column": column + len(failing)}
    name = failing.partition("[")[0]
    seen = {name: {"type": "dict", "keys": ["size"]}} if said[0] == "KeyError" else {name: {"type": "int"}}
    crash = repository.crash(line, said[0], said[1], variables=seen, **span)
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    context = Context(Codebase(folder), crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in EarlierForm().drafts(context)]


NO_PARTS = ("TypeError", "'int' object is not subscriptable")


def test_what_has_no_parts_is_read_whole_as_before(tmp_path):
    before, after = APP.format(said=LASTS, body=PLAIN), APP.format(said=LASTS, body=PARTS)
    assert drafts(tmp_path, before, after, 'token["visit"]', NO_PARTS) == [
        ["+    if isinstance(token, int):", "+        return VISITS[token]"]
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Visits.",
        "A link of before is no longer valid.",
        "A token stays valid for an hour.",
        "Donors never expire.",
        "Old tokens must be refused.",
    ],
)
def test_what_a_client_sends_is_read_so_only_where_it_is_said_to_last(tmp_path, said):
    before, after = APP.format(said=said, body=PLAIN), APP.format(said=said, body=PARTS)
    assert drafts(tmp_path, before, after, 'token["visit"]', NO_PARTS) == []


def test_what_was_stored_without_a_part_is_read_without_it(tmp_path):
    before, after = FILED.format(said="Sizes.", body=NAMED), FILED.format(said="Sizes.", body=SCALED)
    assert drafts(tmp_path, before, after, 'entry["scale"]', ("KeyError", "'scale'")) == [
        [
            '-    size = entry["size"] * entry["scale"]',
            '+    if "scale" in entry:',
            '+        size = entry["size"] * entry["scale"]',
            "+    else:",
            '+        size = entry["size"]',
        ]
    ]


def test_nothing_is_known_of_code_that_was_otherwise_altogether(tmp_path):
    before = FILED.format(said="Sizes.", body="raise NotImplementedError")
    assert drafts(tmp_path, before, FILED.format(said="Sizes.", body=SCALED), 'entry["scale"]', ("KeyError", "")) == []
