"""Defaults, empty documents and skips that a docstring tells are no inventions; the same without its words are."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

TIMEOUT = 'def timeout():\n    """Seconds: WAIT, {said}."""\n    return float(os.environ["WAIT"])\n'
THIRTY = ('os.environ["WAIT"]', 'os.environ.get("WAIT", "30")')
SIXTY = ('os.environ["WAIT"]', 'os.environ.get("WAIT", "60")')
OTHER = ('os.environ["WAIT"]', 'os.environ.get("WAITS", "30")')
READ = 'def options(text){declared}:\n    """{said}"""\n    return yaml.safe_load(text)\n'
ROWS = 'def ages(text):\n    rows = csv.DictReader(text)\n    return [row["age"] for row in rows]\n'
SPACED = ("(text)\n    return", "(text, skipinitialspace=True)\n    return")
EMPTY = ("safe_load(text)", "safe_load(text) or {}")
FULL = ("safe_load(text)", "safe_load(text) or {'a': 1}")
MAPPING = {"declared": " -> dict", "said": "The options."}
NONE = "'NoneType' object has no attribute 'items'"
ROW = {"row": {"repr": "{' age': '3'}", "keys": [" age"]}}
LACKS = {"row": {"repr": "{'years': '3'}", "keys": ["years"]}}

VALUES = {
    "the default that is told": (TIMEOUT.format(said="30 if it is not set"), THIRTY, "KeyError", "'WAIT'", {}, True),
    "another default": (TIMEOUT.format(said="30 if it is not set"), SIXTY, "KeyError", "'WAIT'", {}, False),
    "the default of another name": (TIMEOUT.format(said="30 if it is not set"), OTHER, "KeyError", "'WAIT'", {}, False),
    "a number that is no default": (TIMEOUT.format(said="30 at most"), THIRTY, "KeyError", "'WAIT'", {}, False),
    "an empty document": (READ.format(**MAPPING), EMPTY, "AttributeError", NONE, {}, True),
    "a document with something in it": (READ.format(**MAPPING), FULL, "AttributeError", NONE, {}, False),
    "an empty document that is an error": (
        READ.format(declared=" -> dict", said="An empty text is an error."), EMPTY, "AttributeError", NONE, {}, False,
    ),
    "a document of any kind": (
        READ.format(declared=" -> object", said="It."), EMPTY, "TypeError", "'NoneType' is not iterable", {}, False,
    ),
    "a space behind the comma": (ROWS, SPACED, "KeyError", "'age'", ROW, True),
    "another column": (ROWS, SPACED, "KeyError", "'age'", LACKS, False),
}  # fmt: skip

ORDERS = 'def orders(text):\n    """{said}"""\n    rows = csv.reader(text)\n    return [row[0] for row in rows]\n'
FILLED = ("in rows]", "in rows if row]")
SIZES = 'def sizes(root):\n    """{said}"""\n    return [len(path.read_text()) for path in root.iterdir()]\n'
FILES = ("iterdir()]", "iterdir() if path.is_file()]")
NO_CELLS, CELLS = {"row": {"repr": "[]"}}, {"row": {"repr": "['a']"}}
SKIPS = {
    "a row without cells": (ORDERS.format(said="Orders."), FILLED, "IndexError", NO_CELLS, True),
    "a row with cells": (ORDERS.format(said="Orders."), FILLED, "IndexError", CELLS, False),
    "rows that part blocks": (
        ORDERS.format(said="A blank line ends the block."), FILLED, "IndexError", NO_CELLS, False,
    ),
    "rows of another kind": (
        ORDERS.format(said="Orders.").replace("csv.reader(text)", "load(text)"), FILLED, "IndexError", NO_CELLS, False,
    ),
    "a folder among files": (SIZES.format(said="Letters of each file."), FILES, "IsADirectoryError", {}, True),
    "a folder among names": (
        SIZES.format(said="Letters of each file.").replace("root.iterdir()", "os.listdir(root)"),
        ("listdir(root)]", "listdir(root) if os.path.isfile(os.path.join(root, path))]"), "IsADirectoryError", {}, True,
    ),
    "another path": (
        SIZES.format(said="Letters of each file."), ("iterdir()]", "iterdir() if root.is_file()]"),
        "IsADirectoryError", {}, False,
    ),
    "a file that is gone": (SIZES.format(said="Letters of each file."), FILES, "FileNotFoundError", {}, False),
    "folders that count": (SIZES.format(said="Of files and folders."), FILES, "IsADirectoryError", {}, False),
}  # fmt: skip
DAY = (
    'ISO = "%Y-%m-%d"\nOLD = "%d.%m.%Y"\n\n\ndef day(text):\n    """Days as `2024-03-01`{said}."""\n'
    "    return datetime.strptime(text, ISO).date()\n"
)
AGAIN = (
    "    return datetime.strptime(text, ISO).date()",
    "    try:\n        return datetime.strptime(text, ISO).date()\n"
    "    except ValueError:\n        return datetime.strptime(text, OLD).date()",
)
NEVER = (AGAIN[0], AGAIN[1].replace("datetime.strptime(text, OLD).date()", "datetime.now().date()"))
BROAD = (AGAIN[0], AGAIN[1].replace("except ValueError", "except Exception"))
FORMS = {
    "the form that is shown": (DAY.replace("{said}", " or `01.03.2024`"), AGAIN, True),
    "a form that nobody shows": (DAY.replace("{said}", ""), AGAIN, False),
    "a form that is refused": (DAY.replace("{said}", "; `01.03.2024` is refused"), AGAIN, False),
    "another day": (DAY.replace("{said}", " or `01.03.2024`"), NEVER, False),
    "everything is caught": (DAY.replace("{said}", " or `01.03.2024`"), BROAD, False),
}


@pytest.mark.parametrize("case", FORMS.values(), ids=FORMS)
def test_a_moment_is_read_again_in_the_form_that_is_shown(case, tmp_path):
    source, change, passed = case
    message = "time data '24.12.2024' does not match format '%Y-%m-%d'"
    stage = on_paper(source, 7, tmp_path, exception="ValueError", message=message)
    result = SwallowGate().check(stage.case(stage.candidate(change)))
    assert result.passed == passed, result.reason


@pytest.mark.parametrize("case", VALUES.values(), ids=VALUES)
def test_a_value_passes_where_the_program_tells_it(case, tmp_path):
    source, change, exception, message, variables, passed = case
    stage = on_paper(source, 3, tmp_path, exception=exception, message=message, variables=variables)
    result = MadeUpValueGate().check(stage.case(stage.candidate(change)))
    assert result.passed == passed, result.reason


@pytest.mark.parametrize("case", SKIPS.values(), ids=SKIPS)
def test_what_is_passed_over_holds_nothing(case, tmp_path):
    source, change, exception, variables, passed = case
    stage = on_paper(source, 4, tmp_path, exception=exception, variables=variables)
    result = SwallowGate().check(stage.case(stage.candidate(change)))
    assert result.passed == passed, result.reason
