"""A letter that no encoding knows is no reason to refuse a whole sheet whose rows are told of one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.verify.row_by_row import taken_row_by_row
from tests.unit.verify.doubles import on_paper

SOURCE = """
def rows(raw, report):
    lines = text(raw).splitlines()
    found = []
    for place, line in enumerate(lines):
        try:
            found.append(int(line))
        except ValueError:
            {told}
    return found


def text(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        {last}
"""
TOLD = "report.append(place)"
LAST = 'return raw.decode("cp1252")'
ONLY = SOURCE.replace(
    '        return raw.decode("utf-8")\n    except UnicodeDecodeError:\n', "        pass\n    finally:\n"
)


@pytest.mark.parametrize(
    ("source", "told", "exception", "found"),
    [
        (SOURCE, TOLD, "UnicodeDecodeError", "app.py:8"),
        (SOURCE, "raise", "UnicodeDecodeError", ""),
        (SOURCE, TOLD, "ValueError", ""),
        (ONLY, TOLD, "UnicodeDecodeError", ""),
    ],
)
def test_only_the_last_of_several_encodings_for_rows(
    tmp_path: Path, source: str, told: str, exception: str, found: str
) -> None:
    text = source.format(told=told, last=LAST)
    line = text[: text.index(LAST)].count("\n") + 1
    trace = (CodeLocation(path="app.py", line=3, function="rows"), CodeLocation(path="app.py", line=line, function=""))
    stage = on_paper(text, line, tmp_path, exception=exception, trace=trace)
    assert taken_row_by_row(stage.case(stage.candidate())) == found
