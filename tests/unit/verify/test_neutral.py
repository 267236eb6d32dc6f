"""Values that add nothing need no precedent; the same values elsewhere do."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

QUERY = "SELECT sum(amount) AS total FROM items"
SUM = f"def total(db):\n    row = db.one('{QUERY}')\n    return Decimal(str(row['total']))\n"
COUNTED = SUM.replace("sum(amount)", "amount")
NAME = 'def initials(name):\n    parts = name.split()\n    return f"{parts[0]}{parts[1]}"\n'
STREAM = "def start(parts):\n    said = []\n    said.append(next(parts))\n    return ''.join([*said, *parts])\n"
COLUMN = "COLUMNS = ('merchant', 'day')\ndef where():\n    clause = ' AND i.vendor LIKE :text'\n    return clause\n"


def judged(folder: Path, source: str, change: tuple[str, str], exception: str = "KeyError", message: str = ""):
    stage = on_paper(source, 3, folder, exception=exception, message=message)
    return MadeUpValueGate().check(stage.case(stage.candidate(change)))


@pytest.mark.parametrize(
    ("source", "change", "exception", "passed"),
    [
        (SUM, ("row['total']", "row['total'] or 0"), "InvalidOperation", True),
        (SUM, ("row['total']", "row['total'] or 7"), "InvalidOperation", False),
        (COUNTED, ("row['total']", "row['total'] or 0"), "InvalidOperation", False),
        (NAME, ("{parts[1]}", "{parts[1] if len(parts) > 1 else ''}"), "IndexError", True),
        (NAME, ("{parts[1]}", "{parts[1] if len(parts) > 1 else 'x'}"), "IndexError", False),
        (NAME, ("{parts[1]}", "{parts[1] if len(parts) > 1 else ''}"), "TypeError", False),
        (NAME, ("{parts[1]}", "{parts[1] if name else ''}"), "IndexError", False),
        (COLUMN, ("i.vendor", "i.merchant"), "OperationalError", True),
        (COLUMN, ("i.vendor", "i.shop"), "OperationalError", False),
        (COLUMN, ("i.vendor LIKE", "i.merchant IS NOT"), "OperationalError", False),
        (STREAM, ("next(parts)", "next(parts, '')"), "StopIteration", True),
        (STREAM, ("next(parts)", "next(parts, 'none')"), "StopIteration", False),
        (STREAM.replace("''.join", "list"), ("next(parts)", "next(parts, '')"), "StopIteration", False),
    ],
)
def test_only_what_adds_nothing_goes_without_precedent(tmp_path: Path, source, change, exception, passed):
    assert judged(tmp_path, source, change, exception).passed is passed


@pytest.mark.parametrize(
    ("message", "passed"), [("Out of range float values are not JSON compliant: nan", True), ("bad value", False)]
)
def test_null_for_what_is_no_number_is_how_json_writes_it(tmp_path: Path, message: str, passed: bool):
    source = "import math\ndef show(x):\n    return {'mean': x}\n"
    change = ("'mean': x", "'mean': None if math.isnan(x) else x")
    assert judged(tmp_path, source, change, "ValueError", message).passed is passed
