"""Words that pandas takes for missing values, in columns of text."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.snippets import Snippet

pytest.importorskip("pandas")

TABLE = """
import io

import pandas as pd

KINDS = {{"code": "str", "label": "str", "share": "float64"}}


def read(text):
    return pd.read_csv(io.StringIO(text), dtype=KINDS{told})


def label(text, code):
    row = read(text).set_index("share").iloc[0]
    return f"{{row['code'].lower()}}: {{row['label']}}"


{more}
"""
TRIGGER = 'label("code,label,share\\nNA,North America,\\nEU,Europe,0.5\\n", "NA")'
BESIDE = """
def countries(text):
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
"""
CHANGES = (
    "-    return pd.read_csv(io.StringIO(text), dtype=KINDS)",
    '+    return pd.read_csv(io.StringIO(text), dtype=KINDS, keep_default_na=False, na_values=[""])',
)


@named(
    [
        Case(
            "the notes say that codes are not missing",
            TABLE.format(told="", more=""),
            TRIGGER,
            CHANGES,
            "na: North America",
            files={".arbase/context.md": "- Codes are text, never numbers or missing values.\n"},
        ),
        Case(
            "the notes say so of the column",
            TABLE.format(told="", more=""),
            TRIGGER,
            CHANGES,
            "na: North America",
            files={"README.md": "Every share has a code; the code is never null.\n"},
        ),
        Case(
            "another reader of tables leaves words alone",
            TABLE.format(told="", more=BESIDE),
            TRIGGER,
            CHANGES,
            "na: North America",
        ),
    ]
)
def test_words_in_columns_of_text_stay_words(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("nobody says that the word is one", TABLE.format(told="", more=""), TRIGGER, "word-for-missing"),
        Silent(
            "what is missing is told already",
            TABLE.format(told=', na_values=["-"]', more=BESIDE),
            TRIGGER,
            "word-for-missing",
        ),
        Silent(
            "a table whose kinds are guessed",
            TABLE.format(told="", more=BESIDE).replace(", dtype=KINDS", ""),
            TRIGGER,
            "word-for-missing",
        ),
        Silent(
            "a float that is asked for what no text has",
            TABLE.format(told="", more=BESIDE).replace("['code'].lower()", "['code'].date()"),
            TRIGGER,
            "word-for-missing",
        ),
    ]
)
def test_what_may_be_missing_stays_so(case, tmp_path):
    check_silent(case, tmp_path)


def test_an_empty_cell_ends_in_the_same_crash(tmp_path):
    app = TABLE.format(told="", more=BESIDE)
    fixes = Snippet(tmp_path, {"app.py": app}, TRIGGER.replace("NA,North", ",North")).fixes(3)
    assert all("keep_default_na" not in line for fix in fixes for line in fix.changes if line.startswith("+"))
