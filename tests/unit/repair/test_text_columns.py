"""Columns of text whose cells happen to look like numbers."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

KEPT = """
import io

import pandas as pd


def read_table(raw):
    return pd.read_csv(io.StringIO(raw.decode()), sep=";", keep_default_na=False)


def samples(raw):
    frame = read_table(raw)
    for column in ("sample", "point"):
        frame[column] = frame[column].str.strip()
    return frame["sample"].tolist()
"""
NAMED = """
import io

import pandas as pd


def codes(text):
    table = pd.read_csv(io.StringIO(text))
    return table["code"].str.upper().tolist()
"""

TEXTS = [
    Case(
        "a table whose empty cells are texts is read as text",
        KEPT,
        'samples(b"sample;point\\n0041;A\\n")',
        (
            '-    return pd.read_csv(io.StringIO(raw.decode()), sep=";", keep_default_na=False)',
            '+    return pd.read_csv(io.StringIO(raw.decode()), sep=";", keep_default_na=False, dtype=str)',
        ),
        ["0041"],
    ),
    Case(
        "the column whose letters are asked for is read as text",
        NAMED,
        'codes("code,n\\n007,1\\n")',
        (
            "-    table = pd.read_csv(io.StringIO(text))",
            '+    table = pd.read_csv(io.StringIO(text), dtype={"code": str})',
        ),
        ["007"],
    ),
]


@named(TEXTS)
def test_columns_of_text_are_read_as_text(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "the kinds of the columns are told already",
            NAMED.replace("(text))", '(text), dtype={"n": int})'),
            'codes("code,n\\n007,1\\n")',
            "text-columns",
        )
    ]
)
def test_what_is_told_stays(case, tmp_path):
    check_silent(case, tmp_path)
