"""Rows of text files that end in a carriage return."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a text that another function makes a stream of",
        """
import csv
from io import StringIO


def stream(upload):
    return StringIO(upload["content"])


def plants(upload):
    return [row[0] for row in csv.reader(stream(upload))]
""",
        "plants({'content': 'fern,2\\rmoss,3\\r'})",
        ('-    return StringIO(upload["content"])', '+    return StringIO(upload["content"], newline="")'),
        ["fern", "moss"],
    ),
    Case(
        "what stands in quotes stays as it is",
        """
import csv
import io


def plants(text):
    found = []
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        found.append(row["note"])
    return found
""",
        "plants('name;note\\rfern;\"dry\\rshade\"')",
        (
            '-    for row in csv.DictReader(io.StringIO(text), delimiter=";"):',
            '+    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";"):',
        ),
        ["dry\rshade"],
    ),
    Case(
        "a text that is cut at another line end",
        """
import csv


def plants(text):
    return [row[0] for row in csv.reader(text.split("\\n"))]
""",
        "plants('fern,2\\rmoss,3')",
        (
            "+import io",
            '-    return [row[0] for row in csv.reader(text.split("\\n"))]',
            '+    return [row[0] for row in csv.reader(io.StringIO(text, newline=""))]',
        ),
        ["fern", "moss"],
    ),
    Case(
        "a file that is opened for one kind of line ends",
        """
import csv
from pathlib import Path


def plants(folder, text):
    path = Path(folder) / "plants.csv"
    path.write_text(text, newline="")
    with open(path, newline="\\n", encoding="utf-8") as file:
        return [row[0] for row in csv.reader(file)]
""",
        "plants(Path(__file__).parent, 'fern,2\\rmoss,3')",
        (
            '-    with open(path, newline="\\n", encoding="utf-8") as file:',
            '+    with open(path, newline="", encoding="utf-8") as file:',
        ),
        ["fern", "moss"],
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "lines whose maker is not to be seen",
            "import csv\n\n\ndef plants(lines):\n    return [row[0] for row in csv.reader(lines)]\n",
            "plants(['fern,2\\rmoss,3'])",
            "line-ends",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
