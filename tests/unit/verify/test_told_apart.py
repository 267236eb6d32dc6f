"""Exceptions among what was gathered, handled as they were before a commit gathered them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.triage import CodeLocation
from arbase.verify.change import ChangedFile
from arbase.verify.syntax import Code
from arbase.verify.told_apart import handled_as_before

BEFORE = """\
async def ring(doors):
    for door in doors:
        try:
            answer = await ask(door)
        except client.Failed as error:
            note(door, None, type(error).__name__)
        else:
            note(door, answer.status, answer.reason)
"""
NOW = """\
async def ring(doors):
    answers = await asyncio.gather(*(ask(door) for door in doors), return_exceptions=True)
    for door, answer in zip(doors, answers, strict=True):
        note(door, answer.status, answer.reason)
"""
MENDED = """\
async def ring(doors):
    answers = await asyncio.gather(*(ask(door) for door in doors), return_exceptions=True)
    for door, answer in zip(doors, answers, strict=True):
        if not isinstance(answer, BaseException):
            note(door, answer.status, answer.reason)
        elif isinstance(answer, client.Failed):
            note(door, None, type(answer).__name__)
        else:
            raise answer
"""
HANDLER = """\
        elif isinstance(answer, client.Failed):
            note(door, None, type(answer).__name__)
"""


def judged(before: str, after: str, message: str = "'Failed' object has no attribute 'status'") -> str:
    """The commit that is found to have lost what the patch has again."""
    place = CodeLocation(path="bell.py", line=4, function="ring")
    file = ChangedFile("bell.py", NOW, after)
    history = SimpleNamespace(earlier=lambda path: (("c0ffee", Code.parse(before)),) if path == "bell.py" else ())
    case = SimpleNamespace(
        crash=CrashSpec(exception="AttributeError", message=message, location=place),
        files=(file,),
        changed=lambda path: file if path == "bell.py" else None,
        history=history,
    )
    return handled_as_before(case)


def test_the_handler_of_an_earlier_version_is_found():
    assert judged(BEFORE, MENDED) == "c0ffee"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, NOW),
        (BEFORE.replace("client.Failed", "OSError"), MENDED),
        (BEFORE.replace("note(door, None", "note(door, 0"), MENDED),
        (BEFORE, MENDED.replace("raise answer", "pass")),
        (BEFORE, MENDED.replace("        else:\n            raise answer\n", "")),
        (BEFORE, MENDED.replace(", return_exceptions=True", "")),
        (BEFORE, MENDED.replace(HANDLER, "")),
    ],
    ids=[
        "nothing is told apart",
        "another class was caught",
        "something else was done",
        "every other one is passed over",
        "every other one is left out",
        "no exceptions are gathered",
        "no handler is back",
    ],
)
def test_anything_else_is_not_as_it_was(before, after):
    assert judged(before, after) == ""


def test_a_failure_of_something_else_is_none_of_it():
    assert judged(BEFORE, MENDED, "list index out of range") == ""
