"""Columns that are chosen by the names that a model knows, from a table that lacks some at times."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.uneven_columns import UnevenColumnsGate
from tests.unit.verify.doubles import on_paper

MISMATCH = "The feature names should match those that were passed during fit."
MARKED = """import pandas as pd


def table(hours, closed):
    found = pd.DataFrame({"hour": hours})
    if closed:
        found["closed"] = [float(hour in closed) for hour in hours]
    return found


def expected(model, hours, closed):
    rows = table(hours, closed)
    return model.predict(rows)
"""
MEASURED = MARKED.replace("[float(hour in closed) for hour in hours]", "closed")
ALWAYS = MARKED.replace("    if closed:\n    ", "")
CHOSEN = "rows[model.feature_names_in_]"
FILLED = "rows.reindex(columns=model.feature_names_in_, fill_value=0.0)"


def _check(tmp_path, source, chosen, message=MISMATCH, gate=None):
    stage = on_paper(source, 13, tmp_path, exception="ValueError", message=message)
    return (gate or UnevenColumnsGate()).check(stage.case(stage.candidate(("predict(rows)", f"predict({chosen})"))))


@pytest.mark.parametrize("chosen", [CHOSEN, "rows.loc[:, model.feature_names_in_]", "rows[list(model.card.columns)]"])
def test_a_choice_of_what_the_table_lacks_at_times_is_refused(tmp_path, chosen):
    result = _check(tmp_path, MARKED, chosen)
    assert not result.passed
    assert "'closed'" in result.reason


@pytest.mark.parametrize("filled", [FILLED, FILLED.replace(", fill_value=0.0", ""), FILLED.replace("0.0", "1.0")])
def test_a_figure_that_is_lacking_is_not_made_up(tmp_path, filled):
    assert not _check(tmp_path, MEASURED, filled).passed


@pytest.mark.parametrize("filled", [FILLED.replace(", fill_value=0.0", ""), FILLED.replace("0.0", "1.0")])
def test_a_mark_that_is_lacking_is_nothing_but_0(tmp_path, filled):
    assert not _check(tmp_path, MARKED, filled).passed


def test_0_for_a_mark_of_a_collection_that_is_not_there_passes(tmp_path):
    assert _check(tmp_path, MARKED, FILLED).passed


def test_a_choice_of_what_every_table_has_passes(tmp_path):
    assert _check(tmp_path, ALWAYS, CHOSEN).passed


def test_other_crashes_are_no_matter_of_this_gate(tmp_path):
    assert _check(tmp_path, MARKED, CHOSEN, "could not convert string to float: 'x'").passed


def test_0_for_such_a_mark_is_not_made_up(tmp_path):
    assert _check(tmp_path, MARKED, FILLED, gate=MadeUpValueGate()).passed


@pytest.mark.parametrize(("source", "filled"), [(MEASURED, FILLED), (MARKED, FILLED.replace("0.0", "2.0"))])
def test_another_value_for_a_column_is_made_up(tmp_path, source, filled):
    result = _check(tmp_path, source, filled, gate=MadeUpValueGate())
    assert not result.passed
    assert "made-up value" in result.reason


def test_0_for_a_mark_is_made_up_where_another_crash_is_mended(tmp_path):
    assert not _check(tmp_path, MARKED, FILLED, "x is no number", gate=MadeUpValueGate()).passed
