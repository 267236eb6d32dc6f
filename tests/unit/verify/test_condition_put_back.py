"""The template of a page may be changed only to what it was under a condition that a commit took away."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.fix import FileEdit, Patch
from arbase.verify.gates.effects import _changed
from arbase.verify.gates.evasion import EvasionGate
from arbase.verify.gates.interface import GateCase
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.protected import ProtectedPathsGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import commit, on_paper, write

SOURCE = "def f(x):\n    return x['a']\n"
SNIPPET = "<b>{{ ship.name }}</b>\n"
GUARDED = "{% if ship %}<b>{{ ship.name }}</b>{% else %}none yet{% endif %}\n"
BEFORE = "<p>{% if trip.ship %}<b>{{ trip.ship.name }}</b>{% else %}none yet{% endif %}</p>\n"
AFTER = '<p>{% include "ship.html" with ship=trip.ship %}</p>\n'
GATES = (ProtectedPathsGate(), SwallowGate(), MadeUpValueGate(), EvasionGate())


@pytest.fixture
def case(tmp_path: Path):
    def of(text: str, *more: FileEdit, before: str = BEFORE) -> GateCase:
        stage = on_paper(SOURCE, 2, tmp_path)
        write(tmp_path, {"templates/trip.html": before})
        commit(tmp_path, "pages")
        write(tmp_path, {"templates/trip.html": AFTER, "templates/ship.html": SNIPPET})
        commit(tmp_path, "a snippet")
        edit = FileEdit(path="templates/ship.html", before=SNIPPET, after=text)
        return stage.case(stage.candidate().model_copy(update={"patch": Patch(edits=(edit, *more))}))

    return of


def test_what_was_there_before_comes_back(case):
    results = [gate.check(case(GUARDED)) for gate in GATES]
    assert [result.reason for result in results if not result.passed] == []


@pytest.mark.parametrize(
    "text",
    [
        GUARDED.replace("none yet", "gone"),
        "{% if ship %}<b>{{ ship.name }}</b>{% endif %}\n",
        "<b>{{ ship.name|default:'' }}</b>\n",
        "",
    ],
)
def test_anything_else_is_refused(case, text):
    assert not ProtectedPathsGate().check(case(text)).passed


def test_a_condition_that_was_never_there_is_refused(case):
    before = BEFORE.replace("{% if trip.ship %}", "").replace("{% else %}none yet{% endif %}", "")
    assert not any(gate.check(case(GUARDED, before=before)).passed for gate in GATES[:2])


def test_nothing_else_comes_along(case):
    more = FileEdit(path="app.py", before=SOURCE, after=SOURCE.replace("'a'", "'b'"))
    assert not any(gate.check(case(GUARDED, more)).passed for gate in GATES[:2])


def test_what_the_patch_changes_itself_is_left_by_no_request():
    assert _changed([{"a.html": "1", "b": "1"}], [{"a.html": "2", "b": "1"}], {"a.html": ""}) == []
    assert _changed([{"a.html": "1", "b": "1"}], [{"a.html": "2", "b": "2"}], {"a.html": ""}) == ["b"]
