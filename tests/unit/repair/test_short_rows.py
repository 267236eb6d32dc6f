"""Rows of csv with fewer cells than the head of the table, read by a function and used by another."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

STOCK = '''
import csv
import io


def rows_of(handle):
    """(line number, row) of a list of stock."""
    reader = csv.DictReader(handle, delimiter=";")
    for row in reader:
        yield reader.line_num, row


def tidy(row):
    return {name: " ".join(row[name].split()) for name in ("bed", "plant", "note") if name in row}


def load(text):
    found = []
    for number, row in rows_of(io.StringIO(text)):
        cells = tidy(row)
        found.append((number, cells["note"]))
    return found
'''
KEPT = """
import csv


def read_list(path):
    with open(path) as file:
        return list(csv.DictReader(file))


def label(row):
    return row.get("name", "").title() + " " + row.get("bed", "").strip()


def labels(path):
    rows = read_list(path)
    return [label(row) for row in rows]
"""
PAIRS = """
import csv


def table(lines):
    return csv.DictReader(lines)


def plain(row):
    found = {}
    for name, cell in row.items():
        found[name.lower()] = cell.strip()
    return found


def load(text):
    return [plain(row) for row in table(text.splitlines())]
"""
LINES = r'load("bed;plant;note\nA;leek;\nB;kale\n")'
LIST = {"list.csv": "name,bed\nleek, A\nkale\n"}

CASES = [
    Case(
        "a generator of rows, looped over",
        STOCK,
        LINES,
        (
            '-    reader = csv.DictReader(handle, delimiter=";")',
            '+    reader = csv.DictReader(handle, delimiter=";", restval="")',
        ),
        [(2, ""), (3, "")],
    ),
    Case(
        "a list with a name, and cells asked for by get",
        KEPT,
        "labels(__file__.replace('app.py', 'list.csv'))",
        (
            "-        return list(csv.DictReader(file))",
            '+        return list(csv.DictReader(file, restval=""))',
        ),
        ["Leek A", "Kale "],
        files=LIST,
    ),
    Case(
        "all the cells of a row",
        PAIRS,
        r'load("Name,Bed\nleek\n")',
        (
            "-    return csv.DictReader(lines)",
            '+    return csv.DictReader(lines, restval="")',
        ),
        [{"name": "leek", "bed": ""}],
    ),
]
MEANT = """def tidy(row):
    if row["plant"] is None:
        return {"note": "cut off"}
"""
SILENT = [
    Silent(
        "the function that fails has a meaning for what is not there",
        STOCK.replace("def tidy(row):\n", MEANT),
        LINES,
        "csv-rows",
    ),
    Silent(
        "the reader says that short rows are not taken",
        STOCK.replace("of a list of stock.", "of a list of stock; a short row is refused."),
        LINES,
        "csv-rows",
    ),
    Silent(
        "the loop is over rows of something else",
        STOCK.replace("in rows_of(io.StringIO(text)):", 'in [(2, {"bed": "B", "plant": "kale", "note": None})]:'),
        LINES,
        "csv-rows",
    ),
]


@named(CASES)
def test_cells_that_are_not_there_are_empty(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_short_rows_are_left_alone_where_they_mean_something(case, tmp_path):
    check_silent(case, tmp_path)
