"""A fallback that a commit took away comes back where the value is empty now."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.lost_fallback import LostFallback
from tests.unit.repair.test_history import Repository

PROPERTY = """class Guest:
    def __init__(self, name, code):
        self.name, self.code = name, code

    @property
    def short(self):
        return GIVEN


def drawer(guest):
    short = guest.short
    return short[0] + "/" + short
"""
FUNCTION = """DEFAULTS = ["none"]


def tags_of(page):
    return GIVEN


def first_tag(page):
    return tags_of(page)[0]
"""
PLAIN, TAGS = "self.name.strip()", 'page.get("tags")'


def drafts(folder: Path, given: list[str], program: str, failing: str, message: str) -> list[list[str]]:
    """What is offered after the program gave these, one commit after the other."""
    repository = Repository(folder)
    for one in given:
        repository.commit(program.replace("GIVEN", one))
    lines = program.splitlines()
    line = next(at for at, text in enumerate(lines, 1) if failing in text)
    column = lines[line - 1].index(failing)
    span = {"column": column, "end_line": line, "end_column": column + len(failing)}
    crash = repository.crash(line, "IndexError" if "range" in message else "TypeError", message, **span)
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=())
    context = Context(Codebase(folder), crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in LostFallback().drafts(context)]


EMPTY, NONE = "string index out of range", "'NoneType' object is not subscriptable"


@pytest.mark.parametrize(
    ("given", "program", "failing", "message"),
    [
        ([f"{PLAIN} or self.code", PLAIN], PROPERTY, "short[0]", EMPTY),
        ([f"{TAGS} or DEFAULTS", TAGS], FUNCTION, "tags_of(page)[0]", NONE),
        ([f"{TAGS} or DEFAULTS", "page.get('tags')"], FUNCTION, "tags_of(page)[0]", NONE),
    ],
    ids=["of a property", "of a function", "the rest may be written in another way"],
)
def test_the_fallback_comes_back(tmp_path, given, program, failing, message):
    before, now = given
    found = drafts(tmp_path, given, program, failing, message)
    indent = " " * 8 if program is PROPERTY else " " * 4
    assert found == [[f"-{indent}return {now}", f"+{indent}return {before}"]]


@pytest.mark.parametrize(
    ("given", "program", "failing", "message"),
    [
        ([f"{PLAIN} or self.code", PLAIN], PROPERTY, "short[0]", "'Guest' object is not subscriptable"),
        ([PLAIN, f"{PLAIN}.lower()"], PROPERTY, "short[0]", EMPTY),
        (["self.code or self.name", PLAIN], PROPERTY, "short[0]", EMPTY),
        ([f"{TAGS} or DEFAULT_TAGS", TAGS], FUNCTION, "tags_of(page)[0]", NONE),
        ([f"{PLAIN} or self.code"], PROPERTY, "short[0]", EMPTY),
    ],
    ids=[
        "nothing is empty",
        "there was no fallback",
        "another value had it",
        "what it was is not there any more",
        "it stands there still",
    ],
)
def test_nothing_is_offered_elsewhere(tmp_path, given, program, failing, message):
    assert drafts(tmp_path, given, program, failing, message) == []
