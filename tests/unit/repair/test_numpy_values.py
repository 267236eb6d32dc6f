"""Values of NumPy in what is written as JSON."""

from __future__ import annotations

import pytest

from arbase.repair.static.templates.numpy_values import kind_of_numpy
from tests.unit.repair.cases import Case, Silent, check, check_silent, named

ARRAYS = """
import json

import numpy as np

VALUES = np.array([1, 9, 2])

"""

OBJECTS = (
    "from dataclasses import asdict, dataclass\n"
    + ARRAYS
    + """
@dataclass
class Figures:
    lowest: float | None
    highest: float | None

"""
)

CASES = [
    Case(
        "a list of positions, where it is made",
        ARRAYS
        + """
def far(limit):
    distance = np.abs(VALUES - 1)
    positions = list(np.flatnonzero(distance > limit))
    return {"positions": positions, "of": len(VALUES)}


def show():
    return json.dumps(far(3))
""",
        "show()",
        (
            "-    positions = list(np.flatnonzero(distance > limit))",
            "+    positions = np.flatnonzero(distance > limit).tolist()",
        ),
        '{"positions": [1], "of": 3}',
    ),
    Case(
        "two numbers of one answer, in a method",
        ARRAYS
        + """
class Report:
    def figures(self):
        values = np.asarray(VALUES)
        answer = {"mean": values.mean(), "largest": values.max()}
        answer["at"] = values.argmax()
        return answer

    def show(self):
        return json.dumps(self.figures())
""",
        "Report().show()",
        (
            '-        answer = {"mean": values.mean(), "largest": values.max()}',
            '-        answer["at"] = values.argmax()',
            '+        answer = {"mean": values.mean(), "largest": values.max().item()}',
            '+        answer["at"] = int(values.argmax())',
        ),
        '{"mean": 4.0, "largest": 9, "at": 1}',
    ),
    Case(
        "what a loop appends",
        ARRAYS
        + """
def counted(names):
    found = []
    labels, counts = np.unique(names, return_counts=True)
    for label, count in zip(labels, np.bincount([0, 1, 1])):
        found.append({"label": label, "count": count})
    return found


def show():
    return json.dumps(counted(["a", "b", "b"]))
""",
        "show()",
        (
            '-        found.append({"label": label, "count": count})',
            '+        found.append({"label": label, "count": int(count)})',
        ),
        '[{"label": "a", "count": 1}, {"label": "b", "count": 2}]',
    ),
    Case(
        "a comparison",
        ARRAYS
        + """
def show():
    return json.dumps({"high": VALUES.max() > 5})
""",
        "show()",
        (
            '-    return json.dumps({"high": VALUES.max() > 5})',
            '+    return json.dumps({"high": bool(VALUES.max() > 5)})',
        ),
        '{"high": true}',
    ),
    Case(
        "what the hook lacks, where no place tells that it is NumPy's",
        ARRAYS
        + """
ROWS = {"first": VALUES[0]}


def encode(value):
    if isinstance(value, set):
        return sorted(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def show():
    return json.dumps(ROWS, default=encode)
""",
        "show()",
        ("+    if isinstance(value, np.generic):", "+        return value.item()"),
        '{"first": 1}',
    ),
    Case(
        "figures of an object, made by an own function that promises floats",
        OBJECTS
        + """
def rounded(value) -> float | None:
    return None if np.isnan(value) else round(value, 1)


def figures(values):
    return Figures(lowest=rounded(values.min()), highest=rounded(values.max()))


class Report:
    def made(self):
        return figures(VALUES)


def show():
    made = Report().made()
    return json.dumps(asdict(made))
""",
        "show()",
        (
            "-    return None if np.isnan(value) else round(value, 1)",
            "+    return None if np.isnan(value) else float(round(value, 1))",
        ),
        '{"lowest": 1.0, "highest": 9.0}',
    ),
    Case(
        "a figure of an object whose field is declared",
        OBJECTS
        + """
def figures(values):
    return Figures(None, highest=None if len(values) == 0 else values.max())


def show():
    made = figures(VALUES)
    return json.dumps(asdict(made))
""",
        "show()",
        (
            "-    return Figures(None, highest=None if len(values) == 0 else values.max())",
            "+    return Figures(None, highest=None if len(values) == 0 else float(values.max()))",
        ),
        '{"lowest": null, "highest": 9.0}',
    ),
]

SILENT = [
    Silent(
        "an own function promises nothing, and others give it numbers of Python's",
        OBJECTS
        + """
def rounded(value):
    return None if value is None else round(value, 1)


def show():
    made = Figures(rounded(None), rounded(VALUES.max()))
    return json.dumps(asdict(made))
""",
        "show()",
        "numpy-values",
    ),
    Silent(
        "a value that may be no number of NumPy's, nor a whole one",
        ARRAYS
        + """
def largest(values):
    found = None
    if len(values):
        found = values.max()
    return {"largest": found}


def show():
    return json.dumps(largest(VALUES))
""",
        "show()",
        "numpy-values",
    ),
    Silent(
        "it is another type that JSON lacks",
        ARRAYS + "\ndef show():\n    return json.dumps({'largest': {VALUES.max()}})\n",
        "show()",
        "numpy-values",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Object of type int64 is not JSON serializable", "int64"),
        ("Unable to serialize unknown type: <class 'numpy.int64'>", "int64"),
        ("[TypeError(\"'numpy.int64' object is not iterable\"), TypeError('vars() argument must have')]", "int64"),
        ("keys must be str, int, float, bool or None, not int64", "int64"),
        ("Object of type bool is not JSON serializable", "bool"),
        ("Object of type ndarray is not JSON serializable", "ndarray"),
        ("Object of type set is not JSON serializable", ""),
        ("'int' object is not iterable", ""),
    ],
)
def test_the_messages_that_name_a_type_of_numpy(message, kind):
    assert kind_of_numpy(message) == kind
