"""A record that was stored under other names is read by its names of now."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.renamed_keys import RenamedKeys
from tests.unit.repair.test_history import Repository

APP = '''
import json

from flask import Flask, request

MOST = 5
app = Flask(__name__)


def put(path, order, who):
    path.write_text(json.dumps({{{written}}}))


def letter(record):
    """What is sent."""
    return record["{read}"] + {more}


def letter_of(path):
    return letter({source})
'''
THEN = APP.format(written='"amount": order.total, "who": who', read="amount", more="1", source="json.loads(path)")
NOW = {"written": '"total": order.total, "who": who, "due": None', "read": "total"}
PLAIN = {"more": "1", "source": "json.loads(path)"}
TABLE = [
    "+# What was stored keeps the names that it was stored with.",
    '+EARLIER_NAMES = {"amount": "total"}',
    "+    record = {EARLIER_NAMES.get(name, name): value for name, value in record.items()}",
]


def drafts(folder: Path, after: str, keys: tuple[str, ...] = ("amount", "who"), note: str = "") -> list[list[str]]:
    repository = Repository(folder)
    repository.commit(THEN)
    suspect = repository.commit(after)
    if note:
        (folder / "README.md").write_text(note, encoding="utf-8")
    failing = 'record["total"]'
    line = next(place for place, text in enumerate(after.splitlines(), 1) if failing in text)
    column = after.splitlines()[line - 1].index(failing)
    span = {"column": column, "end_line": line, "end_column": column + len(failing)}
    seen = {"record": {"type": "dict", "keys": list(keys)}}
    crash = repository.crash(line, "KeyError", "'total'", variables=seen, **span)
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    context = Context(Codebase(folder), crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in RenamedKeys().drafts(context)]


def test_a_stored_record_gets_its_names_of_now(tmp_path):
    assert drafts(tmp_path, APP.format(**NOW, **PLAIN)) == [TABLE]


@pytest.mark.parametrize(
    "changed",
    [
        {"more": 'record["amount"]'},  # the old name means something still
        {"more": 'record.update(who="me")'},  # the record itself is changed
        {"written": '"total": order.rest, "who": who'},  # another value
        {"written": '"total": order.total, "who": who.name'},  # what stayed is another thing now
        {"source": 'request.json["order"]'},  # the client may no longer send it so
    ],
    ids=lambda changed: next(iter(changed.values())),
)
def test_what_is_no_rename_or_not_stored_stays(tmp_path, changed):
    assert drafts(tmp_path, APP.format(**{**NOW, **PLAIN, **changed})) == []


def test_a_record_without_the_old_name_lacks_something_else(tmp_path):
    assert drafts(tmp_path, APP.format(**NOW, **PLAIN), ("who",)) == []


def test_what_clients_send_is_read_so_where_it_is_said_to_last(tmp_path):
    after = APP.format(**{**NOW, **PLAIN, "source": 'request.json["order"]'})
    assert drafts(tmp_path, after, note="A queued message outlives releases.") == [TABLE]
