"""Rows of csv with more cells than the head of the table."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HARVEST = '''
import csv
import io


def plain(row):
    """Names in lower case, values without blanks."""
    found = {}
    for name, value in row.items():
        found[name.strip().lower()] = value.strip()
    return found


def load(text):
    """The rows of a table; SAID"""
    return [plain(row) for row in csv.DictReader(io.StringIO(text))]
'''
IGNORED = HARVEST.replace("SAID", "columns beyond those of the head are ignored.")
AT_ONCE = '''
import csv
import io


def load(text):
    """The rows of a table; further cells are left out."""
    rows = csv.DictReader(io.StringIO(text), restval="")
    return [{key.strip(): cell.strip() for key, cell in row.items()} for row in rows]
'''
TRIGGER = r'load("Plot,Kilos\nA1,3,,\nA2\n")'
FOUND = [{"plot": "A1", "kilos": "3"}, {"plot": "A2", "kilos": ""}]

CASES = [
    Case(
        "a row is too short, and one that is too long would crash in the same loop",
        IGNORED,
        r'load("Plot,Kilos\nA2\n")',
        (
            "-        found[name.strip().lower()] = value.strip()",
            "+        if name is None:",
            "+            continue",
            '+        found[name.strip().lower()] = (value or "").strip()',
        ),
        [{"plot": "A2", "kilos": ""}],
    ),
    Case(
        "the cells of a row are put in order by a function, and other rows are too short",
        IGNORED,
        TRIGGER,
        (
            "-        found[name.strip().lower()] = value.strip()",
            "+        if name is None:",
            "+            continue",
            '+        found[name.strip().lower()] = (value or "").strip()',
        ),
        FOUND,
    ),
    Case(
        "the notes of the service say it",
        HARVEST.replace("SAID", "for the press."),
        TRIGGER,
        (
            "-        found[name.strip().lower()] = value.strip()",
            "+        if name is None:",
            "+            continue",
            '+        found[name.strip().lower()] = (value or "").strip()',
        ),
        FOUND,
        files={".arbase/context.md": "# Harvest\n\nUnknown columns are ignored.\n"},
    ),
    Case(
        "within a comprehension, where the reader fills short rows",
        AT_ONCE,
        TRIGGER.replace("Plot,Kilos", "plot,kilos"),
        (
            "-    return [{key.strip(): cell.strip() for key, cell in row.items()} for row in rows]",
            "+    return [{key.strip(): cell.strip() for key, cell in row.items() if key is not None} for row in rows]",
        ),
        FOUND,
    ),
]
REFUSING = """
class Unusable(Exception):
    pass


def checked(row):
    if not row["plot"]:
        raise Unusable("no plot")
    return row


def load_all(text):
    found = []
    for row in csv.DictReader(io.StringIO(text), restval=""):
        try:
            found.append(checked(plain(row)))
        except Unusable as error:
            found.append(str(error))
    return found
"""
CASES += [
    Case(
        "nobody says what becomes of them, and they are blank",
        HARVEST.replace("SAID", "one each."),
        r'load("Plot,Kilos\nA1,3, ,\n")',
        (
            "+        if name is None and not any(part.strip() for part in value):",
            "+            continue",
        ),
        FOUND[:1],
    ),
    Case(
        "others are refused as rows are",
        HARVEST.replace("SAID", "one each.") + REFUSING,
        r'load_all("Plot,Kilos\nA1,3, ,\n")',
        (
            "+        if name is None and any(part.strip() for part in value):",
            '+            raise Unusable("more cells than columns")',
            "+        if name is None:",
            "+            continue",
        ),
        FOUND[:1],
    ),
]
SILENT = [
    Silent(
        "nobody says what becomes of them",
        HARVEST.replace("SAID", "one each."),
        TRIGGER.replace("3,,", "3,x,"),
        "surplus-cells",
    ),
    Silent(
        "they are refused",
        HARVEST.replace("SAID", "rows with extra cells are invalid, and not ignored."),
        TRIGGER,
        "surplus-cells",
    ),
    Silent(
        "the reader has a name for them",
        IGNORED.replace("StringIO(text))", "StringIO(text), restkey='rest')"),
        TRIGGER,
        "surplus-cells",
    ),
    Silent(
        "a row is too short, and nobody speaks of those that are too long",
        HARVEST,
        r'load("Plot,Kilos\nA2\n")',
        "surplus-cells",
    ),
    Silent(
        "a row is too short, and those are refused",
        IGNORED.replace("are ignored.", "are ignored. A row that is cut off is an error."),
        r'load("Plot,Kilos\nA2\n")',
        "surplus-cells",
    ),
]


@named(CASES)
def test_what_a_row_has_beyond_the_head_is_left_out(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_they_are_left_alone_where_nobody_says_so(case, tmp_path):
    check_silent(case, tmp_path)
