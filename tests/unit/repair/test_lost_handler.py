"""What was done about exceptions of a call comes back where they are gathered now."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.lost_handler import LostHandler
from tests.unit.repair.test_history import Repository

HEAD = """import asyncio

import client


class Bell:
    async def ring(self, doors, event):
"""
TAIL = """
    async def _ring(self, door):
        return await client.ring(door)

    def note(self, door, status, said):
        print(door, status, said)
"""
ONE_BY_ONE = """        for door in doors:
            try:
                answer = await self._ring(door)
            except client.Failed as error:
                self.note(door, None, type(error).__name__)
            else:
                self.note(door, answer.status, answer.reason)
"""
AT_ONCE = """        answers = await asyncio.gather(*(self._ring(door) for door in doors), return_exceptions=True)
        for door, answer in zip(doors, answers, strict=True):
            self.note(door, answer.status, answer.reason)
"""
MENDED = [
    "-            self.note(door, answer.status, answer.reason)",
    "+            if not isinstance(answer, BaseException):",
    "+                self.note(door, answer.status, answer.reason)",
    "+            elif isinstance(answer, client.Failed):",
    "+                self.note(door, None, type(answer).__name__)",
    "+            else:",
    "+                raise answer",
]


def drafts(folder: Path, before: str, now: str) -> list[list[str]]:
    """What is offered after a commit made the one of the other."""
    repository = Repository(folder)
    for body in (before, now):
        repository.commit(HEAD + body + TAIL)
    failing = "answer.status"
    lines = (HEAD + now + TAIL).splitlines()
    line = next(at for at, text in enumerate(lines, 1) if failing in text)
    column = lines[line - 1].index(failing)
    span = {"column": column, "end_line": line, "end_column": column + len(failing)}
    crash = repository.crash(line, "AttributeError", "'Failed' object has no attribute 'status'", **span)
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=())
    context = Context(Codebase(folder), crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in LostHandler().drafts(context)]


def test_the_handler_does_for_the_exceptions_what_it_did(tmp_path):
    assert drafts(tmp_path, ONE_BY_ONE, AT_ONCE) == [MENDED]


def test_of_several_handlers_each_has_its_own_branch(tmp_path):
    two = ONE_BY_ONE.replace(
        "            else:\n",
        "            except (OSError, ValueError):\n                self.note(door, 0, event)\n            else:\n",
    )
    (found,) = drafts(tmp_path, two, AT_ONCE)
    assert found[3:7] == [*MENDED[3:5], "+            elif isinstance(answer, (OSError, ValueError)):",
                          "+                self.note(door, 0, event)"]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (ONE_BY_ONE.replace("self._ring(door)", "self._knock(door)"), AT_ONCE),
        (ONE_BY_ONE.replace("self.note(door, None, type(error).__name__)", "return"), AT_ONCE),
        (ONE_BY_ONE.replace("self.note(door, None,", "self.note(key, None,"), AT_ONCE),
        (AT_ONCE.replace("answer.reason", "''"), AT_ONCE),
        (ONE_BY_ONE, AT_ONCE.replace(", return_exceptions=True", "")),
        (
            ONE_BY_ONE,
            AT_ONCE.replace(
                "            self.note",
                "            if isinstance(answer, KeyError):\n                continue\n            self.note",
            ),
        ),
    ],
    ids=[
        "another call was guarded",
        "it left the function",
        "a name of it is not known there",
        "nothing was ever caught",
        "exceptions are not gathered",
        "they are told apart already",
    ],
)
def test_nothing_is_offered_elsewhere(tmp_path, before, now):
    assert drafts(tmp_path, before, now) == []
