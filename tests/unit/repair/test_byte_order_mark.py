"""Texts that begin with a byte order mark, which a program is handed or reads from a file."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LEDGER = """
import csv
import io
import json


def entries(text):
    return csv.DictReader(io.StringIO(text), delimiter=";")


def balance(upload):
    return sum(int(entry["amount"]) for entry in entries(upload))


def total(sheet):
    amounts = []
    for line in sheet.splitlines():
        amounts.append(int(line))
    return sum(amounts), len(sheet)


def amount_of(entry):
    return int(entry["amount"])


def largest(upload):
    return max(amount_of(entry) for entry in list(entries(upload)))


def settings(path):
    with open(path) as stream:
        return json.load(stream)["rate"]


def first_column(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return [row["amount"] for row in csv.DictReader(stream)]


def lines_of(path):
    text = path.read_text()
    return [float(line) for line in text.split()]

"""

CLEAN = '-    return csv.DictReader(io.StringIO(text), delimiter=";")'
MENDED = '+    return csv.DictReader(io.StringIO(text.removeprefix("\\ufeff")), delimiter=";")'
FILES = {"sheet.csv": "\ufeffamount\n5\n", "rate.json": '\ufeff{"rate": 2}', "numbers.txt": "\ufeff1.5 2.5"}
HERE = "__import__('pathlib').Path(__file__).parent"

CASES = [
    Case("a reader of texts is handed one", LEDGER, "balance('\\ufeffamount;x\\n5;6\\n')", (CLEAN, MENDED), 5),
    Case("a row that is read elsewhere", LEDGER, "largest('\\ufeffamount;x\\n5;6\\n')", (CLEAN, MENDED), 5),
    Case(
        "numbers of a text that is read twice",
        LEDGER,
        "total('\\ufeff1\\n2')",
        ('+    sheet = sheet.removeprefix("\\ufeff")',),
        (3, 3),
        among=3,
    ),
    Case(
        "a file that is opened without an encoding",
        LEDGER,
        f"lines_of({HERE} / 'numbers.txt')",
        ("-    text = path.read_text()", '+    text = path.read_text(encoding="utf-8-sig")'),
        [1.5, 2.5],
        files=FILES,
    ),
    Case(
        "JSON of such a file",
        LEDGER,
        f"settings({HERE} / 'rate.json')",
        ("-    with open(path) as stream:", '+    with open(path, encoding="utf-8-sig") as stream:'),
        2,
        files=FILES,
    ),
    Case(
        "a table of such a file",
        LEDGER,
        f"first_column({HERE} / 'sheet.csv')",
        (
            '-    with open(path, newline="", encoding="utf-8") as stream:',
            '+    with open(path, newline="", encoding="utf-8-sig") as stream:',
        ),
        ["5"],
        files=FILES,
    ),
]

SILENT = [
    Silent("a column that is not there", LEDGER, "balance('amounts;x\\n5;6\\n')", "byte-order-mark"),
    Silent(
        "a text whose mark is taken off already",
        LEDGER.replace("io.StringIO(text)", "io.StringIO(text.removeprefix('\\ufeff'))"),
        "balance('\\ufeff\\ufeffamount;x\\n5;6\\n')",
        "byte-order-mark",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_without_a_mark(case, tmp_path):
    check_silent(case, tmp_path)
