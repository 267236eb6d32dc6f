"""Whoever only mentions a thing, or was found already, is not told that it is not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from arbase.domain.triage import CodeLocation
from arbase.verify.named import found_already, in_prose, refused_already
from tests.unit.verify.doubles import get, on_paper, post

FIND = """\
def find(name):
    if name not in THINGS:
        raise NotFound("thing")
    return THINGS.get(name).owner


def show(name):
    owner = find(name)
    return listed(owner)


def listed(owner):
    return owner.name
"""


@pytest.mark.parametrize(
    ("stimulus", "mentions"),
    [
        (post("/a", {"text": "ask old_user, they know it all"}), True),
        (post("/a", {"text": "ask old_user, they know it all", "to": "old_user"}), False),
        (post("/a", {"to": ["old_user"]}), False),
        (get("/users/old_user"), False),
        (get("/a?q=b"), False),
    ],
)
def test_a_word_in_a_text_for_people_is_only_mentioned(stimulus, mentions):
    assert bool(in_prose("old_user", stimulus)) is mentions


@pytest.mark.parametrize(
    ("guard", "refused"),
    [
        ('    if owner is None:\n        raise NotFound("owner")\n', True),
        ('    if owner is None:\n        raise Conflict("nobody owns it")\n', False),
        ("    if owner is None:\n        return {}\n", False),
    ],
)
def test_who_refuses_what_it_does_not_find_has_found_what_is_none(tmp_path: Path, guard, refused):
    stage = on_paper(FIND, 9, tmp_path, exception="AttributeError")
    case = stage.case(stage.candidate(("    return listed", f"{guard}    return listed")))
    assert bool(refused_already(case, case.files[0])) is refused


@pytest.mark.parametrize(("asked", "again"), [("find(owner.name)", True), ("listed_name(owner)", False)])
def test_what_was_named_has_been_found_before_the_line_that_asks_again(tmp_path: Path, asked, again):
    stage = on_paper(FIND, 13, tmp_path, exception="KeyError")
    trace = tuple(CodeLocation(path="app.py", line=line, function="f") for line in (9, 13))
    crash = stage.crash.model_copy(update={"trace": trace})
    stage.diagnosis = stage.diagnosis.model_copy(update={"crash": crash})
    case = stage.case(stage.candidate(("return owner.name", f"return {asked}")))
    assert bool(found_already(case)) is again


@pytest.mark.parametrize(("ran", "again"), [((2, 4), False), ((2, 3), True), ((9,), True)])
def test_what_found_again_what_it_was_asked_for_is_not_what_refuses(tmp_path: Path, ran, again):
    stage = on_paper(FIND, 13, tmp_path, exception="KeyError")
    trace = tuple(CodeLocation(path="app.py", line=line, function="f") for line in (9, 13))
    stage.diagnosis = stage.diagnosis.model_copy(
        update={"crash": stage.crash.model_copy(update={"trace": trace})},
    )
    case = stage.case(stage.candidate(("return owner.name", "return find(owner.name)")))
    seen = SimpleNamespace(lines={"app.py": ran})
    case = replace(case, lab=SimpleNamespace(after=lambda overlay: (seen,)))
    assert bool(found_already(case)) is again


READ = """\
def day(text):
    if not text:
        raise BadRequest("no day")
    return date.fromisoformat(text)


def show(query):
    first = day(query["first"])
    return listed(first, query)


def listed(first, query):
    return first, query["last"]
"""


def test_what_reads_one_part_of_a_request_has_found_nothing(tmp_path: Path):
    stage = on_paper(READ, 13, tmp_path, exception="KeyError")
    trace = tuple(CodeLocation(path="app.py", line=line, function="f") for line in (9, 13))
    crash = stage.crash.model_copy(update={"trace": trace})
    stage.diagnosis = stage.diagnosis.model_copy(update={"crash": crash})
    case = stage.case(stage.candidate(('query["last"]', 'day(query.get("last"))')))
    assert found_already(case) == ""
