"""What a patch says of itself is no promise of the repository's."""

from __future__ import annotations

import pytest

from arbase.verify.change import ChangedFile
from arbase.verify.gates.swallow import SwallowGate
from arbase.workspace.promises import told_at
from tests.unit.verify.doubles import on_paper

READS = '''\
def day_of(text):
    """The day that a text names{told}."""
    return date.fromisoformat(text)
'''
LINE = "    return date.fromisoformat(text)\n"
BEARS = "    try:\n        return date.fromisoformat(text)\n    except ValueError:\n        return None\n"
PROMISE = ", or None where it cannot be read"


def test_a_promise_of_the_repository_is_kept(tmp_path):
    stage = on_paper(READS.format(told=PROMISE), 3, tmp_path, exception="ValueError")
    result = SwallowGate().check(stage.case(stage.candidate((LINE, BEARS))))
    assert result.passed, result.reason


@pytest.mark.parametrize("line", ['    """The day that a text names."""\n' + LINE, LINE])
def test_a_promise_that_the_patch_makes_is_none(tmp_path, line):
    stage = on_paper(READS.format(told=""), 3, tmp_path, exception="ValueError")
    own = f'    """The day that a text names{PROMISE}."""\n' if line != LINE else ""
    result = SwallowGate().check(stage.case(stage.candidate((line, own + BEARS))))
    assert not result.passed


def test_docstrings_are_those_of_before_and_new_comments_are_gone():
    before = "def f():\n    '''One.'''\n    # kept: local time\n    return 1\n"
    after = (
        "def f():\n    '''Two.'''\n    if g():\n        # kept: local time\n        return 1  # times are UTC\n"
        "    return '#'\n\n\ndef g():\n    '''Three.'''\n    return 2\n"
    )
    code = ChangedFile("a.py", before, after).new
    assert code is not None
    told = [told_at(code.source, one) for one in code.functions]
    assert "kept: local time" in code.source
    assert "UTC" not in code.source
    assert "return '#'" in code.source
    assert [one.body[0].value.value for one in code.functions] == ["One.", ""]
    assert "local time" in told[0]
    assert not any("Two" in one or "Three" in one or "UTC" in one for one in told)


def test_a_docstring_that_only_moved_stays():
    before = "def f():\n    '''One.'''\n    return 1\n"
    after = "class A:\n    def f(self):\n        '''One.'''\n        return 1\n"
    code = ChangedFile("a.py", before, after).new
    assert code is not None
    assert code.functions[0].body[0].value.value == "One."
