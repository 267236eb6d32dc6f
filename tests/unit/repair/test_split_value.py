"""Texts whose last part holds the separator again."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "pairs of a cookie jar become a mapping by way of a name",
        """
def jar(text):
    pairs = [item.strip().split("=") for item in text.split(";") if item.strip()]
    return dict(pairs)
""",
        'jar("theme=dark; token=YWJj=")',
        (
            '-    pairs = [item.strip().split("=") for item in text.split(";") if item.strip()]',
            '+    pairs = [item.strip().split("=", 1) for item in text.split(";") if item.strip()]',
        ),
        {"theme": "dark", "token": "YWJj="},
    ),
    Case(
        "the value of a header line is an address with a port",
        """
def header(line):
    name, value = (part.strip() for part in line.split(":"))
    return name.lower(), value
""",
        'header("Host: example.org:8080")',
        (
            '-    name, value = (part.strip() for part in line.split(":"))',
            '+    name, value = (part.strip() for part in line.split(":", 1))',
        ),
        ("host", "example.org:8080"),
    ),
    Case(
        "lines of a log have a text behind two words",
        """
def entries(lines):
    return [(level, text) for _, level, text in (line.split() for line in lines)]
""",
        'entries(["12:00 ERROR full", "12:01 WARN nearly full again"])',
        (
            "-    return [(level, text) for _, level, text in (line.split() for line in lines)]",
            "+    return [(level, text) for _, level, text in (line.split(maxsplit=2) for line in lines)]",
        ),
        [("ERROR", "full"), ("WARN", "nearly full again")],
    ),
]

SILENT = [
    Silent(
        "too few parts",
        'def pairs(text):\n    return dict(part.split("=") for part in text.split(","))\n',
        'pairs("a=1,b")',
        "split-value",
    ),
    Silent(
        "a third number is a mistake",
        'def place(text):\n    lat, lng = text.split(",")\n    return lat, lng\n',
        'place("1,2,3")',
        "split-value",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_the_parts_are_wrong(case, tmp_path):
    check_silent(case, tmp_path)
