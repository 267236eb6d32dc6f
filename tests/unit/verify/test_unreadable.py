"""What cannot be read counts as absent where the function says so, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.syntax import Code
from arbase.verify.unreadable import answers_as_promised
from arbase.workspace.promises import unreadable_is_none
from tests.unit.verify.doubles import on_paper

READER = '''
def since(text):
    """{doc}"""
    if text is None:
        return None
    found = parse(text)
    return found


def changes(request):
    moment = since(request.headers.get("since"))
    if moment is None:
        return []
    return [moment]
'''
TRIED = "    try:\n        found = parse(text)\n    except ValueError:\n        return None\n"
PAIR = '''
def pair(text):
    """{doc}"""
    x, y = text.split(",")
    try:
        x, y = float(x), float(y)
    except ValueError:
        return {answer}
    return x, y
'''
OUTSIDE = '    x, y = text.split(",")\n    try:\n        x, y = float(x), float(y)\n'
INSIDE = '    try:\n        x, y = text.split(",")\n        x, y = float(x), float(y)\n'


@pytest.mark.parametrize(
    ("said", "promised"),
    [
        ("A header that we cannot read counts as absent.", True),
        ("A day, or None if the text is not one.", True),
        ("The moment; unreadable text is ignored.", True),
        ("The moment of a header.", False),
        ("None for a reader who is away.", False),
        ("", False),
    ],
)
def test_docstrings_say_it_in_their_own_words(said: str, promised: bool) -> None:
    assert unreadable_is_none(said) is promised


@pytest.mark.parametrize(("doc", "passes"), [("Unreadable text counts as absent.", True), ("The moment.", False)])
def test_an_unreadable_text_is_no_text_only_where_the_docstring_says_so(tmp_path: Path, doc: str, passes: bool) -> None:
    built = on_paper(READER.format(doc=doc), 6, tmp_path, exception="ValueError")
    result = SwallowGate().check(built.case(built.candidate(("    found = parse(text)\n", TRIED))))
    assert result.passed is passes


@pytest.mark.parametrize("caught", ["Exception", "KeyError", "AttributeError"])
def test_only_failures_of_reading_are_promised(caught: str) -> None:
    source = READER.format(doc="Unreadable text counts as absent.")
    code = Code.parse(source.replace("    found = parse(text)\n", TRIED.replace("ValueError", caught)))
    assert code is not None
    assert not any(answers_as_promised(code, node) for node in code.nodes if node.__class__.__name__ == "ExceptHandler")


@pytest.mark.parametrize(
    ("doc", "answer", "passes"),
    [
        ("A pair, or None if the text is not one.", "None", True),
        ("A pair.", "None", False),
        ("A pair, or None if the text is not one.", "(0, 0)", False),
    ],
)
def test_a_statement_may_go_into_the_try_that_reads_on_what_it_gives(
    tmp_path: Path, doc: str, answer: str, passes: bool
) -> None:
    built = on_paper(PAIR.format(doc=doc, answer=answer), 4, tmp_path, exception="ValueError")
    result = SwallowGate().check(built.case(built.candidate((OUTSIDE, INSIDE))))
    assert result.passed is passes
