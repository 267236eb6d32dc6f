"""A literal that the docstring gives for what is not there is no made-up value; anywhere else it is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

SOURCE = '''\
def rate(part, whole):
    """Of the visitors; 7 where there were no visits."""
    return {"name": part.name, "rate": part.orders / whole}


def size(raw):
    """Rows on a page; 20 if the user chose none."""
    return raw["size"]


def half(raw):
    """Half of the rows; 20 if the user chose none."""
    return raw["size"] / 2


def known(raw):
    """Rows on a page; 20 if the user chose none."""
    if raw is None:
        return 20
    return raw["size"]
'''


TOLD = ('    return raw["size"]\n\n\ndef half', '    return raw.get("size", 20)\n\n\ndef half')


@pytest.mark.parametrize(
    ("line", "edit", "passes"),
    [
        (8, TOLD, True),
        (8, (TOLD[0], TOLD[1].replace("20", "25")), False),
        (13, ('raw["size"] / 2', 'raw.get("size", 20) / 2'), False),
        (20, ('        return 20\n    return raw["size"]', '        return 20\n    return raw.get("size", 20)'), False),
        (3, ('"rate": part.orders / whole', '"rate": part.orders / whole if whole else 7'), False),
        (13, TOLD, False),
    ],
    ids=["told", "another", "a part of the answer", "given already", "an entry nobody speaks of", "not on the way"],
)
def test_only_what_is_told_is_no_made_up_value(tmp_path: Path, line, edit, passes):
    stage = on_paper(SOURCE, line, tmp_path)
    assert MadeUpValueGate().check(stage.case(stage.candidate(edit))).passed is passes


def test_an_entry_that_the_sentence_names_may_have_it(tmp_path: Path):
    stage = on_paper(SOURCE.replace("Of the visitors", "The rate"), 3, tmp_path, exception="ZeroDivisionError")
    edit = ('"rate": part.orders / whole', '"rate": part.orders / whole if whole else 7')
    assert MadeUpValueGate().check(stage.case(stage.candidate(edit))).passed


VERSION = """\
def version(name):
    '''Version of a plugin; "unknown" where it is blank.'''
    return find(name)["version"]
"""


@pytest.mark.parametrize(
    ("source", "answer", "passes"),
    [
        (VERSION, "'unknown'", True),
        (VERSION, "'none'", False),
        (VERSION.replace("where it is blank", "is one of them, blank or not"), "'unknown'", False),
    ],
    ids=["told", "another text", "told of nothing that is missing"],
)
def test_an_early_answer_is_the_one_that_is_told(tmp_path: Path, source: str, answer: str, passes: bool) -> None:
    stage = on_paper(source, 3, tmp_path, exception="TypeError")
    line = '    return find(name)["version"]'
    edit = (
        line,
        f"    found = find(name)\n    if found is None:\n        return {answer}\n    return found['version']",
    )
    assert SwallowGate().check(stage.case(stage.candidate(edit))).passed is passes
