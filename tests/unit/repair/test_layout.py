"""Lines of fixed width, with one bound that does not meet its neighbour."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LINE = '"HH-K 104HAM2 1800020240105"'
CASES = [
    Case(
        "a table of slices",
        """
FIELDS = {"plate": slice(0, 8), "depot": slice(8, 12), "kg": slice(11, 18), "day": slice(18, 26)}


def read(line):
    field = {name: line[part].strip() for name, part in FIELDS.items()}
    return field["depot"], int(field["kg"])
""",
        f"read({LINE})",
        (
            '-FIELDS = {"plate": slice(0, 8), "depot": slice(8, 12), "kg": slice(11, 18), "day": slice(18, 26)}',
            '+FIELDS = {"plate": slice(0, 8), "depot": slice(8, 12), "kg": slice(12, 18), "day": slice(18, 26)}',
        ),
        ("HAM2", 18000),
    ),
    Case(
        "rows of a list, in a class",
        """
class Trip:
    FIELDS = [("plate", 0, 8), ("depot", 8, 12), ("kg", 12, 18), ("day", 17, 26)]

    def __init__(self, line):
        for name, start, end in self.FIELDS:
            setattr(self, name, line[start:end])
        self.year = int(self.day[:4])
        if not 1900 < self.year < 2100:
            raise ValueError(self.year)
""",
        f"Trip({LINE}).year",
        (
            '-    FIELDS = [("plate", 0, 8), ("depot", 8, 12), ("kg", 12, 18), ("day", 17, 26)]',
            '+    FIELDS = [("plate", 0, 8), ("depot", 8, 12), ("kg", 12, 18), ("day", 18, 26)]',
        ),
        2024,
    ),
    Case(
        "a line that is cut up one by one",
        """
def read(line):
    plate = line[0:8]
    depot = line[8:12]
    weight = int(line[11:18])
    day = line[18:26]
    return plate, depot, weight, day
""",
        f"read({LINE})",
        (
            "-    weight = int(line[11:18])",
            "+    weight = int(line[12:18])",
        ),
        ("HH-K 104", "HAM2", 18000, "20240105"),
    ),
]

SILENT = [
    Silent(
        "fields with fillers between",
        """
FIELDS = {"plate": slice(0, 8), "depot": slice(9, 12), "kg": slice(11, 18), "day": slice(18, 26)}


def read(line):
    return int(line[FIELDS["kg"]])
""",
        f"read({LINE})",
        "layout",
    ),
    Silent(
        "one gap among few fields",
        """
FIELDS = {"plate": slice(0, 8), "depot": slice(8, 11), "kg": slice(12, 18), "day": slice(18, 26)}


def read(line):
    return int(line[FIELDS["depot"]])
""",
        f"read({LINE})",
        "layout",
    ),
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
