"""Categories that a model has not seen."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

PRICES = """
import numpy as np
from sklearn import preprocessing
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline

ROOMS = [["attic", 1], ["cellar", 2], ["attic", 3]]

"""

CASES = [
    Case(
        "a one-hot encoder ignores it, behind what else it is told",
        PRICES
        + """
ENCODER = preprocessing.OneHotEncoder(
    sparse_output=False,
    dtype=float,
)
FITTED = Pipeline([("encode", ENCODER), ("model", LinearRegression())]).fit([row[:1] for row in ROOMS], [5, 9, 5])


def price(room):
    return round(float(FITTED.predict([[room]])[0]))
""",
        "price('loft') > 0",
        ('+    handle_unknown="ignore",',),
        True,
    ),
    Case(
        "an ordinal encoder gets a number for it",
        PRICES
        + """
ENCODER = preprocessing.OrdinalEncoder().fit([row[:1] for row in ROOMS])


def number(room):
    return int(ENCODER.transform([[room]])[0][0])
""",
        "number('loft')",
        (
            "-ENCODER = preprocessing.OrdinalEncoder().fit([row[:1] for row in ROOMS])",
            '+ENCODER = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)'
            ".fit([row[:1] for row in ROOMS])",
        ),
        -1,
    ),
    Case(
        "as another encoder is told",
        PRICES
        + """
OTHER = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
ENCODER = preprocessing.OrdinalEncoder().fit([row[:1] for row in ROOMS])


def number(room):
    return str(ENCODER.transform([[room]])[0][0])
""",
        "number('loft')",
        (
            "-ENCODER = preprocessing.OrdinalEncoder().fit([row[:1] for row in ROOMS])",
            '+ENCODER = preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)'
            ".fit([row[:1] for row in ROOMS])",
        ),
        "nan",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "somebody wants the error",
            PRICES
            + """
ENCODER = preprocessing.OneHotEncoder(handle_unknown="error").fit([row[:1] for row in ROOMS])


def number(room):
    return ENCODER.transform([[room]])
""",
            "number('loft')",
            "encoders",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
