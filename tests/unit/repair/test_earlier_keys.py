"""What is read as a list by now and was read by keys when it went out: each name gets what stood in its place then."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.earlier_keys import EarlierKeys
from arbase.repair.static.templates.interface import Context
from tests.unit.repair.test_history import Repository

HEAD = '''"""{said}"""
from datetime import {names}
import json

from flask import Flask, request

app = Flask(__name__)


class Over(Exception):
    pass


def opened(text, salt):
    return json.loads(text.removeprefix(salt))


'''
OLD_OFFER = """def offer(text):
    data = opened(text, salt="offer")
    if datetime.fromisoformat(data["x"]) <= datetime.now():
        raise Over(text)
    return data["o"]


"""
OLD_VIEW = OLD_OFFER.replace("offer", "view").replace('"o"', '"v"')
NEW = """def read(text, salt):
    try:
        number, end = opened(text, salt=salt)
    except ValueError:
        raise Over(text) from None
    if end <= datetime.now().timestamp():
        raise Over(text)
    return number


"""
ASKED = """
@app.route("/offer")
def offered():
    return str(read(request.args["link"], "offer"))
"""
LASTS = "A link works until its own end, whatever we have changed meanwhile."


def drafts(folder: Path, before: str, said: str = LASTS, new: str = NEW) -> list[list[str]]:
    repository = Repository(folder)
    repository.commit(HEAD.format(said=said, names="datetime") + before)
    after = HEAD.format(said=said, names="datetime") + new + ASKED
    suspect = repository.commit(after)
    line = next(place for place, text in enumerate(after.splitlines(), 1) if "if end" in text)
    seen = {"end": {"type": "str"}, "number": {"type": "str"}}
    message = "'<=' not supported between instances of 'str' and 'float'"
    crash = repository.crash(line, "TypeError", message, variables=seen)
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    context = Context(Codebase(folder), crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in EarlierKeys().drafts(context)]


def fix(number: str) -> list[list[str]]:
    end = 'datetime.fromisoformat(content["x"]).timestamp()'
    return [
        [
            "-        number, end = opened(text, salt=salt)",
            "+        content = opened(text, salt=salt)",
            "+    if isinstance(content, dict):",
            f"+        number, end = {number}, {end}",
            "+    else:",
            "+        number, end = content",
        ]
    ]


def test_each_name_gets_what_was_returned_or_compared_in_its_place(tmp_path):
    assert drafts(tmp_path, OLD_OFFER) == fix('content["o"]')


def test_of_several_readers_the_one_argument_that_differed_tells_the_key(tmp_path):
    assert drafts(tmp_path, OLD_OFFER + OLD_VIEW) == fix('content[{"offer": "o", "view": "v"}[salt]]')


@pytest.mark.parametrize("said", ["Links.", "A link of before is no longer valid.", "Old links must be refused."])
def test_what_a_client_sends_is_read_so_only_where_it_is_said_to_last(tmp_path, said):
    assert drafts(tmp_path, OLD_OFFER, said) == []


@pytest.mark.parametrize(
    "before",
    [
        OLD_OFFER.replace('return data["o"]', "return 0"),
        OLD_OFFER.replace('datetime.fromisoformat(data["x"])', "_end_of(data)"),
        OLD_OFFER.replace("opened(text", "parsed(text"),
        OLD_OFFER + OLD_VIEW.replace('data["v"]', "len(data)"),
        OLD_OFFER.replace("datetime.now()", "request.date"),
    ],
)
def test_what_the_earlier_code_does_not_tell_is_left_alone(tmp_path, before):
    assert drafts(tmp_path, before) == []


def test_handlers_that_go_on_keep_both_forms_within_the_try(tmp_path):
    new = NEW.replace("raise Over(text) from None", "end = 0.0")
    changes = drafts(tmp_path, OLD_OFFER, new=new)
    assert changes[0][2] == "+        if isinstance(content, dict):"
