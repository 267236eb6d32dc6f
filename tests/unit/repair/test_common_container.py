"""Containers of a class or module stay as they were written, whoever asks for more in a request."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

EXPORT = """
ROWS = [{"number": 1, "place": "A", "fees": 3}]


class Export:
    columns = ["number", "place"]

    def rows(self, fees=False, known=("number", "place")):
        columns = self.columns
        if fees:
            columns.append("fees")
            known = (*known, "fees")
        return [[{name: row[name] for name in known}[column] for column in columns] for row in ROWS]


def both():
    return Export().rows(fees=True), Export().rows()
"""
LABELS = """
LABELS = {"a": "A"}


def shown(names, extra=None):
    labels = LABELS
    if extra:
        labels["b"] = extra
    known = {"a": 1} | ({"b": 2} if extra else {})
    return [known[name] for name in labels]


def both():
    return shown("a", "B"), shown("a")
"""

CONTAINERS = [
    Case(
        "a list of the class is copied before a request adds to it",
        EXPORT,
        "both()",
        ("-        columns = self.columns", "+        columns = list(self.columns)"),
        ([[1, "A", 3]], [[1, "A"]]),
        among=3,
    ),
    Case(
        "a table of the module is copied before a request adds to it",
        LABELS,
        "both()",
        ("-    labels = LABELS", "+    labels = dict(LABELS)"),
        ([1, 2], [1]),
        among=3,
    ),
]


@named(CONTAINERS)
def test_what_all_requests_share_is_copied(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "an object's own list is its own",
            EXPORT.replace("    columns = [", "    def __init__(self):\n        self.columns = [").replace(
                '"place"]\n', '"place", "gone"]\n', 1
            ),
            "Export().rows()",
            "common-container",
        ),
        Silent(
            "what is only read may be shared",
            LABELS.replace('        labels["b"] = extra\n', "        extra = None\n").replace(
                '{"a": "A"}', '{"a": "A", "c": "C"}'
            ),
            "both()",
            "common-container",
        ),
    ]
)
def test_what_nobody_shares_or_changes_is_not_copied(case, tmp_path):
    check_silent(case, tmp_path)
