"""What a row of csv has beyond its head may be passed over where the service says so, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.surplus_cells import leaves_surplus
from tests.unit.verify.doubles import on_paper

SOURCE = '''import csv


def plain(row):
    """Names and values without blanks."""
    found = {}
    for name, value in row.items():
        found[name.strip()] = value.strip()
    return found


def load(lines):
    return [plain(row) for row in csv.DictReader(lines)]
'''
LINE = "        found[name.strip()] = value.strip()\n"
PASSED = "        if name is None:\n            continue\n"
SAID = "Further columns are ignored."
NONE = {"type": "NoneType", "repr": "None"}
MESSAGE = "'list' object has no attribute 'strip'"


def judged(folder: Path, new: str, said: str = SAID, name: object = NONE, source: str = SOURCE):
    stage = on_paper(
        source,
        8,
        folder,
        exception="AttributeError",
        message=MESSAGE,
        variables={"name": name, "value": {"type": "list"}},
    )
    (folder / ".arbase").mkdir()
    (folder / ".arbase" / "context.md").write_text(said)
    case = stage.case(stage.candidate((LINE, new)))
    return [gate.check(case) for gate in (SwallowGate(), MadeUpValueGate())]


@pytest.mark.parametrize("cell", ["value", '(value or "")'])
def test_cells_without_a_column_are_passed_over(tmp_path: Path, cell: str) -> None:
    results = judged(tmp_path, PASSED + LINE.replace("value", cell))
    assert all(result.passed for result in results), [result.reason for result in results]


@pytest.mark.parametrize(
    ("new", "more"),
    [
        (PASSED + LINE, {"said": "Rows with extra cells are rejected."}),
        (PASSED + LINE, {"name": {"type": "str", "repr": "'age'"}}),
        (PASSED + LINE, {"source": SOURCE.replace("DictReader(lines)", "DictReader(lines, restkey='rest')")}),
        (PASSED.replace("name", "value") + LINE, {}),
        (PASSED.replace("name is None", "not isinstance(value, str)") + LINE, {}),
        (PASSED + LINE.replace("value", '(value or "0")'), {}),
        (LINE.replace("value", '(value or "")'), {"name": {"type": "str", "repr": "'age'"}}),
    ],
    ids=["refused", "another crash", "named", "the value", "any value", "another text", "no surplus"],
)
def test_nothing_else_is_passed_over_or_made_up(tmp_path: Path, new: str, more: dict[str, object]) -> None:
    assert not all(result.passed for result in judged(tmp_path, new, **more))


BLANK = "        if name is None and not any(part.strip() for part in value):\n            continue\n"
REFUSED = "        if name is None and any(part.strip() for part in value):\n            raise Unusable('more cells')\n"


@pytest.mark.parametrize(
    ("new", "said", "passes"),
    [
        (BLANK, "", True),
        (REFUSED + PASSED, "", True),
        # Others would be lost with the blank ones.
        (PASSED, "", False),
        (BLANK.replace("not any", "any"), "", False),
        (REFUSED.replace("any(", "not any(") + PASSED, "", False),
        (BLANK, "Rows with extra cells are rejected.", False),
        (REFUSED + PASSED, "Rows with extra cells are rejected.", False),
    ],
)
def test_blank_ones_are_passed_over_where_nobody_says_anything(
    tmp_path: Path, new: str, said: str, passes: bool
) -> None:
    (result, _) = judged(tmp_path, new + LINE, said=said)
    assert result.passed is passes, result.reason


SHORT = LINE.replace("value.strip()", '(value or "").strip()')


@pytest.mark.parametrize(
    ("new", "said", "left"),
    [
        (SHORT, SAID, True),
        (PASSED + SHORT, SAID, False),
        (SHORT, "Rows are read.", False),
        (SHORT.replace("name.strip()", "value"), SAID, False),
    ],
)
def test_short_rows_are_half_of_it_where_the_surplus_is_ignored(tmp_path: Path, new: str, said: str, left: bool):
    variables = {"name": {"type": "str"}, "value": NONE}
    stage = on_paper(SOURCE, 8, tmp_path, exception="AttributeError", message="'NoneType'", variables=variables)
    (tmp_path / "README.md").write_text(said)
    assert bool(leaves_surplus(stage.case(stage.candidate((LINE, new))))) is left
