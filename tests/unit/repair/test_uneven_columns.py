"""A stored model has other columns than the table of today; some tables have a column only at times."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

# Refuses other columns as scikit-learn does, and is no code of the repository.
HEAD = '''
import pandas as pd

LIBRARY = """
class Fitted:
    def __init__(self, *names):
        self.feature_names_in_ = list(names)

    def predict(self, table):
        if list(table.columns) != self.feature_names_in_:
            raise ValueError("The feature names should match those that were passed during fit.")
        return table.sum(axis=1)
"""
exec(compile(LIBRARY, "<library>", "exec"))

'''
TABLE = """
def table(hours, closed):
    found = pd.DataFrame({"hour": hours})
    if closed:
        found["closed"] = [float(hour in closed) for hour in hours]
    return found
"""
CASES = [
    Case(
        "a column that only sites with closed hours have",
        HEAD
        + TABLE
        + """

def expected(model, hours, closed):
    return model.predict(table(hours, closed)).tolist()
""",
        'expected(Fitted("hour"), [1, 2], {2})',
        (
            "-    return model.predict(table(hours, closed)).tolist()",
            "+    return model.predict(table(hours, closed)"
            ".reindex(columns=model.feature_names_in_, fill_value=0.0)).tolist()",
        ),
        [1.0, 2.0],
    ),
    Case(
        "the table comes through a class and another function, marks by isin",
        HEAD
        + """
class Shop:
    promoted = ("a",)


def basket(shop, skus):
    rows = pd.DataFrame({"size": [len(sku) for sku in skus], "sku": skus})
    if shop.promoted is not None:
        rows["promoted"] = rows["sku"].isin(set(shop.promoted)).astype(int)
    return rows.drop(columns="sku")


class Scorer:
    def __init__(self, model):
        self.model = model

    def scores(self, rows):
        return self.model.predict(rows)


def best(shop, skus):
    return Scorer(Fitted("size")).scores(basket(shop, skus)).tolist()
""",
        'best(Shop(), ["a", "bb"])',
        (
            "-        return self.model.predict(rows)",
            "+        return self.model.predict(rows.reindex(columns=self.model.feature_names_in_, fill_value=0))",
        ),
        [1, 2],
    ),
    Case(
        "a column for each value that occurs",
        HEAD
        + """
def price(model, colours):
    table = pd.get_dummies(pd.DataFrame({"colour": colours}), dtype=int)
    return model.predict(table).tolist()
""",
        'price(Fitted("colour_blue", "colour_red"), ["red", "green"])',
        (
            "-    return model.predict(table).tolist()",
            "+    return model.predict(table.reindex(columns=model.feature_names_in_, fill_value=0)).tolist()",
        ),
        [1, 0],
    ),
    Case(
        "a column that every table has since lately",
        HEAD
        + """
def expected(model, hours):
    found = pd.DataFrame({"hour": hours})
    found["double"] = found["hour"] * 2
    return model.predict(found).tolist()
""",
        'expected(Fitted("hour"), [1, 2])',
        (
            "-    return model.predict(found).tolist()",
            "+    return model.predict(found[model.feature_names_in_]).tolist()",
        ),
        [1, 2],
    ),
    Case(
        "a column that is set anew at times and was there before",
        HEAD
        + """
def expected(model, hours, given):
    found = pd.DataFrame({"hour": hours, "load": 0})
    if given:
        ours = found.pop("hour")
        found["hour"] = pd.Series(given).fillna(ours)
    return model.predict(found).tolist()
""",
        'expected(Fitted("hour", "load"), [1, 2], [3, 4])',
        (
            "-    return model.predict(found).tolist()",
            "+    return model.predict(found[model.feature_names_in_]).tolist()",
        ),
        [3, 4],
    ),
    Case(
        "an order that somebody wrote down and that does not ask for what comes at times",
        HEAD
        + """
ORDER = ("hour", "load")
LOADS = pd.DataFrame({"load": [5], "hour": [1]}, columns=list(ORDER))


def expected(model, given):
    found = pd.DataFrame({"load": [5], "hour": [1]})
    if given is not None:
        found["range"] = given / 2
    return model.predict(found).tolist()
""",
        'expected(Fitted("hour", "load"), 8)',
        (
            "-    return model.predict(found).tolist()",
            "+    return model.predict(found[list(ORDER)]).tolist()",
        ),
        [6],
    ),
]
CASES.append(
    Case(
        "an order that somebody wrote down for rows of which nothing is known",
        HEAD
        + """
ORDER = ("hour", "load")
NOTHING = pd.DataFrame([], columns=list(ORDER))


def expected(model, rows):
    found = pd.DataFrame.from_records(rows)
    return model.predict(found).tolist()
""",
        'expected(Fitted("hour", "load"), [{"load": 2, "hour": 1, "more": 9}])',
        (
            "-    return model.predict(found).tolist()",
            "+    return model.predict(found[list(ORDER)]).tolist()",
        ),
        [3],
    )
)
SILENT = [
    Silent(
        "nothing says what a figure is that is not there",
        HEAD
        + """
def table(hours, weather):
    found = pd.DataFrame({"hour": hours})
    if weather is not None:
        found["degrees"] = weather
    return found


def expected(model, hours, weather):
    return model.predict(table(hours, weather)).tolist()
""",
        'expected(Fitted("hour"), [1, 2], [20, 30])',
        "columns",
    ),
    Silent(
        "a mark that can be worked out is not 0 where a switch is off",
        HEAD
        + """
def expected(model, hours, weekends):
    found = pd.DataFrame({"hour": hours})
    if weekends:
        found["weekend"] = (found["hour"] > 4).astype(float)
    return model.predict(found).tolist()
""",
        'expected(Fitted("hour"), [1, 2], True)',
        "columns",
    ),
    Silent(
        "a mark of what is not in a collection would be 1 without it",
        HEAD
        + """
def expected(model, hours, closed):
    found = pd.DataFrame({"hour": hours})
    if closed:
        found["open"] = [float(hour not in closed) for hour in hours]
    return model.predict(found).tolist()
""",
        'expected(Fitted("hour"), [1, 2], {2})',
        "columns",
    ),
    Silent(
        "the columns are those that a client sent",
        HEAD
        + """
def expected(model, rows):
    return model.predict(pd.DataFrame(rows)).tolist()


def handle(request):
    return expected(Fitted("hour"), request["rows"])
""",
        'handle({"rows": [{"hour": 1, "more": 2}]})',
        "columns",
    ),
]


@named(CASES)
def test_a_model_gets_its_columns(case, tmp_path):
    pytest.importorskip("pandas")
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_said_for_a_column_that_may_be_lacking(case, tmp_path):
    pytest.importorskip("pandas")
    check_silent(case, tmp_path)
