"""A page that shows the word None, and JSON that shows a word of pages, are refused."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from arbase.replay.interface import Observation
from arbase.verify.change import ChangedFile
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.shown_instead import ShownInsteadGate
from arbase.verify.syntax import Code
from tests.unit.verify.doubles import on_paper

ROWS = """\
def rows(boxes):
    found = []
    for box in boxes:
        found.append({"owner": box.owner.name})
    return found
"""
SAYS = "{% if box.owner %}{{ box.owner.name }}{% else %}gone{% endif %}"
PAGE = "<!doctype html><table><tr><td>{}</td></tr></table>"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
JSON = (("Content-Type", "application/json"),)


def answered(body: str, headers=HTML) -> Observation:
    return Observation(variant="", stimulus=0, status=200, headers=headers, body=body)


def judged(folder, instead: str, after: Observation, *before: Observation, code: str = ""):
    (folder / "box.html").write_text(SAYS, encoding="utf-8")
    changed = ROWS.replace("box.owner.name", f"box.owner.name if box.owner else {instead}")
    passing = tuple(SimpleNamespace(before=one) for one in before)
    lab = SimpleNamespace(passing=passing, after=lambda overlay: (after,))
    files = (ChangedFile("app.py", ROWS, changed),)
    parsed = Code.parse(code)
    repository = SimpleNamespace(root=folder, codes={"other.py": parsed})
    case = SimpleNamespace(lab=lab, files=files, restored="", overlay={}, repository=repository)
    return ShownInsteadGate().check(case).passed


@pytest.mark.parametrize(
    ("instead", "after", "before", "stands"),
    [
        ("None", answered(PAGE.format("None")), (), False),
        ("None", answered(PAGE.format("None")), (answered(PAGE.format("None")),), True),
        ("None", answered(PAGE.format("None of them")), (), True),
        ("None", answered('{"owner": null}', JSON), (), True),
        ('"gone"', answered(PAGE.format("gone")), (), True),
        ('"gone"', answered('{"owner": "gone"}', JSON), (), False),
        ('"x"', answered(PAGE.format("None")), (), True),
    ],
)
def test_what_is_shown_in_place_of_what_is_missing(tmp_path, instead, after, before, stands):
    assert judged(tmp_path, instead, after, *before) is stands


def test_what_code_says_too_is_no_word_of_pages_alone(tmp_path):
    after = answered('{"owner": "gone"}', JSON)
    assert judged(tmp_path, '"gone"', after, code='GONE = "gone"\n')


@pytest.mark.parametrize(("instead", "stands"), [('"gone"', True), ('"unknown"', False)])
def test_what_pages_say_is_not_made_up(tmp_path, instead, stands):
    stage = on_paper(ROWS, 4, tmp_path, exception="AttributeError", message="'NoneType' object has no attribute 'name'")
    (stage.tree / "box.html").write_text(SAYS, encoding="utf-8")
    change = ("box.owner.name", f"box.owner.name if box.owner else {instead}")
    assert MadeUpValueGate().check(stage.case(stage.candidate(change))).passed is stands
