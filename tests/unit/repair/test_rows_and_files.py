"""Tables without rows, rows without cells, single samples, and folders among files."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

PRICES = '''
import pandas as pd


class Prices:
    def __init__(self, frame):
        self._frame = frame

    def _rows(self, sku):
        return self._frame.query("sku == @sku")

    def price_of(self, sku) -> float | None:
        """The price; None for an unknown article."""
        return float(self._rows(sku)["price"].iloc[0])


def shop():
    return Prices(pd.DataFrame({"sku": ["a"], "price": [2.0]}))
'''
BEST = '''
import pandas as pd


def best(records) -> str | None:
    """The name with the highest score; None without any."""
    frame = pd.DataFrame(records, columns=["name", "score"])
    passed = frame[frame["score"] > 50]
    return passed.loc[passed["score"].idxmax(), "name"]
'''
ORDERS = """
import csv
import io


def orders(text):
    reader = csv.reader(io.StringIO(text))
    return {row[0]: int(row[1]) for row in reader}
"""
LOOP = """
import csv
import io


def total(text):
    found = 0
    for number, row in enumerate(csv.reader(io.StringIO(text))):
        found += int(row[1])
    return found
"""
AGES = """
import csv
import io


def table(text):
    return csv.DictReader(io.StringIO(text))


def ages(text):
    return [int(row["age"]) for row in table(text)]
"""
SIZES = '''
import tempfile
from pathlib import Path


def made():
    root = Path(tempfile.mkdtemp())
    (root / "a.txt").write_text("abc")
    (root / "old").mkdir()
    return root


def sizes(root):
    """How many letters each file of the folder has."""
    return {path.name: len(path.read_text()) for path in sorted(root.iterdir())}
'''
NAMES = (
    SIZES.partition("def sizes")[0].replace("import tempfile", "import os\nimport tempfile")
    + '''
def texts(root):
    """The texts of all files in the folder."""
    found = []
    for name in sorted(os.listdir(root)):
        with open(os.path.join(root, name)) as handle:
            found.append(handle.read())
    return found
'''
)
MODEL = """
import numpy as np
from sklearn.linear_model import LinearRegression

MODEL = LinearRegression().fit(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]), np.array([1, 2, 3]))


def one(values):
    features = np.array(values)
    return round(float(MODEL.predict(features)[0]))
"""
CASES = [
    Case(
        "the first row of a method's table",
        PRICES,
        'shop().price_of("b")',
        (
            '-        return float(self._rows(sku)["price"].iloc[0])',
            "+        rows = self._rows(sku)",
            "+        if rows.empty:",
            "+            return None",
            '+        return float(rows["price"].iloc[0])',
        ),
        None,
    ),
    Case("the place of the largest", BEST, "best([])", ("+    if passed.empty:", "+        return None"), None),
    Case(
        "a row without cells",
        ORDERS,
        r'orders("a,1\n\nb,2\n")',
        (
            "-    return {row[0]: int(row[1]) for row in reader}",
            "+    return {row[0]: int(row[1]) for row in reader if row}",
        ),
        {"a": 1, "b": 2},
    ),
    Case(
        "a row without cells in a numbered loop",
        LOOP,
        r'total("a,1\n\nb,2\n")',
        ("+        if not row:", "+            continue"),
        3,
    ),
    Case(
        "a space behind the comma",
        AGES,
        r'ages("name, age\nInes, 3\n")',
        (
            "-    return csv.DictReader(io.StringIO(text))",
            "+    return csv.DictReader(io.StringIO(text), skipinitialspace=True)",
        ),
        [3],
    ),
    Case(
        "a folder among files",
        SIZES,
        "sizes(made())",
        (
            "-    return {path.name: len(path.read_text()) for path in sorted(root.iterdir())}",
            "+    return {path.name: len(path.read_text()) for path in sorted(root.iterdir()) if path.is_file()}",
        ),
        {"a.txt": 3},
    ),
    Case(
        "a folder among names of files",
        NAMES,
        "texts(made())",
        ("+        if not os.path.isfile(os.path.join(root, name)):", "+            continue"),
        ["abc"],
    ),
    Case(
        "a single sample",
        MODEL,
        "one([1.0, 2.0])",
        (
            "-    return round(float(MODEL.predict(features)[0]))",
            "+    return round(float(MODEL.predict(features.reshape(1, -1))[0]))",
        ),
        1,
    ),
    Case(
        "a single sample in a list",
        MODEL.replace("features = np.array(values)", "features = list(values)"),
        "one([1.0, 2.0])",
        (
            "-    return round(float(MODEL.predict(features)[0]))",
            "+    return round(float(MODEL.predict([features])[0]))",
        ),
        1,
    ),
]
SILENT = [
    Silent(
        "nobody says what there is without rows",
        PRICES.replace("; None for an unknown article", "").replace(" -> float | None", ""),
        'shop().price_of("b")',
        "no-rows",
    ),
    Silent(
        "the unknown is an error",
        PRICES.replace("None for an unknown article", "None if it has none, an error for an unknown article"),
        'shop().price_of("b")',
        "no-rows",
    ),
    Silent(
        "blank lines part the blocks",
        ORDERS.replace("    reader", '    """Orders; a blank line ends the block."""\n    reader'),
        r'orders("a,1\n\nb,2\n")',
        "blank-lines",
    ),
    Silent(
        "rows of no csv",
        ORDERS.replace("csv.reader(io.StringIO(text))", 'list([["a", "1"], []])'),
        'orders("")',
        "blank-lines",
    ),
    Silent("a column that is not there", AGES, r'ages("name, years\nInes, 3\n")', "csv-rows"),
    Silent(
        "folders count as well",
        SIZES.replace("each file of the folder has", "files and folders have"),
        "sizes(made())",
        "files-only",
    ),
    Silent(
        "the files of folders in it count as well",
        SIZES.replace("each file of the folder has", "the files have, with those of its folders"),
        "sizes(made())",
        "files-only",
    ),
    Silent(
        "nobody speaks of files",
        NAMES.replace("all files in the folder", "all that there is"),
        "texts(made())",
        "files-only",
    ),
    Silent("all answers are taken", MODEL.replace("[0]))", ".sum()))"), "one([1.0, 2.0])", "one-sample"),
]


@named(CASES)
def test_what_is_not_there_is_passed_over_as_it_is_told(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_passed_over_that_may_mean_something(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
