"""Printed tables, those included whose middle columns were left out for a narrow screen."""

from __future__ import annotations

import pandas as pd
import pytest

from arbase.investigate.printed import table, unfolded
from arbase.workspace.code import CodeReader

NAMES = ["day", "number", "place", "minutes", "reason", "told_by", "reported_at"]
ROWS = [["2026-03-19", 2040, "COM", 12, "no", None, "2026-03-20T08:00:00+01:00"]]
# As pandas prints it where the screen has 80 columns.
FOLDED = (
    "          day  number place  ... reason told_by                reported_at\n"
    "2  2026-03-19    2040   COM  ...     no     NaN  2026-03-20T08:00:00+01:00\n"
    "\n[1 rows x 7 columns]"
)
SHOWN = {"day": "2026-03-19", "number": "2040", "place": "COM", "reason": "no", "told_by": None}
WHOLE = {**SHOWN, "reported_at": "2026-03-20T08:00:00+01:00"}


def test_a_whole_table_is_read_as_it_is():
    assert table("   a     b\n0  x   NaN\n1  y  20.5") == [{"a": "x", "b": None}, {"a": "y", "b": "20.5"}]
    assert table(FOLDED) == []


def test_the_shape_is_that_of_pandas():
    with pd.option_context("display.width", 200, "display.max_columns", 6):
        shown = repr(pd.DataFrame(ROWS, columns=NAMES))
    assert "..." in shown
    assert shown.endswith("[1 rows x 7 columns]")


def test_names_come_from_a_list_of_the_code(tmp_path):
    (tmp_path / "job.py").write_text(f"COLUMNS = {NAMES!r}\nOTHER = ['day', 'number']\n", encoding="utf-8")
    assert unfolded(FOLDED, CodeReader(tmp_path)) == [[{**WHOLE, "minutes": None}]]


def test_what_was_hidden_is_taken_from_a_row_of_the_data(tmp_path):
    (tmp_path / "job.py").write_text(f"COLUMNS = {NAMES!r}\n", encoding="utf-8")
    text = ";".join(NAMES) + "\n2026-01-01;1;MIL;7;no;me;2026-01-02\n"
    (tmp_path / "days.csv").write_text(text, encoding="utf-8")
    assert unfolded(FOLDED, CodeReader(tmp_path)) == [[{**WHOLE, "minutes": "7"}]]


@pytest.mark.parametrize("names", [NAMES[:-1], [*NAMES, "more"], ["date", *NAMES[1:]], [*NAMES[:-1], "at"]])
def test_other_tables_say_nothing(tmp_path, names):
    (tmp_path / "job.py").write_text(f"COLUMNS = {names!r}\n", encoding="utf-8")
    assert unfolded(FOLDED, CodeReader(tmp_path)) == []


def test_a_cell_that_was_cut_is_not_known(tmp_path):
    (tmp_path / "job.py").write_text(f"COLUMNS = {NAMES!r}\n", encoding="utf-8")
    assert unfolded(FOLDED.replace("  COM", " C..."), CodeReader(tmp_path)) == []
