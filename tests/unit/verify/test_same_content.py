"""A value keeps its content and changes its kind only: nothing is made up."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

SOURCE = """\
class Lines:
    def __init__(self):
        self.rest = {old}

    def feed(self, piece):
        self.rest += piece
        return self.rest
"""


@pytest.mark.parametrize(
    ("old", "new", "passed"),
    [
        ('""', 'b""', True),
        ("b'\\n'", "'\\n'", True),
        ("[]", "set()", True),
        ('""', 'b" "', False),
        ('""', "None", False),
        ("None", "[]", False),
        ("[]", '""', False),
    ],
)
def test_only_the_kind_of_a_value_may_change(tmp_path, old, new, passed):
    stage = on_paper(SOURCE.format(old=old), 6, tmp_path, exception="TypeError")
    edit = (f"self.rest = {old}", f"self.rest = {new}")
    result = MadeUpValueGate().check(stage.case(stage.candidate(edit)))
    assert result.passed is passed, result.reason
