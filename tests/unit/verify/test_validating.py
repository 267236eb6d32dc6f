"""A validator may leave a value to what checks it anyway; it may not pass over what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

BEFORE = """class Parcel(BaseModel):
    code: str

    @field_validator("code", mode="before")
    @classmethod
    def tidied(cls, value):
        return value.strip()
"""
CHECKED = "        if not isinstance(value, str):\n            return value\n        return value.strip"
TEXT = ("        return value.strip", CHECKED)
NONE = (TEXT[0], TEXT[1].replace("not isinstance(value, str)", "value is None"))
EMPTY = (TEXT[0], TEXT[1].replace("return value\n", 'return ""\n'))


@pytest.mark.parametrize(
    ("source", "edit", "exception", "passes"),
    [
        (BEFORE, TEXT, "AttributeError", True),
        (BEFORE, TEXT, "KeyError", False),
        (BEFORE, NONE, "AttributeError", False),
        (BEFORE, EMPTY, "AttributeError", False),
        (BEFORE.replace("code: str", "code: Any"), TEXT, "AttributeError", False),
        (BEFORE.replace(', mode="before"', ""), TEXT, "AttributeError", False),
    ],
)
def test_a_value_is_left_to_the_field_only_where_something_refuses_it(tmp_path: Path, source, edit, exception, passes):
    stage = on_paper(source, 7, tmp_path, exception=exception)
    assert SwallowGate().check(stage.case(stage.candidate(edit))).passed is passes
