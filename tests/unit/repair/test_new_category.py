"""Columns of categories take in a text that did not occur before."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SAMPLES = """
import pandas as pd

SAMPLES = pd.DataFrame({"status": ["new", "done", None], "note": ["a", None, "c"]})
SAMPLES["status"] = SAMPLES["status"].astype("category")

"""
CHANGED = """
def change(row, changes):
    for column, value in changes.items():
        SAMPLES.loc[row, column] = value
    return list(SAMPLES["status"].cat.categories)
"""

CASES = [
    Case(
        "the column may be another one, and the value nothing",
        SAMPLES + CHANGED,
        "change(1, {'note': 'x', 'status': 'held'}), change(1, {'status': None})",
        (
            "+        if isinstance(SAMPLES[column].dtype, pd.CategoricalDtype) and pd.notna(value):",
            "+            SAMPLES[column] = SAMPLES[column].cat.set_categories("
            "SAMPLES[column].cat.categories.union([value]))",
        ),
        (["done", "held", "new"], ["done", "held", "new"]),
    ),
    Case(
        "one column",
        SAMPLES
        + """
def hold(row, status):
    SAMPLES.at[row, "status"] = status
    return SAMPLES["status"].tolist()[row]
""",
        "hold(0, 'held')",
        (
            "+    if pd.notna(status):",
            '+        SAMPLES["status"] = SAMPLES["status"].cat.set_categories('
            'SAMPLES["status"].cat.categories.union([status]))',
        ),
        "held",
    ),
    Case(
        "gaps that are filled",
        SAMPLES
        + """
def shown():
    return SAMPLES["status"].fillna("none").tolist()
""",
        "shown()",
        (
            '-    return SAMPLES["status"].fillna("none").tolist()',
            '+    return SAMPLES["status"].cat.set_categories(SAMPLES["status"].cat.categories.union(["none"]))'
            '.fillna("none").tolist()',
        ),
        ["new", "done", "none"],
    ),
]


@named(CASES)
def test_the_category_is_taken_in(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "somebody wrote the categories down",
            SAMPLES.replace('"category"', 'pd.CategoricalDtype(["new", "done"])') + CHANGED,
            "change(1, {'status': 'held'})",
            "frames",
        ),
        Silent(
            "the categories have an order",
            SAMPLES + "SAMPLES['status'] = SAMPLES['status'].cat.as_ordered()\n\n" + CHANGED,
            "change(1, {'status': 'held'})",
            "frames",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
