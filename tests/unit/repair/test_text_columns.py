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

GROUPS = """
import io

import pandas as pd

SITES = {"041": 1, "TAV": 2}


def find(code):
    return SITES[code.upper()]


def stored(content):
    frame = pd.read_csv(io.StringIO(content), dtype={"kw": str}, keep_default_na=False)
    frame.columns = [name.strip().lower() for name in frame.columns]
    return {find(code): list(part["kw"]) for code, part in frame.groupby("site")}
"""
ROWS = """
import io

import pandas as pd


def clean(code):
    return code.strip()


def read(text):
    return pd.read_csv(io.StringIO(text), dtype={"n": float})


def codes(text):
    table = read(text)
    found = []
    for row in table.itertuples():
        found.append(clean(row.code))
    return found
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
    Case(
        "the groups of a table whose columns get other names are those of texts",
        GROUPS,
        'stored("Site,kW\\n041,7\\n")',
        (
            '-    frame = pd.read_csv(io.StringIO(content), dtype={"kw": str}, keep_default_na=False)',
            "+    frame = pd.read_csv(io.StringIO(content), dtype=str, keep_default_na=False)",
        ),
        {1: ["7"]},
    ),
    Case(
        "a cell of a row is text where another function asks it for letters",
        ROWS,
        'codes("code,n\\n007,1\\n")',
        (
            '-    return pd.read_csv(io.StringIO(text), dtype={"n": float})',
            '+    return pd.read_csv(io.StringIO(text), dtype={"n": float, "code": str})',
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
        ),
        Silent(
            "the column is told to be a number",
            ROWS.replace('{"n": float}', '{"code": int}'),
            'codes("code,n\\n007,1\\n")',
            "text-columns",
        ),
        Silent(
            "other columns of a table with new names are numbers",
            GROUPS.replace('{"kw": str}', '{"kw": float}'),
            'stored("Site,kW\\n041,7\\n")',
            "text-columns",
        ),
        Silent(
            "the cell is reckoned, not read",
            ROWS.replace("clean(row.code)", "clean(row.code + 1)"),
            'codes("code,n\\n007,1\\n")',
            "text-columns",
        ),
    ]
)
def test_what_is_told_stays(case, tmp_path):
    check_silent(case, tmp_path)
