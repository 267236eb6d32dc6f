"""The part of a text that is not there is refused as an unknown one."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.verify.doubles import on_paper

KNOWN = """
TYPES = {"pdf": "application/pdf"}


class Refused(Exception):
    pass

"""
LOOKED_UP = """
def type_of(name):
    ending = name.rsplit(".", 1)[1]
    found = TYPES.get(ending.lower())
    if found is None:
        raise Refused(f"no {name} here")
    return found


def run(name):
    try:
        return type_of(name)
    except Refused as error:
        return str(error)
"""
AMONG = """
def run(code):
    kind = code.split('-')[1].upper()
    if kind not in TYPES:
        return raised(code)
    return TYPES[kind]


def check(code):
    kind = code.split('-')[1].upper()
    if kind not in TYPES:
        raise Refused(code)
    return TYPES[kind]


def raised(code):
    raise Refused(code)


def told(code):
    try:
        return check(code)
    except Refused as error:
        return str(error)
"""
CASES = [
    Case(
        "the ending of a name",
        KNOWN + LOOKED_UP,
        "run('README')",
        (
            '-    ending = name.rsplit(".", 1)[1]',
            '+    ending = name.rsplit(".", 1)[1] if "." in name else ""',
        ),
        "no README here",
    ),
    Case(
        "a part within an expression, asked for among known ones",
        KNOWN + AMONG,
        "told('A1')",
        (
            "-    kind = code.split('-')[1].upper()",
            "+    kind = (code.split('-')[1] if '-' in code else '').upper()",
        ),
        "A1",
    ),
]


@named(CASES)
def test_an_unknown_part_is_refused(case: Case, tmp_path) -> None:
    check(case, tmp_path)


SILENT = [
    Silent(
        "nothing refuses it",
        KNOWN + "def run(name):\n    ending = name.rsplit('.', 1)[1]\n    return TYPES.get(ending)\n",
        "run('README')",
        "unknown-part",
    ),
    Silent(
        "it has a default",
        KNOWN + LOOKED_UP.replace("TYPES.get(ending.lower())", "TYPES.get(ending.lower(), 'text/plain')"),
        "type_of('README')",
        "unknown-part",
    ),
    Silent(
        "another part",
        KNOWN + LOOKED_UP.replace('rsplit(".", 1)[1]', 'split(".")[2]'),
        "type_of('README')",
        "unknown-part",
    ),
]


@named(SILENT)
def test_else_nothing_is_made_of_it(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)


@pytest.mark.parametrize(
    ("source", "passed"),
    [
        (KNOWN + LOOKED_UP, True),
        (KNOWN + LOOKED_UP.replace("        raise Refused", "        return len"), False),
        (KNOWN + LOOKED_UP.replace("TYPES.get(ending.lower())", "TYPES.get(ending, 1)"), False),
    ],
)
def test_the_gates_ask_for_the_refusal(tmp_path, source, passed) -> None:
    line = source.splitlines().index('    ending = name.rsplit(".", 1)[1]') + 1
    stage = on_paper(source, line, tmp_path, exception="IndexError")
    case = stage.case(stage.candidate(('.", 1)[1]', '.", 1)[1] if "." in name else ""')))
    assert MadeUpValueGate().check(case).passed is passed
    assert SwallowGate().check(case).passed
